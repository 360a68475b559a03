using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>The configurations of audit logs in an IAM policy as <c>google_…_iam_audit_config</c> resources, one a service.</summary>
internal static class AuditConfigs
{
    public static void Add(ImmutableArray<CloudResource>.Builder resources, Asset asset)
    {
        if (TypeOf(asset.AssetType.AsString) is not { } type)
        {
            return;
        }

        foreach (Value config in asset.IamPolicy.Get("auditConfigs").AsList.Items.Where(item => item.Kind == ValueKind.Map))
        {
            string service = config.Get("service").AsString;
            SourceLocation place = config.Origin?.Location ?? asset.Place;
            ImmutableArray<Value> logs =
            [
                .. config.Get("auditLogConfigs").AsList.Items.Where(log => log.Kind == ValueKind.Map).Select(log => Map(log, ("log_type", log.Get("logType")), ("exempted_members", log.Get("exemptedMembers")))),
            ];
            resources.Add(new CloudResource
            {
                Address = new ResourceAddress($"{asset.Name.AsString}#auditConfigs/{service}"),
                Type = type,
                Source = ResourceSource.Live,
                Attributes = Map(config, ("service", config.Get("service")), ("audit_log_config", Value.Of(new ValueList(logs)).WithOrigin(config.Get("auditLogConfigs").Origin))),
                Header = place,
                Block = place,
            });
        }
    }

    private static Value Map(Value of, params ReadOnlySpan<(string Name, Value Value)> entries)
    {
        var map = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach ((string name, Value value) in entries)
        {
            if (value.IsSet)
            {
                map.Add(new ValueEntry(Value.Of(name).WithOrigin(value.Origin), value));
            }
        }

        return Value.Of(new ValueMap(map.ToImmutable())).WithOrigin(of.Origin);
    }

    private static string? TypeOf(string assetType) => assetType switch
    {
        "cloudresourcemanager.googleapis.com/Project" => "google_project_iam_audit_config",
        "cloudresourcemanager.googleapis.com/Folder" => "google_folder_iam_audit_config",
        "cloudresourcemanager.googleapis.com/Organization" => "google_organization_iam_audit_config",
        _ => null,
    };
}
