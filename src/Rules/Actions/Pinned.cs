using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Actions;

/// <summary>Asks for a commit behind the '@' of actions and reusable workflows.</summary>
internal sealed class Pinned : IRule<Workflow>, IRule<CompositeAction>
{
    public RuleId Id => new("actions/pinned");

    public void Check(Workflow subject, RuleContext context)
    {
        foreach (Job job in subject.Jobs)
        {
            Check(job.Uses, context);
            Check(job.Steps, context);
        }
    }

    public void Check(CompositeAction subject, RuleContext context) => Check(subject.Steps, context);

    private static void Check(IEnumerable<Step> steps, RuleContext context)
    {
        foreach (Step step in steps)
        {
            Check(step.Uses, context);
        }
    }

    private static void Check(ActionReference? uses, RuleContext context)
    {
        if (uses is { Kind: ActionReferenceKind.Repository, IsPinned: false, Value.Origin: { } origin } && !uses.Text.Contains("${{", StringComparison.Ordinal))
        {
            context.Report(origin.Location, origin.Location, $"`{uses.Text}` is whatever `{(uses.Ref.Length > 0 ? uses.Ref : "the default branch")}` points to on the day of the run, and it sees the job's token and secrets. Pin it to a commit: `{uses.Owner}/{uses.Repository}@<commit> # {uses.Ref}`.");
        }
    }
}
