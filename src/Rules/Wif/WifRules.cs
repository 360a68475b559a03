using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Wif;

/// <summary>Rules about workload identity federation that are written in C#.</summary>
internal static class WifRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new AnyRepository(),
        new AttributeCondition(),
        new BranchConstraint(),
        new RefWithoutRepository(),
        new UnmappedAttribute(),
        new WorkflowRefused(),
    ];
}
