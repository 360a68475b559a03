using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;

namespace GcpLint.Rules.Actions;

/// <summary>Asks for a commit behind the '@' of actions and reusable workflows.</summary>
internal sealed class Pinned : IRule<Workflow>, IRule<CompositeAction>
{
    public RuleId Id => new("actions/pinned");

    public void Check(Workflow subject, RuleContext context) =>
        Check(subject.Jobs.SelectMany(job => job.Steps.Select(step => step.Uses).Prepend(job.Uses)), context);

    public void Check(CompositeAction subject, RuleContext context) => Check(subject.Steps.Select(step => step.Uses), context);

    /// <summary>One finding an action in a file, at its first use: who pins it pins all uses of it.</summary>
    private static void Check(IEnumerable<ActionReference?> uses, RuleContext context)
    {
        foreach (IGrouping<string, ActionReference> same in uses.OfType<ActionReference>().Where(IsOpen).GroupBy(use => use.Text, StringComparer.Ordinal))
        {
            SourceLocation[] places = [.. same.Select(use => use.Value.Origin?.Location).OfType<SourceLocation>()];
            if (places.Length > 0)
            {
                ActionReference first = same.First();
                context.Report(new RuleReport
                {
                    Location = places[0],
                    Scope = places[0],
                    Message = $"`{first.Text}` is whatever `{(first.Ref.Length > 0 ? first.Ref : "the default branch")}` points to on the day of the run, and it sees the job's token and secrets. Pin it to a commit: `{first.Owner}/{first.Repository}@<commit> # {first.Ref}`.",
                    Related = [.. places.Skip(1).Select(place => new RelatedLocation("used here too", place))],
                });
            }
        }
    }

    private static bool IsOpen(ActionReference uses) =>
        uses is { Kind: ActionReferenceKind.Repository, IsPinned: false, Value.Origin: not null } && !uses.Text.Contains("${{", StringComparison.Ordinal);
}
