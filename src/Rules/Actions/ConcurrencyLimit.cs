using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Actions;

/// <summary>Asks whether two runs of a workflow may run side by side.</summary>
internal sealed class ConcurrencyLimit : IRule<Workflow>
{
    public RuleId Id => new("actions/concurrency");

    public void Check(Workflow subject, RuleContext context)
    {
        bool often = subject.Triggers.Any(trigger => trigger.Name is "push" or "pull_request" or "pull_request_target" or "workflow_dispatch" or "workflow_run" or "release");
        if (often && subject.Concurrency is null && subject.Jobs.Any(job => job.Uses is null && job.Concurrency is null))
        {
            context.Report(subject.Head, subject.Location, "No `concurrency` is set: two pushes run side by side, and the older one may be the last to deploy. Add a group by workflow and branch, with `cancel-in-progress: false` where something is deployed.");
        }
    }
}
