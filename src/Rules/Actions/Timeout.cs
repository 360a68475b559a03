using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Actions;

/// <summary>Asks each job for a limit of its time.</summary>
internal sealed class Timeout : IRule<Workflow>
{
    public RuleId Id => new("actions/timeout");

    public void Check(Workflow subject, RuleContext context)
    {
        foreach (Job job in subject.Jobs)
        {
            if (job.Uses is null && !job.Steps.IsEmpty && job.TimeoutMinutes.IsAbsent && !job.Steps.All(step => step.TimeoutMinutes.IsSet))
            {
                context.Report(job.Head, job.Location, $"`{job.Id}` has no `timeout-minutes`: a step that hangs keeps the runner, and the deployments behind it, for six hours. Set about twice the time that it usually takes.");
            }
        }
    }
}
