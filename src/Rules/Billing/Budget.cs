using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Billing;

/// <summary>Looks for a budget anywhere in a repository that makes something that costs money.</summary>
internal sealed class Budget : IRule<RepositoryModel>
{
    public RuleId Id => new("billing/budget");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.ServesUsers || whole.KeepsData)
        {
            whole.ReportIfMissing(
                context,
                "No budget tells anybody when the costs of this project run away. Add a `google_billing_budget` with thresholds.",
                "google_billing_budget");
        }
    }
}
