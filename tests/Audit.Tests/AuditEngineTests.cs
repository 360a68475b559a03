using System.Runtime.CompilerServices;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Audit;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Projects;
using GcpLint.Audit.Reading;
using GcpLint.Values;

namespace GcpLint.Tests.Audit;

public sealed class AuditEngineTests
{
    [Fact]
    public void A_finding_stands_at_its_line_of_the_export_and_names_the_asset()
    {
        AuditResult audit = AuditText.Run($"{AuditText.Project}\n{AuditText.Api}\n{AuditText.Service}");

        Finding finding = audit.Scan.Findings.Single(finding => finding.Rule.Text == "run/max-instances");
        finding.Resource.Should().Be("//run.googleapis.com/projects/shop/locations/r/services/api");
        finding.Location.Line.Should().Be(3);
        finding.Location.Source.Path.Should().Be("export.ndjson");
    }

    [Fact]
    public void Live_resources_are_judged_by_the_constraints_of_the_organisation()
    {
        const string Constraints = """
            - name: organizations/1/customConstraints/custom.ingress
              resourceTypes: [run.googleapis.com/Service]
              methodTypes: [CREATE, UPDATE]
              condition: resource.metadata.annotations['run.googleapis.com/ingress'] == 'internal'
              actionType: ALLOW
            - name: organizations/1/policies/run.allowedIngress
              spec: {rules: [{values: {allowedValues: [internal]}}]}
            """;
        AuditResult audit = AuditText.Run(AuditText.Source($"{AuditText.Project}\n{AuditText.Api}\n{AuditText.Service}"), policies: Constraints);

        audit.Scan.Findings.Where(finding => finding.Rule.Area == "org" && finding.Rule.Text != "org/service-perimeter")
            .Select(finding => (finding.Rule.Text, finding.Location.Line)).Should().Equal(("org/custom-constraint", 3), ("org/managed-constraint", 3));
    }

    [Fact]
    public void Something_is_missing_only_from_what_was_read_whole()
    {
        const string Rule = "monitoring/uptime-check";
        AuditResult whole = AuditText.Run($"{AuditText.Project}\n{AuditText.Api}\n{AuditText.Service}");
        AuditResult some = AuditText.Run($"{AuditText.Project}\n{AuditText.Service}");

        whole.Scan.Findings.Single(finding => finding.Rule.Text == Rule).Resource.Should().Be("//cloudresourcemanager.googleapis.com/projects/7");
        some.Scan.Findings.Should().NotContain(finding => finding.Rule.Text == Rule);
        Verdict(some, Rule).Kind.Should().Be(VerdictKind.NotAssessed);
        Verdict(some, Rule).Reasons.Should().ContainSingle().Which.Should().Contain("monitoring.googleapis.com/UptimeCheckConfig");
    }

    [Fact]
    public void What_no_inventory_has_is_missing_only_if_the_user_says_so()
    {
        string export = $"{AuditText.Project}\n{AuditText.Api}\n{AuditText.Service}";

        Verdict(AuditText.Run(export), "billing/budget").Kind.Should().Be(VerdictKind.NotAssessed);
        Verdict(AuditText.Run(export, "billingbudgets.googleapis.com/Budget"), "billing/budget").Kind.Should().Be(VerdictKind.Failed);
    }

    [Fact]
    public void A_rule_whose_resources_were_not_read_has_not_passed()
    {
        AuditResult audit = AuditText.Run(AuditText.Service);

        Verdict(audit, "sql/backups").Kind.Should().Be(VerdictKind.NotAssessed);
        Verdict(AuditText.Run($"{AuditText.Project}\n{AuditText.Api}"), "sql/backups").Kind.Should().Be(VerdictKind.NotApplicable);
        audit.Scan.Coverage.Live!.UnreadChecks.Should().BePositive();
    }

    [Fact]
    public void A_damaged_export_is_judged_and_nothing_is_called_missing()
    {
        AuditResult audit = AuditText.Run($"{AuditText.Project}\n{AuditText.Api}\n{AuditText.Service}\n{{\"name\": \"//x");

        audit.Scan.Findings.Should().Contain(finding => finding.Rule.Text == "run/max-instances").And.NotContain(finding => finding.Rule.Area == "monitoring");
        audit.Scan.HasErrors.Should().BeTrue();
    }

    [Fact]
    public void Audit_logs_of_the_organization_hold_for_its_projects()
    {
        const string Bucket = """{"name": "//storage.googleapis.com/b", "assetType": "storage.googleapis.com/Bucket", "resource": {"data": {"name": "b"}}, "ancestors": ["projects/7", "organizations/1"]}""";
        const string Policy = """{"name": "//cloudresourcemanager.googleapis.com/projects/7", "assetType": "cloudresourcemanager.googleapis.com/Project", "iamPolicy": {"bindings": []}, "ancestors": ["projects/7", "organizations/1"]}""";
        const string Organization = """{"name": "//cloudresourcemanager.googleapis.com/organizations/1", "assetType": "cloudresourcemanager.googleapis.com/Organization", "iamPolicy": {"auditConfigs": [{"service": "allServices", "auditLogConfigs": [{"logType": "DATA_READ"}]}]}, "ancestors": ["organizations/1"]}""";
        string project = $"{AuditText.Project}\n{AuditText.Api}\n{Bucket}\n{Policy}";

        Verdict(AuditText.Run(project), "iam/audit-logs").Reasons.Should().ContainSingle().Which.Should().Contain("organizations/1");
        Verdict(AuditText.Run($"{project}\n{Organization}"), "iam/audit-logs").Kind.Should().Be(VerdictKind.Passed);
        Verdict(AuditText.Run($"{project}\n{Organization.Replace("auditConfigs", "bindings")}"), "iam/audit-logs").Kind.Should().Be(VerdictKind.Failed);
    }

