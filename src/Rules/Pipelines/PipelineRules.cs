using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

internal static class PipelineRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Approval(),
        new BlockingScans(),
        new BranchGuard(),
        new GradualRollout(),
        new ImmutableTag(),
        new MaskedFailure(),
        new Migrations(),
        new RollBack(),
        new SharedServiceAccount(),
        new SmokeTest(),
        new SmokeTestTarget(),
        new TerraformChecks(),
        new TerraformPlan(),
        new TestBeforeDeploy(),
    ];
}
