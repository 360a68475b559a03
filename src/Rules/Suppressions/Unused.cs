using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;

namespace GcpLint.Rules.Suppressions;

/// <summary>Tells of a comment that covers nothing although the rules that it names ran.</summary>
internal sealed class Unused : IRule<SuppressionUse>
{
    public RuleId Id => new("suppressions/unused");

    public void Check(SuppressionUse subject, RuleContext context)
    {
        if (subject.State == SuppressionState.Unused)
        {
            string rules = string.Join(", ", subject.Suppression.Rules.Select(rule => $"`{rule.Text}`"));
            context.Report(subject.Suppression.Location, subject.Suppression.Location, $"This comment suppresses {rules}, which has nothing to say here. Remove it.");
        }
    }
}
