using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;

namespace GcpLint.Rules.Suppressions;

/// <summary>Tells of a comment whose last day is over.</summary>
internal sealed class Expired : IRule<SuppressionUse>
{
    public RuleId Id => new("suppressions/expired");

    public void Check(SuppressionUse subject, RuleContext context)
    {
        if (subject is { State: SuppressionState.Expired, Suppression.Until: { } until })
        {
            context.Report(subject.Suppression.Location, subject.Suppression.Location, $"This suppression ended on {until:yyyy-MM-dd}; what it covered is reported again. Mend it, or give the comment a new date.");
        }
    }
}
