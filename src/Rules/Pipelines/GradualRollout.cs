using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Asks whether a new revision gets all users at once.</summary>
internal sealed class GradualRollout : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/gradual-rollout");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (!subject.IsAutomatic)
        {
            return;
        }

        foreach ((PipelineJob job, PipelineStep step, StepActivity deploy) in subject.FirstDeployments(IsAtOnce))
        {
            if (subject.IsProduction(job, deploy))
            {
                string service = PipelineCommand.TextOf(deploy.Target?.Service ?? default);
                context.Report(
                    PipelinePlaces.FirstLine(step.Location),
                    step.Location,
                    $"The new revision of {(service.Length > 0 ? $"`{service}`" : "the service")} gets all users at once. Deploy it with `--no-traffic --tag=canary`, check it, and move the traffic in steps with `update-traffic`.");
            }
        }
    }

    private static bool IsAtOnce(PipelineJob job, StepActivity deploy) =>
        deploy.Target is { Platform: "run" or "app", NoTraffic: false, MayHaveMore: false };
}
