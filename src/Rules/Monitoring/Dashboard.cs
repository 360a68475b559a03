using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Monitoring;

/// <summary>Looks for a dashboard anywhere in a repository that serves people.</summary>
internal sealed class Dashboard : IRule<RepositoryModel>
{
    public RuleId Id => new("monitoring/dashboard");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.ServesUsers)
        {
            whole.ReportIfMissing(
                context,
                "No dashboard shows the services of this repository. Add a `google_monitoring_dashboard` with requests, errors and latency.",
                "google_monitoring_dashboard");
        }
    }
}
