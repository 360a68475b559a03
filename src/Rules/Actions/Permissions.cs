using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;

namespace GcpLint.Rules.Actions;

/// <summary>Asks each job for permissions of its own or of its workflow.</summary>
internal sealed class Permissions : IRule<Workflow>
{
    public RuleId Id => new("actions/permissions");

    public void Check(Workflow subject, RuleContext context)
    {
        if (subject.IsCalledOnly || subject.Jobs.IsEmpty)
        {
            return;
        }

        if (subject.Jobs.FirstOrDefault(job => !job.EffectivePermissions.IsWritten) is { } open)
        {
            context.Report(subject.Head, subject.Location, $"No `permissions` are written for the job `{open.Id}`: its token may do what the repository's settings allow, which may be to write everything. Add `permissions: contents: read` to the workflow, and more to the jobs that need it.");
        }

        foreach (TokenPermissions permissions in subject.Jobs.Select(job => job.Permissions).Prepend(subject.Permissions).Where(permissions => permissions.IsWriteAll))
        {
            SourceLocation place = permissions.Value.LocationIn(subject.Source);
            context.Report(place, place, "`permissions: write-all` lets every step of every action change the repository. Name the scopes that the jobs need.");
        }
    }
}
