using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Org;

/// <summary>Rules about what an organisation sets around its projects that are written in C#.</summary>
internal static class OrgRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new ServicePerimeter(),
    ];
}
