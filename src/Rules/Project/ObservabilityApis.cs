using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Project;

/// <summary>Looks for logs, metrics and traces among the APIs that a repository enables.</summary>
internal sealed class ObservabilityApis : IRule<RepositoryModel>
{
    private static readonly string[] s_apis = ["cloudtrace.googleapis.com", "logging.googleapis.com", "monitoring.googleapis.com"];

    public RuleId Id => new("project/observability-apis");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var apis = new EnabledApis(subject);
        var whole = new WholeRepository(subject);
        if (apis.List is not { } list || !whole.ServesUsers)
        {
            return;
        }

        string[] missing = [.. s_apis.Where(api => !apis.Has(api))];
        string names = string.Join(", ", missing.Select(api => $"`{api}`"));
        if (missing.Length > 0 && whole.Main is { Reading: not null } project)
        {
            whole.ReportAtHead(context, project, $"{names} is not enabled in this project: what its services do cannot be seen. Enable it.", "google_project_service");
        }
        else if (missing.Length > 0 && (apis.Reason ?? whole.Unread) is { } reason)
        {
            context.NotAssessed(list, reason);
        }
        else if (missing.Length > 0)
        {
            context.Report(list, list, $"The APIs that are enabled here lack {names}: what the services of this repository do cannot be seen. Add it to the list.");
        }
    }
}
