using System.Text;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Monitoring;

/// <summary>
/// Asks which of the three questions that users ask first ("does it fail, is it slow, is it up?") an alert policy of the
/// repository watches.
/// </summary>
internal sealed class AlertPolicies : IRule<RepositoryModel>
{
    private static readonly string[] ConditionBlocks =
    [
        "condition_threshold", "condition_absent", "condition_matched_log", "condition_monitoring_query_language",
        "condition_prometheus_query_language", "condition_sql",
    ];

    /// <summary>What a filter or query of a condition names, by the question that it answers.</summary>
    private static readonly (string Question, string[] Words)[] Questions =
    [
        ("errors", ["response_code", "5xx", "error", "logging.googleapis.com/user/", "severity"]),
        ("latency", ["latenc", "duration"]),
        ("availability", ["uptime_check", "check_passed", "probe_success", "up{", "up ="]),
    ];

    public RuleId Id => new("monitoring/alert-policies");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole is not { ServesUsers: true, Main: { } main })
        {
            return;
        }

        var open = Questions.ToList();
        foreach (CloudResource policy in whole.Resources.Where(resource => resource.Type == "google_monitoring_alert_policy"))
        {
            if (!TryReadText(policy, out string text, out Unknown? reason))
            {
                context.NotAssessed(policy.Header, reason ?? new Unknown(UnknownKind.Computed, $"the conditions of {policy.Address} are not known"));
                return;
            }

            open.RemoveAll(question => question.Words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)));
        }

        if (open.Count > 0)
        {
            string missing = string.Join(", ", open.Select(question => $"`{question.Question}`"));
            whole.ReportAtHead(context, main, $"No alert policy of this {whole.Noun} watches {missing} of its services. Add a `google_monitoring_alert_policy` for each, with a notification channel.", "google_monitoring_alert_policy");
        }
    }

    /// <summary>The filters and queries of all conditions; false if one of them is not known, for it might watch anything.</summary>
    private static bool TryReadText(CloudResource policy, out string text, out Unknown? reason)
    {
        var all = new StringBuilder();
        text = "";
        reason = policy.Get("conditions").UnknownReason;
        if (reason is not null || !policy.Blocks("conditions").Any())
        {
            return false;
        }

        IEnumerable<Value> blocks = policy.Blocks("conditions").SelectMany(condition => ConditionBlocks.Select(condition.Get));
        foreach (Value expression in blocks.SelectMany(block => (Value[])[block.Get("filter"), block.Get("denominator_filter"), block.Get("query")]))
        {
            if (expression.IsUnknown)
            {
                reason = expression.UnknownReason;
                return false;
            }

            all.Append(expression.AsString).Append('\n');
        }

        text = all.ToString();
        return true;
    }
}
