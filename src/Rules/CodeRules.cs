using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Docker;

namespace GcpLint.Rules;

/// <summary>The rules whose check is a class, area by area; their metadata stands in <c>rules/</c> as for all others.</summary>
internal static class CodeRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        .. DockerRules.All,
    ];
}
