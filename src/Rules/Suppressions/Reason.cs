using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;

namespace GcpLint.Rules.Suppressions;

/// <summary>Tells of a comment that gives no reason.</summary>
internal sealed class Reason : IRule<SuppressionUse>
{
    public RuleId Id => new("suppressions/reason");

    public void Check(SuppressionUse subject, RuleContext context)
    {
        if (subject.State == SuppressionState.WithoutReason)
        {
            context.Report(subject.Suppression.Location, subject.Suppression.Location, "This suppression gives no reason, so it has no effect. Say behind the brackets why the finding does not count.");
        }
    }
}
