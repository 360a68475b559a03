using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>Which attribute the first positional argument of a command is.</summary>
internal static class GcloudNames
{
    private static readonly FrozenDictionary<string, string> s_attributes = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["google_alloydb_cluster"] = "cluster_id",
        ["google_apikeys_key"] = "",
        ["google_app_engine_application"] = "",
        ["google_app_engine_standard_app_version"] = "",
        ["google_artifact_registry_repository"] = "repository_id",
        ["google_artifact_registry_repository_iam_member"] = "repository",
        ["google_billing_budget"] = "",
        ["google_cloudbuild_trigger"] = "",
        ["google_compute_project_metadata_item"] = "",
        ["google_folder_iam_member"] = "folder",
        ["google_iam_workload_identity_pool"] = "workload_identity_pool_id",
        ["google_iam_workload_identity_pool_provider"] = "workload_identity_pool_provider_id",
        ["google_kms_crypto_key_iam_member"] = "crypto_key_id",
        ["google_logging_project_bucket_config"] = "bucket_id",
        ["google_monitoring_alert_policy"] = "",
        ["google_monitoring_notification_channel"] = "",
        ["google_monitoring_uptime_check_config"] = "display_name",
        ["google_organization_iam_member"] = "org_id",
        ["google_project_iam_custom_role"] = "role_id",
        ["google_project_iam_member"] = "project",
        ["google_project_iam_policy"] = "project",
        ["google_project_service"] = "service",
        ["google_pubsub_topic_iam_member"] = "topic",
        ["google_secret_manager_secret"] = "secret_id",
        ["google_secret_manager_secret_iam_member"] = "secret_id",
        ["google_secret_manager_secret_version"] = "secret",
        ["google_service_account"] = "account_id",
        ["google_service_account_iam_member"] = "service_account_id",
        ["google_service_account_key"] = "",
        ["google_service_networking_connection"] = "",
        ["google_storage_bucket_access_control"] = "bucket",
        ["google_storage_bucket_acl"] = "bucket",
        ["google_storage_bucket_iam_member"] = "bucket",
        ["google_storage_default_object_acl"] = "bucket",
        ["google_storage_object_acl"] = "",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The attribute; empty if the positional argument is none.</summary>
    public static string AttributeOf(string type) => s_attributes.GetValueOrDefault(type, "name");

    /// <summary>The positional arguments that name what a command is about.</summary>
    public static ImmutableArray<Value> NamesOf(GcloudCommandLine line)
    {
        if (line.Positionals.IsEmpty)
        {
            return [default];
        }

        if (line.Path is "services enable" or "services disable")
        {
            return line.Positionals;
        }

        // "gsutil versioning set on gs://bucket": the state comes first.
        bool bucketIsLast = line.Tool == CloudTool.Gsutil && line.Path != "mb";
        Value name = bucketIsLast ? line.Positionals[^1] : line.Positionals[0];
        return [FlagText.KnownStart(name).StartsWith("gs://", StringComparison.Ordinal) ? FlagText.Skip(name, 5) : name];
    }

    /// <summary>How people call it; what is not known of it is "*".</summary>
    public static string Text(Value name) => name.Kind == ValueKind.String
        ? name.AsString
        : name.UnknownReason?.Parts is { } parts ? string.Concat(parts.Items.Select(part => part.Kind == ValueKind.String ? part.AsString : "*")) : "*";
}
