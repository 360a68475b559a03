using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Project;

/// <summary>Rules about what a project has to have that are written in C#.</summary>
internal static class ProjectRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new DeprecatedApi(),
        new ExpectedValues(),
        new ObservabilityApis(),
        new RequiredApis(),
        new RequiredBuckets(),
    ];
}
