using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Text;

namespace GcpLint.Rules.Suppressions;

/// <summary>Tells of ids in a suppression that no rule has.</summary>
internal sealed class UnknownRule : IRule<SuppressionUse>
{
    public RuleId Id => new("suppressions/unknown-rule");

    public void Check(SuppressionUse subject, RuleContext context)
    {
        foreach (SuppressedRule rule in subject.UnknownRules)
        {
            var place = new SourceLocation(subject.Suppression.Location.Source, rule.Span);
            string? nearest = Spelling.Nearest(rule.Text, RuleCatalog.BuiltIn.Rules.Select(known => known.Metadata.Id.Text));
            context.Report(place, subject.Suppression.Location, $"There is no rule `{rule.Text}`.{(nearest is null ? "" : $" Did you mean `{nearest}`?")}");
        }
    }
}
