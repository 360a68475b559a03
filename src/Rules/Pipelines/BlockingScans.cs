using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Finds scans whose findings stop nothing.</summary>
internal sealed class BlockingScans : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/blocking-scans");

    public void Check(Pipeline subject, RuleContext context)
    {
        foreach (PipelineJob job in subject.Jobs)
        {
            foreach (PipelineStep step in job.Steps)
            {
                foreach (StepActivity scan in step.Activities)
                {
                    if (scan is { Kind: ActivityKind.Scan, RunsOnFailure: false, Mask: { } mask } && !IsReport(subject, scan, mask) && !OutcomeUse.IsRead(job, step))
                    {
                        context.Report(
                            PipelinePlaces.FirstLine(mask.Location), step.Location, $"What `{scan.Tool}` finds stops nothing: {mask.Text} hides its failure. Let the run fail, and name in the scanner's own configuration what you accept.");
                    }
                }
            }
        }
    }

    /// <summary>The same scanner blocks elsewhere in the pipeline, and this run only writes the report.</summary>
    private static bool IsReport(Pipeline pipeline, StepActivity scan, FailureMask mask) =>
        mask.Kind == MaskKind.ReportOnly && pipeline.Activities.Any(other => other is { Kind: ActivityKind.Scan, Mask: null } && other.Tool == scan.Tool);
}
