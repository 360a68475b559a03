using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Asks what brings the old revision back when a release to production fails.</summary>
internal sealed class RollBack : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/rollback");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (!subject.IsAutomatic || !subject.IsWhole || subject.IsShown(context.Model) || subject.Does(ActivityKind.RollBack))
        {
            return;
        }

        foreach ((PipelineJob job, PipelineStep step, StepActivity deploy) in subject.FirstDeployments((job, activity) => PipelinePlaces.CanRollBack(activity.Target) && subject.IsProduction(job, activity)))
        {
            if (!TakesItselfBack(deploy))
            {
                subject.ReportJob(context, job, step, deploy, $"`{subject.NameOf(job, step)}` has no step that goes back to the old revision when the release fails. Remember the revision that serves, and give it the traffic again in a step that runs on failure.");
            }
        }
    }

    private static bool TakesItselfBack(StepActivity deploy) =>
        deploy.Command?.Words.Any(word => PipelineCommand.TextOf(word) is "--atomic" or "--rollback-on-failure") ?? false;
}
