using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>Managed constraints with lists of values.</summary>
internal static class ListConstraints
{
    /// <summary>The attribute that says where a resource lies, for types whose location the service looks at.</summary>
    private static readonly FrozenDictionary<string, string> s_locations = new Dictionary<string, string>
    {
        ["google_storage_bucket"] = "location",
        ["google_sql_database_instance"] = "region",
        ["google_cloud_run_service"] = "location",
        ["google_cloud_run_v2_service"] = "location",
        ["google_cloud_run_v2_job"] = "location",
        ["google_cloudfunctions_function"] = "region",
        ["google_cloudfunctions2_function"] = "location",
        ["google_compute_instance"] = "zone",
        ["google_compute_disk"] = "zone",
        ["google_compute_region_disk"] = "region",
        ["google_compute_subnetwork"] = "region",
        ["google_container_cluster"] = "location",
        ["google_bigquery_dataset"] = "location",
        ["google_artifact_registry_repository"] = "location",
        ["google_redis_instance"] = "region",
        ["google_kms_key_ring"] = "location",
        ["google_spanner_instance"] = "config",
        ["google_firestore_database"] = "location_id",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The service of a type and the attribute by which it is encrypted with a key of the customer's own.</summary>
    private static readonly FrozenDictionary<string, (string Service, string Path)> s_keys = new Dictionary<string, (string, string)>
    {
        ["google_storage_bucket"] = ("storage.googleapis.com", "encryption.default_kms_key_name"),
        ["google_sql_database_instance"] = ("sqladmin.googleapis.com", "encryption_key_name"),
        ["google_bigquery_dataset"] = ("bigquery.googleapis.com", "default_encryption_configuration.kms_key_name"),
        ["google_pubsub_topic"] = ("pubsub.googleapis.com", "kms_key_name"),
        ["google_compute_disk"] = ("compute.googleapis.com", "disk_encryption_key.kms_key_self_link"),
        ["google_artifact_registry_repository"] = ("artifactregistry.googleapis.com", "kms_key_name"),
        ["google_cloud_run_v2_service"] = ("run.googleapis.com", "template.encryption_key"),
        ["google_cloud_run_v2_job"] = ("run.googleapis.com", "template.template.encryption_key"),
        ["google_spanner_database"] = ("spanner.googleapis.com", "encryption_config.kms_key_name"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static readonly ImmutableArray<ManagedConstraint> All =
    [
        new("compute.vmExternalIpAccess", ["google_compute_instance", "google_compute_instance_template", "google_compute_region_instance_template"], IsSwitch: false, ExternalAddress),
        new("run.allowedIngress", ["google_cloud_run_v2_service", "google_cloud_run_service"], IsSwitch: false, Ingress),
        new("run.allowedVPCEgress", ["google_cloud_run_v2_service", "google_cloud_run_v2_job"], IsSwitch: false, Egress),
        new("gcp.resourceLocations", [.. s_locations.Keys.Order(StringComparer.Ordinal)], IsSwitch: false, Location),
        new("gcp.restrictNonCmekServices", [.. s_keys.Keys.Order(StringComparer.Ordinal)], IsSwitch: false, CustomerKey),
        new("iam.allowedPolicyMemberDomains", [], IsSwitch: false, Domain),
    ];

    private static ManagedVerdict ExternalAddress(CloudResource machine, Deployment deployment, OrgPolicy policy)
    {
        Value interfaces = machine.Get("network_interface");
        for (int i = 0; i < interfaces.AsList.Count; i++)
        {
            Value access = interfaces.Get(i).Get("access_config");
            if (access.Kind != ValueKind.Map && access.AsList.Count == 0)
            {
                continue;
            }

            string path = $"network_interface[{i}].access_config";
            Value[] parts = [machine.Get("project"), machine.Get("zone"), machine.Get("name")];
            bool? allows = parts.All(part => part.AsString.Length > 0)
                ? ListPolicy.Allows(policy, $"projects/{parts[0].AsString}/zones/{parts[1].AsString}/instances/{parts[2].AsString}", _ => null)
                : IsClosed(policy) ? false : null;
            if (allows != true)
            {
                return allows == false ? ManagedVerdict.Refused(path, "the machine gets an external address (`access_config`)") : ManagedVerdict.NotKnown(path, access);
            }
        }

        return ManagedVerdict.Passed;
    }

    private static bool IsClosed(OrgPolicy policy) => !policy.IsOpen && policy.Rules.Any(rule => rule.All == false || rule.Enforce == true);

    private static ManagedVerdict Ingress(CloudResource service, Deployment deployment, OrgPolicy policy)
    {
        bool isFirst = service.Type == "google_cloud_run_service";
        string path = isFirst ? "metadata.annotations" : "ingress";
        Value value = isFirst ? service.Get(path).Get("run.googleapis.com/ingress") : service.Get(path);
        string? ingress = value.IsUnknown ? (isFirst || service.IsUpdate || value.Origin is not null ? null : "all") : value.AsString switch
        {
            "" or "INGRESS_TRAFFIC_ALL" => "all",
            "INGRESS_TRAFFIC_INTERNAL_ONLY" => "internal",
            "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER" => "internal-and-cloud-load-balancing",
            var word => word,
        };
        return ingress is null || service.Get("metadata").IsUnknown
            ? ManagedVerdict.NotKnown(path, value)
            : Judge(policy, path, value, ingress, _ => null, $"its ingress is `{ingress}`");
    }

    private static ManagedVerdict Egress(CloudResource service, Deployment deployment, OrgPolicy policy)
    {
        string block = service.Type == "google_cloud_run_v2_job" ? "template.template.vpc_access" : "template.vpc_access";
        if (service.Get(block).Kind != ValueKind.Map)
        {
            return ManagedVerdict.Passed;
        }

        string path = block + ".egress";
        Value value = service.Get(path);
        string egress = value.AsString == "ALL_TRAFFIC" ? "all-traffic" : "private-ranges-only";
        return value.IsUnknown ? ManagedVerdict.NotKnown(path, value) : Judge(policy, path, value, egress, _ => null, $"its egress is `{egress}`");
    }

    private static ManagedVerdict Location(CloudResource resource, Deployment deployment, OrgPolicy policy)
    {
        string path = s_locations[resource.Type];
        Value value = resource.Get(path);
        string location = value.AsString;
        location = location.StartsWith("regional-", StringComparison.Ordinal) ? location["regional-".Length..] : location;
        if (location.Length == 0)
        {
            return value.IsUnknown && value.Origin is not null ? ManagedVerdict.NotKnown(path, value) : ManagedVerdict.Passed;
        }

        string region = LocationGroup.RegionOf(location.ToLowerInvariant());
        ManagedVerdict verdict = Judge(policy, path, value, location, group => LocationGroup.Contains(group, location), $"it lies in `{location}`");

        // A list that has the region but not its zones is told nothing about: the service has its own view of that.
        return verdict.Problem is not null && region.Length < location.Length && ListPolicy.Allows(policy, region, group => LocationGroup.Contains(group, region)) != false
            ? ManagedVerdict.Passed
            : verdict;
    }

    private static ManagedVerdict CustomerKey(CloudResource resource, Deployment deployment, OrgPolicy policy)
    {
        (string service, string path) = s_keys[resource.Type];
        Value key = resource.Get(path);
        if (key.IsUnknown || key.AsString.Length > 0 || resource.IsUpdate)
        {
            return ManagedVerdict.Passed;
        }

        return Judge(policy, path, key, service, _ => null, $"it has no key of your own (`{path}`)");
    }

    private static ManagedVerdict Domain(CloudResource resource, Deployment deployment, OrgPolicy policy)
    {
        if (policy.IsOpen || policy.Rules.Any(rule => rule.All == true) || policy.Rules.All(rule => !rule.Allowed.IsSet && rule.All != false))
        {
            return ManagedVerdict.Passed;
        }

        foreach (Grant grant in Grants.Of(resource, deployment))
        {
            string member = grant.Member.AsString;
            if (member is "allUsers" or "allAuthenticatedUsers" || (member.StartsWith("user:", StringComparison.Ordinal) && member.EndsWith("@gmail.com", StringComparison.OrdinalIgnoreCase)))
            {
                return ManagedVerdict.Refused(SwitchConstraints.MemberPath(resource), $"`{member}` belongs to none of the allowed customers");
            }
        }

        return ManagedVerdict.Passed;
    }

    private static ManagedVerdict Judge(OrgPolicy policy, string path, Value value, string word, Func<string, bool?> isIn, string problem) =>
        ListPolicy.Allows(policy, word, isIn) switch
        {
            true => ManagedVerdict.Passed,
            false => ManagedVerdict.Refused(path, problem),
            null => ManagedVerdict.NotKnown(path, value),
        };
}
