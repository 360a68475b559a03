using System.Collections.Immutable;
using GcpLint.Audit;
using GcpLint.Audit.Apis;
using GcpLint.Audit.Reading;

namespace GcpLint.Tests.Audit.Apis;

/// <summary>Audits over a server of a test.</summary>
internal static class LiveText
{
    public const string Policy =
        """{"name": "//cloudresourcemanager.googleapis.com/projects/7", "assetType": "cloudresourcemanager.googleapis.com/Project", "iamPolicy": {"bindings": [{"role": "roles/owner", "members": ["user:a@example.com"]}]}, "ancestors": ["projects/7", "organizations/1"]}""";

    public static ApiSettings Quick(ApiServer server) => new()
    {
        Endpoint = server.Address,
        Delay = TimeSpan.FromMilliseconds(5),
        MaxDelay = TimeSpan.FromMilliseconds(40),
    };

    public static async Task<AuditResult> AuditAsync(
        ApiServer server, ApiSettings? settings = null, bool fromServices = false, string token = ApiServer.Token, CancellationTokenSource? interrupt = null, params string[] parents)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, token + "\n", CancellationToken.None);
            using HttpMessageHandler handler = ApiHandler.Create();
            var request = new LiveRequest(parents.Length == 0 ? ["projects/shop"] : [.. parents], Credentials.OfTokenFile(file)) { Settings = settings ?? Quick(server), FromServices = fromServices };
            return await AuditEngine.RunAsync(AuditText.Request(new LiveSource(request, handler)), interrupt?.Token ?? TestContext.Current.CancellationToken);
        }
        finally
        {
            File.Delete(file);
        }
    }

    public static ImmutableArray<string> Gaps(this AuditResult audit) => audit.Scan.Coverage.Live!.Unread;

    public static long Assets(this AuditResult audit) => audit.Scan.Coverage.Live!.Assets;

    public static bool IsPartial(this AuditResult audit) => audit.Scan.Coverage.Live!.IsPartial;

    public static IEnumerable<string> Rules(this AuditResult audit) => audit.Scan.Findings.Select(finding => finding.Rule.Text);
}
