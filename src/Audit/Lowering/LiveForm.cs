using System.Collections.Frozen;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// What an API writes out although nobody chose it, and what it leaves out although it means something: brought into the
/// form that the same resource has in a configuration.
/// </summary>
internal static class LiveForm
{
    /// <summary>Computed attributes whose silence is false: the API has no third value for them.</summary>
    private static readonly FrozenSet<string> s_falseIfSilent = FrozenSet.Create(StringComparer.Ordinal, "cpu_idle");

    /// <summary>
    /// Attributes that guard Terraform's own commands, beside a guard of the service: live there is the service's alone.
    /// </summary>
    private static readonly FrozenSet<(string Type, string Attribute)> s_guardsOfTerraform =
        FrozenSet.Create(("google_sql_database_instance", "deletion_protection"));

    /// <summary>Google makes and renews it by itself (keys of service accounts), or it is there but not in use (APIs).</summary>
    public static bool IsOfGoogle(string assetType, Value data) => assetType switch
    {
        "iam.googleapis.com/ServiceAccountKey" => data.Get("keyType").AsString == "SYSTEM_MANAGED",
        "serviceusage.googleapis.com/Service" => data.Get("state").AsString == "DISABLED",
        _ => false,
    };

    /// <summary>A block that only says that there is none.</summary>
    public static bool IsNone(string attribute, Value block) => block.Kind == ValueKind.Map && attribute switch
    {
        // Day 0 is any day: https://cloud.google.com/sql/docs/mysql/admin-api/rest/v1/instances#maintenancewindow
        "maintenance_window" => block.Get("day") is { Kind: ValueKind.Int, AsInt: 0 },
        "iap" => !block.Get("enabled").AsBool && block.Get("oauth2ClientId").AsString.Length == 0,
        "startup_probe" => IsDefaultProbe(block),
        _ => false,
    };

    public static bool IsFalseIfSilent(string attribute) => s_falseIfSilent.Contains(attribute);

    public static bool IsGuardOfTerraform(string type, string attribute) => s_guardsOfTerraform.Contains((type, attribute));

    /// <summary>What Cloud Run fills in: one attempt of four minutes to open the port.</summary>
    private static bool IsDefaultProbe(Value probe) =>
        probe.Get("tcpSocket").IsSet
        && probe.Get("timeoutSeconds") is { Kind: ValueKind.Int, AsInt: 240 }
        && probe.Get("periodSeconds") is { Kind: ValueKind.Int, AsInt: 240 }
        && probe.Get("failureThreshold") is { Kind: ValueKind.Int, AsInt: 1 };
}
