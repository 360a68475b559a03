using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Project;

/// <summary>Compares the APIs that a repository enables with those that its resources need.</summary>
internal sealed class RequiredApis : IRule<RepositoryModel>
{
    public RuleId Id => new("project/required-apis");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var apis = new EnabledApis(subject);
        foreach (Value api in subject.Expectations.Apis.Where(api => !apis.Has(api.AsString)))
        {
            new WholeRepository(subject).ReportMissing(context, api, "google_project_service", $"`{api.AsString}` is expected to be enabled, and nothing here enables it. Add it to the list of APIs.");
        }

        if (apis.List is not { } list || subject.IsCollection)
        {
            return;
        }

        var whole = new WholeRepository(subject);
        if (whole.Main is { Reading: not null } project)
        {
            CheckProject(apis, subject.Source is { } source ? new EnabledApis(source) : null, whole, project, context);
            return;
        }

        if ((apis.Reason ?? whole.Unread) is { } reason)
        {
            context.NotAssessed(list, reason);
            return;
        }

        string[] missing = [.. apis.Missing()];
        if (missing.Length > 0)
        {
            context.Report(list, list, $"The resources of this repository need {string.Join(", ", missing.Select(api => $"`{api}`"))}, which is not enabled here. Add it to the list, or the first deployment into a new project fails.");
        }
    }

    /// <summary>What there is needs APIs, and what its repository is going to make.</summary>
    private static void CheckProject(EnabledApis apis, EnabledApis? source, WholeRepository whole, Deployment project, RuleContext context)
    {
        IEnumerable<string> planned = (source?.Needed() ?? []).Where(api => !apis.Has(api));
        string[] missing = [.. apis.Missing().Concat(planned).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
        {
            whole.ReportAtHead(
                context,
                project,
                $"The resources of this project and its repository need {string.Join(", ", missing.Select(api => $"`{api}`"))}, which is not enabled in it: their next change fails. Enable it.",
                "google_project_service");
        }
    }
}
