using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Families;

/// <summary>
/// Types that are one thing to a rule: versions of an API, and the global and regional forms of a resource. Where they
/// differ in shape all are seen in the shape of the first.
/// </summary>
/// <param name="Name">As it stands under <c>resources</c>, where a type would.</param>
/// <param name="Types">The first gives the shape.</param>
/// <param name="Reshape">The attributes of a resource in the shape of the first type; null where all have one shape.</param>
internal sealed record ResourceFamily(string Name, ImmutableArray<string> Types, Func<CloudResource, Value>? Reshape)
{
    private const string RunService = "google_cloud_run_v2_service";
    private const string FirstRunService = "google_cloud_run_service";
    private const string Function = "google_cloudfunctions2_function";
    private const string FirstFunction = "google_cloudfunctions_function";

    /// <summary>Resources of the load balancer and of virtual machines that exist in both forms.</summary>
    private static readonly string[] Regional =
    [
        "backend_service", "disk", "health_check", "instance_group_manager", "instance_template", "network_endpoint_group", "security_policy",
        "ssl_certificate", "ssl_policy", "target_http_proxy", "target_https_proxy", "target_tcp_proxy", "url_map",
    ];

    private static readonly ImmutableArray<ResourceFamily> All =
    [
        new("cloud_run_service", [RunService, FirstRunService], Services),
        new("cloud_run_workload", [RunService, FirstRunService, "google_cloud_run_v2_job", "google_cloud_run_v2_worker_pool"], Services),
        new("cloud_function", [Function, FirstFunction], resource => resource.Type == FirstFunction ? FirstFunctions.InSecondShape(resource) : resource.Attributes),
        new("forwarding_rule", ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule"], null),
        .. Regional.Select(name => new ResourceFamily(name, [$"google_compute_{name}", $"google_compute_region_{name}"], null)),
    ];

    private static readonly FrozenDictionary<string, ResourceFamily> ByName = All.ToFrozenDictionary(family => family.Name, StringComparer.Ordinal);

    public static IEnumerable<string> Names => ByName.Keys;

    public static ResourceFamily? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>The types that a rule looks at: families stand for theirs.</summary>
    public static ImmutableArray<string> Expand(ImmutableArray<string> names) =>
        names.Any(ByName.ContainsKey) ? [.. names.SelectMany(name => Find(name)?.Types ?? [name]).Distinct(StringComparer.Ordinal)] : names;

    private static Value Services(CloudResource resource) => resource.Type switch
    {
        FirstRunService => FirstRunServices.InSecondShape(resource),
        "google_cloud_run_v2_job" => Reshaped.JobAsService(resource),
        _ => resource.Attributes,
    };
}
