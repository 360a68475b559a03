using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>
/// Finds services that everybody may call although they are not meant for everybody: those of other environments than
/// production, and those that a list of public services beside them does not name.
/// </summary>
internal sealed class PublicAccess : IResourceRule
{
    public RuleId Id => new("run/public-access");

    public IReadOnlyList<string> ResourceTypes =>
    [
        "google_cloud_run_v2_service_iam_binding", "google_cloud_run_v2_service_iam_member",
        "google_cloud_run_service_iam_binding", "google_cloud_run_service_iam_member",
    ];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (resource.Get("role").AsString is not ("roles/run.invoker" or "roles/run.servicesInvoker") || FindPublic(resource) is not { } member)
        {
            return;
        }

        string service = (resource.Get("name").IsSet ? resource.Get("name") : resource.Get("service")).AsString;
        bool isListed = context.Option("public_services").AsList.Items.Any(item => item.AsString == service);
        if (isListed || IsBehindBalancer(resource, service, deployment))
        {
            return;
        }

        if (deployment.Environment is { Tier: not (EnvironmentTier.Production or EnvironmentTier.Unknown) } environment)
        {
            context.Report(resource, member.Path, $"`{resource.Address}` lets everybody call the service of `{environment.Name}` (`{member.Text}`): unfinished versions and test data are open to the internet. Give `roles/run.invoker` to a group, or put Identity-Aware Proxy in front.");
        }
        else if (service.Length > 0 && FindList(deployment, context.Model) is { } list && !list.Services.Contains(service))
        {
            context.Report(resource, member.Path, $"`{resource.Address}` lets everybody call `{service}`, which `{list.Name}` does not name among the public services. Deploy it with `--no-allow-unauthenticated` and give its callers `roles/run.invoker`.");
        }
    }

    private static (string Path, string Text)? FindPublic(CloudResource resource)
    {
        if (resource.Get("member").AsString is "allUsers" or "allAuthenticatedUsers")
        {
            return ("member", resource.Get("member").AsString);
        }

        Value members = resource.Get("members");
        for (int i = 0; i < members.AsList.Count; i++)
        {
            if (members.Get(i).AsString is "allUsers" or "allAuthenticatedUsers")
            {
                return ($"members[{i}]", members.Get(i).AsString);
            }
        }

        return null;
    }

    /// <summary>The load balancer decides who gets in: a service that takes no others has to let its requests pass.</summary>
    private static bool IsBehindBalancer(CloudResource binding, string name, Deployment deployment)
    {
        IEnumerable<CloudResource> services = binding.References.SelectMany(deployment.Resolve)
            .Where(other => RunWorkload.ServiceTypes.Contains(other.Type))
            .Concat(name.Length == 0 ? [] : RunWorkload.ServiceTypes.SelectMany(deployment.OfType).Where(other => other.Get("name").AsString == name));
        return services.Any(service => new RunWorkload(service).Ingress.AsString is "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" or "INGRESS_TRAFFIC_INTERNAL_ONLY" && !LetsAllIn(service, deployment));
    }

    /// <summary>A live balancer in front of something unfinished that asks nobody who they are.</summary>
    private static bool LetsAllIn(CloudResource service, Deployment deployment)
    {
        if (service.Source != ResourceSource.Live || deployment.Environment is not { Tier: EnvironmentTier.Staging or EnvironmentTier.Test or EnvironmentTier.Development })
        {
            return false;
        }

        IEnumerable<CloudResource> backends = deployment.ReferencesTo(service)
            .Where(edge => edge.Source.Type == "google_compute_region_network_endpoint_group")
            .SelectMany(edge => deployment.ReferencesTo(edge.Source))
            .Select(edge => edge.Source)
            .Where(source => source.Type is "google_compute_backend_service" or "google_compute_region_backend_service");
        return backends.Any(backend => backend.Get("load_balancing_scheme").AsString.StartsWith("EXTERNAL", StringComparison.Ordinal) && backend.Get("iap").IsAbsent);
    }

    /// <summary>A variable such as PUBLIC_SERVICES of the script that deploys.</summary>
    private static (string Name, HashSet<string> Services)? FindList(Deployment deployment, RepositoryModel model)
    {
        // Of a live project the scripts of its repository say it.
        IEnumerable<ShellScript> scripts = deployment.Kind switch
        {
            DeploymentKind.Commands => model.Scripts.Where(script => script.Text.Source.Path == deployment.Path).Take(1),
            DeploymentKind.Project => model.Source?.Scripts ?? [],
            _ => [],
        };
        foreach (ShellAssignment assignment in scripts.SelectMany(script => script.DefaultWalk.Assignments).Where(assignment => IsPublicList(assignment.Name)))
        {
            string[] names = assignment.Value.Kind == ValueKind.List
                ? [.. assignment.Value.AsList.Items.Select(item => item.AsString).Where(name => name.Length > 0)]
                : assignment.Value.AsString.Split([' ', ',', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
            if (names.Length > 0 && deployment.Resources.Any(resource => names.Contains(resource.Get("name").AsString)))
            {
                return (assignment.Name, [.. names]);
            }
        }

        return null;
    }

    private static bool IsPublicList(string name) =>
        name.Contains("PUBLIC", StringComparison.OrdinalIgnoreCase) || name.Contains("UNAUTHENTICATED", StringComparison.OrdinalIgnoreCase);
}
