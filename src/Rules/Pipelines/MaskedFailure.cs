using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Finds steps of a release whose failure is hidden, so that the rest goes on with what is not there.</summary>
internal sealed class MaskedFailure : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/masked-failure");

    public void Check(Pipeline subject, RuleContext context)
    {
        foreach (PipelineJob job in subject.Jobs)
        {
            foreach (PipelineStep step in job.Steps)
            {
                foreach (StepActivity activity in step.Activities)
                {
                    if (activity is { RunsOnFailure: false, Mask: { Kind: not MaskKind.ReportOnly } mask }
                        && activity.Kind is ActivityKind.Build or ActivityKind.Push or ActivityKind.SubmitBuild or ActivityKind.Migrate or ActivityKind.Deploy or ActivityKind.TerraformApply
                        && !OutcomeUse.IsRead(job, step))
                    {
                        context.Report(
                            PipelinePlaces.FirstLine(mask.Location), step.Location, $"A failure of `{activity.Tool}` is hidden by {mask.Text}: the run goes on and releases what is not there or not whole. Let it stop the run.");
                    }
                }
            }
        }
    }
}
