using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Iam;

/// <summary>Looks for a configuration of data-access audit logs anywhere in a repository that keeps data.</summary>
internal sealed class AuditLogs : IRule<RepositoryModel>
{
    public RuleId Id => new("iam/audit-logs");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.KeepsData)
        {
            whole.ReportIfMissing(
                context,
                "Who reads the data of this project is not logged: no data-access audit logs are configured. Add a `google_project_iam_audit_config` with `DATA_READ` and `DATA_WRITE`.",
                "google_project_iam_audit_config",
                "google_folder_iam_audit_config",
                "google_organization_iam_audit_config");
        }
    }
}
