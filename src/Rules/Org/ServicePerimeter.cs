using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Org;

/// <summary>Looks for a perimeter of VPC Service Controls anywhere in a repository that keeps data.</summary>
internal sealed class ServicePerimeter : IRule<RepositoryModel>
{
    public RuleId Id => new("org/service-perimeter");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var whole = new WholeRepository(subject);
        if (whole.KeepsData)
        {
            whole.ReportIfMissing(
                context,
                "No VPC Service Controls perimeter surrounds this project: stolen credentials read its data from anywhere. Add a `google_access_context_manager_service_perimeter`, or put the project into the organisation's one.",
                "google_access_context_manager_service_perimeter",
                "google_access_context_manager_service_perimeters",
                "google_access_context_manager_service_perimeter_resource");
        }
    }
}
