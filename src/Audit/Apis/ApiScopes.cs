using System.Collections.Frozen;

namespace GcpLint.Audit.Apis;

/// <summary>
/// Which scope a token for a service has. Where a service's reference has a read-only scope for its lists that one is asked
/// for; the others take <c>cloud-platform</c> alone, and IAM says what may be done with it.
/// </summary>
internal static class ApiScopes
{
    private static readonly FrozenSet<string> s_readOnly = FrozenSet.Create(
        StringComparer.Ordinal,
        "artifactregistry.googleapis.com",
        "bigquery.googleapis.com",
        "cloudresourcemanager.googleapis.com",
        "dns.googleapis.com",
        "logging.googleapis.com",
        "serviceusage.googleapis.com",
        "storage.googleapis.com");

    public static string Of(string service) => s_readOnly.Contains(service) ? Credentials.ReadOnlyScope : Credentials.FullScope;
}
