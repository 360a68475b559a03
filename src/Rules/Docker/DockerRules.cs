using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Docker;

internal static class DockerRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Healthcheck(),
        new NonRootUser(),
    ];
}
