using System.Text;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Rules;
using GcpLint.Audit;
using GcpLint.Audit.Projects;
using GcpLint.Audit.Reading;
using GcpLint.Rules;
using GcpLint.Text;

namespace GcpLint.Tests.Audit;

/// <summary>Audits of exports that are written in a test.</summary>
internal static class AuditText
{
    public const string Project =
        """{"name": "//cloudresourcemanager.googleapis.com/projects/7", "assetType": "cloudresourcemanager.googleapis.com/Project", "resource": {"data": {"name": "Shop", "projectId": "shop", "projectNumber": "7"}}, "ancestors": ["projects/7", "organizations/1"]}""";

    public const string Api =
        """{"name": "//serviceusage.googleapis.com/projects/7/services/run.googleapis.com", "assetType": "serviceusage.googleapis.com/Service", "resource": {"data": {"name": "run.googleapis.com", "state": "ENABLED"}}, "ancestors": ["projects/7", "organizations/1"]}""";

    public const string Service =
        """{"name": "//run.googleapis.com/projects/shop/locations/r/services/api", "assetType": "run.googleapis.com/Service", "resource": {"data": {"name": "projects/shop/locations/r/services/api", "ingress": "INGRESS_TRAFFIC_ALL", "template": {"containers": [{"image": "r-docker.pkg.dev/shop/images/api:1"}]}}, "location": "r"}, "ancestors": ["projects/7", "organizations/1"]}""";

    public static AuditResult Run(string export, params string[] complete) => Run(Source(export, complete));

    public static AuditResult Run(IAssetSource source, int memoryLimit = AssetStore.DefaultMemoryLimit, ScanConfiguration? configuration = null, string? policies = null) =>
        AuditEngine.RunAsync(
            Request(source, memoryLimit, configuration) with { OrgPolicies = policies is null ? [] : [new SourceText("policies.yaml", policies)] },
            TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    public static AuditRequest Request(IAssetSource source, int memoryLimit = AssetStore.DefaultMemoryLimit, ScanConfiguration? configuration = null) => new()
    {
        Source = source,
        Rules = RuleCatalog.BuiltIn.Rules,
        Configuration = configuration ?? new ScanConfiguration { Profile = RuleProfile.Strict },
        Today = new DateOnly(2026, 11, 20),
        MemoryLimit = memoryLimit,
    };

    public static ExportSource Source(string export, params string[] complete) =>
        new([new ExportFile("export.ndjson", () => new MemoryStream(Encoding.UTF8.GetBytes(export)))], [.. complete]);
}
