using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Actions;

/// <summary>Looks up the actions of a workflow in the table of those that are no longer to be used.</summary>
internal sealed class DeprecatedAction : IRule<Workflow>
{
    public RuleId Id => new("actions/deprecated-action");

    public void Check(Workflow subject, RuleContext context)
    {
        foreach (Step step in subject.Steps)
        {
            if (step.Uses is { Kind: ActionReferenceKind.Repository, IsPinned: false, Ref.Length: > 0, Value.Origin: { } origin } uses
                && (DeprecatedActions.Find(Name(uses), uses.Ref, context.Today) ?? DeprecatedActions.Find(uses.FullName, uses.Ref, context.Today)) is { } fact)
            {
                string instead = fact.Replacement.Length > 0 ? $" Use {fact.Replacement}." : "";
                context.Report(origin.Location, step.Location, $"`{uses.Text}` {Say(fact)}{instead}");
            }
        }
    }

    private static string Name(ActionReference uses) => uses.Path.Length > 0 ? $"{uses.FullName}/{uses.Path.ToLowerInvariant()}" : uses.FullName;

    private static string Say(DeprecatedVersion fact) => fact.Status switch
    {
        "stopped" => "no longer works: the service behind it was switched off, and the step fails.",
        "compromised" => "is among the tags into which attackers put code that steals secrets.",
        "archived" => "is archived: nobody mends its faults.",
        "moved" => "has moved; this copy gets no changes.",
        "outdated-runtime" => "is made for a version of Node.js that runners no longer have.",
        _ => "is deprecated by its authors.",
    };
}
