using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Monitoring;

/// <summary>Looks for an uptime check anywhere in a repository that serves people.</summary>
internal sealed class UptimeCheck : IRule<RepositoryModel>
{
    public RuleId Id => new("monitoring/uptime-check");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.ServesUsers)
        {
            whole.ReportIfMissing(
                context,
                "Nothing checks from outside whether the services of this repository answer. Add a `google_monitoring_uptime_check_config` on their health path, and an alert on it.",
                "google_monitoring_uptime_check_config");
        }
    }
}