    [Fact]
    public void An_asset_of_two_exports_counts_once_and_the_newest_holds()
    {
        string older = AuditText.Service[..^1] + ", \"updateTime\": \"2026-01-01T00:00:00Z\"}";
        string newer = older.Replace("2026-01-01", "2026-02-01").Replace("\"containers\"", "\"scaling\": {\"maxInstanceCount\": 3}, \"containers\"");

        AuditText.Run($"{AuditText.Project}\n{newer}\n{older}").Scan.Findings.Should().NotContain(finding => finding.Rule.Text == "run/max-instances");
    }

    [Fact]
    public void A_reading_that_does_not_fit_into_memory_gives_the_same_findings()
    {
        string export = $"{AuditText.Service}\n{AuditText.Project}\n{AuditText.Api}\n{AuditText.Service.Replace("projects/7", "projects/8").Replace("shop", "other")}";
        AuditResult inMemory = AuditText.Run(export);
        AuditResult spilled = AuditText.Run(AuditText.Source(export), memoryLimit: 10);

        spilled.Scan.Findings.Select(Describe).Should().Equal(inMemory.Scan.Findings.Select(Describe)).And.NotBeEmpty();
    }

    [Fact]
    public void Labels_names_and_the_configuration_tell_environments()
    {
        string staging = AuditText.Service.Replace("services/api", "services/api-staging");
        const string Rule = "run/min-instances";

        IEnumerable<string> Of(string service, string? pattern = null) => AuditText.Run(
            AuditText.Source($"{AuditText.Project}\n{service}"),
            configuration: new ScanConfiguration
            {
                Profile = RuleProfile.Strict,
                Environments = pattern is null ? [] : [new ConfiguredEnvironment(new EnvironmentName("lab"), EnvironmentTier.Development, null, [], System.Collections.Immutable.ImmutableDictionary<string, Value>.Empty, null) { Projects = [pattern] }],
            }).Scan.Findings.Select(finding => finding.Rule.Text);

        Of(AuditText.Service).Should().Contain(Rule);
        Of(staging).Should().NotContain(Rule);
        Of(AuditText.Service, "sh*").Should().NotContain(Rule);
        Of(AuditText.Service.Replace("\"template\"", "\"labels\": {\"env\": \"dev\"}, \"template\"")).Should().NotContain(Rule);
    }

    [Fact]
    public async Task A_stopped_reading_is_judged_and_marked()
    {
        using var stop = new CancellationTokenSource();
        AuditResult audit = await AuditEngine.RunAsync(
            new AuditRequest { Source = new StoppingSource(stop), Rules = GcpLint.Rules.RuleCatalog.BuiltIn.Rules, Today = new DateOnly(2026, 11, 20) },
            stop.Token);

        audit.Scan.Coverage.Live!.IsPartial.Should().BeTrue();
        audit.Scan.Coverage.Live.Assets.Should().Be(1);
        audit.Scan.Verdicts.Should().NotContain(verdict => verdict.Kind == VerdictKind.NotApplicable && verdict.Rule.Definition.Metadata.ResourceTypes.Contains("google_sql_database_instance"));
    }

    [Fact]
    public void Live_resources_refer_to_each_other()
    {
        const string Group = """{"name": "//compute.googleapis.com/projects/shop/regions/r/networkEndpointGroups/g", "assetType": "compute.googleapis.com/NetworkEndpointGroup", "resource": {"data": {"name": "g", "region": "https://www.googleapis.com/compute/v1/projects/shop/regions/r", "cloudRun": {"service": "api"}}}, "ancestors": ["projects/7"]}""";
        const string Backend = """{"name": "//compute.googleapis.com/projects/shop/global/backendServices/b", "assetType": "compute.googleapis.com/BackendService", "resource": {"data": {"name": "b", "backends": [{"group": "https://www.googleapis.com/compute/v1/projects/7/regions/r/networkEndpointGroups/g"}]}}, "ancestors": ["projects/7"]}""";
        Asset[] assets = [.. ExportText.Read($"{AuditText.Project}\n{AuditText.Service}\n{Group}\n{Backend}").Select(read => read.Asset!)];

        Deployment project = LiveProject.Of("projects/7", assets).Deploy(new ReadingLog(), new LiveEnvironments([]), [])[0];

        CloudResource service = project.OfType("google_cloud_run_v2_service").Single();
        CloudResource group = project.ReferencesTo(service).Single().Source;
        group.Type.Should().Be("google_compute_region_network_endpoint_group");
        project.ReferencesTo(group).Single().Source.Type.Should().Be("google_compute_backend_service");
    }

    private static RuleVerdict Verdict(AuditResult audit, string rule) => audit.Scan.Verdicts.Single(verdict => verdict.Rule.Id.Text == rule);

    private static string Describe(Finding finding) => $"{finding.Rule} {finding.Location} {finding.Resource} {finding.Message}";

    private sealed class StoppingSource(CancellationTokenSource stop) : IAssetSource
    {
        public async IAsyncEnumerable<AssetRead> ReadAsync(ReadingLog log, [EnumeratorCancellation] CancellationToken cancellation)
        {
            await Task.CompletedTask;
            yield return ExportText.Read(AuditText.Service).Single();
            await stop.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
