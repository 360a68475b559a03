using System.Collections.Frozen;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>
/// Names of other resources: an API has the whole path of what Terraform may call by its last word. Where the rest of the
/// path is not known, the value is not.
/// </summary>
internal static class CanonicalName
{
    private static readonly Unknown s_wholePath = new(UnknownKind.Computed, "the API has the whole path of this name");

    /// <summary>Services whose resources have their own short name in the field <c>name</c>.</summary>
    private static readonly FrozenSet<string> s_shortNames = FrozenSet.Create(
        StringComparer.Ordinal, "google_compute_", "google_container_", "google_sql_", "google_storage_", "google_dns_", "google_dataproc_");

    /// <summary>Attributes that name another resource by its last word or its path.</summary>
    private static readonly FrozenSet<string> s_references = FrozenSet.Create(
        StringComparer.Ordinal, "network", "subnetwork", "zone", "region", "kms_key_name", "kms_key_self_link", "source_image", "image", "snapshot",
        "security_policy", "health_checks", "backend_service", "url_map", "service_attachment", "instance_template");

    public static Value Of(Value value, AttributeSchema schema, CloudResource resource)
    {
        string text = value.AsString;
        if (text.Length == 0 || text.Contains('/', StringComparison.Ordinal))
        {
            return value;
        }

        if (resource.Type.StartsWith("google_compute_", StringComparison.Ordinal))
        {
            if (schema.Name is "machine_type" && resource.Get("zone").AsString is { Length: > 0 } zone)
            {
                return Value.Of($"zones/{zone}/machineTypes/{text}").WithOrigin(value.Origin);
            }

            return s_references.Contains(schema.Name) ? Value.Unknown(s_wholePath).WithOrigin(value.Origin) : value;
        }

        return schema.Name == "name" && !s_shortNames.Any(prefix => resource.Type.StartsWith(prefix, StringComparison.Ordinal))
            ? Value.Unknown(s_wholePath).WithOrigin(value.Origin)
            : value;
    }
}
