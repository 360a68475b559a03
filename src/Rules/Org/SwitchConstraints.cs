using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>Managed constraints that are on or off.</summary>
internal static class SwitchConstraints
{
    private static readonly ImmutableArray<string> s_machines =
        ["google_compute_instance", "google_compute_instance_template", "google_compute_region_instance_template"];

    private static readonly ImmutableArray<string> s_withMetadata =
        [.. s_machines, "google_compute_project_metadata", "google_compute_project_metadata_item"];

    public static readonly ImmutableArray<ManagedConstraint> All =
    [
        Of("sql.restrictPublicIp", ["google_sql_database_instance"], PublicAddress),
        Of("sql.restrictAuthorizedNetworks", ["google_sql_database_instance"], AuthorizedNetworks),
        Of("iam.disableServiceAccountKeyCreation", ["google_service_account_key"], resource => Key(resource, isUpload: false)),
        Of("iam.disableServiceAccountKeyUpload", ["google_service_account_key"], resource => Key(resource, isUpload: true)),
        Of("iam.disableServiceAccountCreation", ["google_service_account"], account => account.Source == ResourceSource.Live ? ManagedVerdict.Passed : ManagedVerdict.Refused("", "a service account is created")),
        Of("storage.uniformBucketLevelAccess", ["google_storage_bucket"], UniformAccess),
        new("storage.publicAccessPrevention", [], IsSwitch: true, PublicBucket),
        Of("storage.publicAccessPrevention", ["google_storage_bucket_access_control", "google_storage_object_access_control", "google_storage_default_object_access_control"], PublicEntity),
        Of("compute.requireOsLogin", s_withMetadata, resource => Metadata(resource, "enable-oslogin", ["FALSE", "0", "N", "NO"])),
        Of("compute.disableSerialPortAccess", s_withMetadata, resource => Metadata(resource, "serial-port-enable", ["TRUE", "1", "Y", "YES"])),
        Of("compute.requireShieldedVm", s_machines, Shielded),
    ];

    private static ManagedConstraint Of(string name, ImmutableArray<string> types, Func<CloudResource, ManagedVerdict> judge) =>
        new(name, types, IsSwitch: true, (resource, _, _) => judge(resource));

    private static ManagedVerdict PublicAddress(CloudResource instance)
    {
        const string path = "settings.ip_configuration.ipv4_enabled";
        Value enabled = instance.Get(path);
        return enabled.IsUnknown || instance.Get("settings").IsUnknown ? ManagedVerdict.NotKnown(path, enabled)
            : enabled.TryGetBool(out bool isOn) && !isOn ? ManagedVerdict.Passed
            : instance.Get("clone").IsSet || instance.Get("instance_type").AsString == "ON_PREMISES_INSTANCE" ? ManagedVerdict.Passed
            : ManagedVerdict.Refused(path, enabled.IsSet ? "the instance gets a public address (`ipv4_enabled` is `true`)" : "the instance gets a public address (nothing sets `ipv4_enabled` to `false`)");
    }

    private static ManagedVerdict AuthorizedNetworks(CloudResource instance)
    {
        const string path = "settings.ip_configuration.authorized_networks";
        Value networks = instance.Get(path);
        return networks.IsUnknown ? ManagedVerdict.NotKnown(path, networks)
            : instance.Blocks(path).Any() ? ManagedVerdict.Refused(path, "the instance has authorized networks") : ManagedVerdict.Passed;
    }

    private static ManagedVerdict Key(CloudResource key, bool isUpload)
    {
        const string path = "public_key_data";
        bool uploads = key.Get(path).IsSet;

        // Live, every service account has keys of Google's own, which no policy is about.
        return uploads != isUpload || key.Source == ResourceSource.Live ? ManagedVerdict.Passed
            : isUpload ? ManagedVerdict.Refused(path, "a key of a service account is uploaded") : ManagedVerdict.Refused("", "a key of a service account is created");
    }

    private static ManagedVerdict UniformAccess(CloudResource bucket)
    {
        const string path = "uniform_bucket_level_access";
        Value uniform = bucket.Get(path);
        return uniform.IsUnknown && (bucket.IsUpdate || uniform.Origin is not null) ? ManagedVerdict.NotKnown(path, uniform)
            : uniform.AsBool ? ManagedVerdict.Passed
            : ManagedVerdict.Refused(path, "the bucket has no uniform bucket-level access");
    }

    private static ManagedVerdict PublicBucket(CloudResource resource, Deployment deployment, OrgPolicy policy)
    {
        foreach (Grant grant in Grants.Of(resource, deployment).Where(grant => grant.TargetType == "google_storage_bucket"))
        {
            if (grant.Member.AsString is "allUsers" or "allAuthenticatedUsers")
            {
                return ManagedVerdict.Refused(MemberPath(resource), $"the bucket is granted to `{grant.Member.AsString}`");
            }
        }

        return ManagedVerdict.Passed;
    }

    private static ManagedVerdict PublicEntity(CloudResource control) => control.Get("entity").AsString is "allUsers" or "allAuthenticatedUsers"
        ? ManagedVerdict.Refused("entity", $"it is granted to `{control.Get("entity").AsString}`")
        : ManagedVerdict.Passed;

    private static ManagedVerdict Metadata(CloudResource resource, string key, ImmutableArray<string> refused)
    {
        bool isItem = resource.Type.EndsWith("_item", StringComparison.Ordinal);
        if (isItem && resource.Get("key").AsString != key)
        {
            return ManagedVerdict.Passed;
        }

        string path = isItem ? "value" : $"metadata.{key}";
        Value value = isItem ? resource.Get("value") : resource.Get("metadata").Get(key);
        string text = value.TryGetBool(out bool known) ? (known ? "TRUE" : "FALSE") : value.TryGetInt(out long number) ? $"{number}" : value.AsString.ToUpperInvariant();
        return refused.Contains(text) ? ManagedVerdict.Refused(path, $"`{key}` is `{value.AsString}`") : ManagedVerdict.Passed;
    }

    private static ManagedVerdict Shielded(CloudResource machine)
    {
        foreach (string option in (string[])["enable_secure_boot", "enable_vtpm", "enable_integrity_monitoring"])
        {
            string path = $"shielded_instance_config.{option}";
            if (machine.Get(path) is { Origin.Kind: not OriginKind.ProviderDefault } value && value.TryGetBool(out bool isOn) && !isOn)
            {
                return ManagedVerdict.Refused(path, $"`{option}` is `false`");
            }
        }

        return ManagedVerdict.Passed;
    }

    public static string MemberPath(CloudResource grant) => grant.Type.EndsWith("_iam_member", StringComparison.Ordinal) ? "member"
        : grant.Type.EndsWith("_iam_binding", StringComparison.Ordinal) ? "members" : "policy_data";
}
