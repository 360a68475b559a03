using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Project;

/// <summary>Looks for APIs that are enabled although Google has shut them down.</summary>
internal sealed class DeprecatedApi : IResourceRule
{
    public RuleId Id => new("project/deprecated-api");

    public IReadOnlyList<string> ResourceTypes => ["google_project_service"];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        string api = resource.Get("service").AsString;
        if (api is "containerregistry.googleapis.com")
        {
            context.Report(new RuleReport
            {
                Location = EnabledApis.PlaceOf(resource),
                Scope = resource.Block,
                Resource = resource.Address,
                Message = $"`{api}` is enabled, but Container Registry is shut down. Enable `artifactregistry.googleapis.com` and keep images there.",
            });
        }
    }
}
