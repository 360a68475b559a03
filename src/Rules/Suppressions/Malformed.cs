using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;

namespace GcpLint.Rules.Suppressions;

/// <summary>Tells of a comment that addresses gcp-lint and cannot be read.</summary>
internal sealed class Malformed : IRule<SuppressionUse>
{
    public RuleId Id => new("suppressions/malformed");

    public void Check(SuppressionUse subject, RuleContext context)
    {
        if (subject is { State: SuppressionState.Malformed, Suppression.Error: { } error })
        {
            context.Report(subject.Suppression.Location, subject.Suppression.Location, $"This suppression has no effect: {error}.");
        }
    }
}
