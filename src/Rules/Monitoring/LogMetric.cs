using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Monitoring;

/// <summary>Looks for a log-based metric anywhere in a repository that serves people.</summary>
internal sealed class LogMetric : IRule<RepositoryModel>
{
    public RuleId Id => new("monitoring/log-metric");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.ServesUsers)
        {
            whole.ReportIfMissing(
                context,
                "No metric counts the errors in the logs of this repository's services. Add a `google_logging_metric` with `severity>=ERROR`, and an alert on it.",
                "google_logging_metric");
        }
    }
}
