using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Lb;

/// <summary>Rules about load balancers that are written in C#.</summary>
internal static class LbRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Certificate(),
    ];
}
