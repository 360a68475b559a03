using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Project;

/// <summary>Compares the APIs that a repository enables with those that its resources need.</summary>
internal sealed class RequiredApis : IRule<RepositoryModel>
{
    public RuleId Id => new("project/required-apis");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var apis = new EnabledApis(subject);
        if (apis.List is not { } list)
        {
            return;
        }

        if ((apis.Reason ?? new WholeRepository(subject).Unread) is { } reason)
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
}
