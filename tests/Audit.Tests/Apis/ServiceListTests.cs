using GcpLint.Audit;
using GcpLint.Audit.Apis;
using GcpLint.Audit.Reading;

namespace GcpLint.Tests.Audit.Apis;

/// <summary>A project that is read from its services, as each of them writes its lists.</summary>
public sealed class ServiceListTests
{
    private static readonly string[] s_otherTypes = ["billingbudgets.googleapis.com/Budget", "iap.googleapis.com/IapSettings", "sqladmin.googleapis.com/User", "sqladmin.googleapis.com/Database"];

    [Fact]
    public async Task Where_the_inventory_is_not_enabled_the_services_are_asked()
    {
        await using ApiServer server = await ShopAsync();
        server.Fails("/assets?", 403, "PERMISSION_DENIED", "SERVICE_DISABLED");

        AuditResult audit = await LiveText.AuditAsync(server);

        string[] names = [.. await NamesAsync(server, fromServices: false)];
        names.Should().Contain(
        [
            "cloudresourcemanager.googleapis.com/Project //cloudresourcemanager.googleapis.com/projects/7",
            "serviceusage.googleapis.com/Service //serviceusage.googleapis.com/projects/7/services/run.googleapis.com",
            "run.googleapis.com/Service //run.googleapis.com/projects/shop/locations/r/services/api",
            "sqladmin.googleapis.com/Instance //cloudsql.googleapis.com/projects/shop/instances/db",
            "sqladmin.googleapis.com/User //cloudsql.googleapis.com/projects/shop/instances/db/users/postgres",
            "secretmanager.googleapis.com/SecretVersion //secretmanager.googleapis.com/projects/7/secrets/key/versions/1",
            "artifactregistry.googleapis.com/Repository //artifactregistry.googleapis.com/projects/shop/locations/r/repositories/images",
            "compute.googleapis.com/BackendService //compute.googleapis.com/projects/shop/global/backendServices/web",
            "compute.googleapis.com/RegionBackendService //compute.googleapis.com/projects/shop/regions/r/backendServices/inner",
            "storage.googleapis.com/Bucket //storage.googleapis.com/shop-files",
            "billingbudgets.googleapis.com/Budget //billingbudgets.googleapis.com/billingAccounts/A/budgets/mine",
            "iap.googleapis.com/IapSettings //iap.googleapis.com/projects/7/iap_web/compute/services/web/iapSettings",
            "iap.googleapis.com/WebService //iap.googleapis.com/projects/7/iap_web/compute/services/web",
        ]);
        names.Should().NotContain(name => name.Contains("budgets/theirs", StringComparison.Ordinal));
        audit.Rules().Should().Contain("sql/backups").And.Contain("iam/primitive-roles");
        server.Requests.Should().NotContain(path => path.Contains(":access", StringComparison.Ordinal));
        audit.IsPartial().Should().BeFalse();
    }

    [Fact]
    public async Task Findings_do_not_depend_on_the_way()
    {
        await using ApiServer server = await ShopAsync();
        await using ApiServer inventory = await ApiServer.StartAsync(string.Join('\n', (await ReadAsync(server, fromServices: true)).Select(asset => asset.Place.Source.Content.ReplaceLineEndings(" "))));

        AuditResult services = await LiveText.AuditAsync(server, fromServices: true);
        AuditResult assets = await LiveText.AuditAsync(inventory);

        string[] expected = [.. services.Scan.Findings.Select(finding => $"{finding.Rule} {finding.Resource} {finding.Message}")];
        expected.Should().HaveCountGreaterThan(5);
        assets.Scan.Findings.Select(finding => $"{finding.Rule} {finding.Resource} {finding.Message}").Should().Contain(expected);
        server.Count("cloudasset").Should().Be(0);
        server.Count("/assets?").Should().Be(0);
    }

    [Theory]
    [InlineData(false, "`cloudsql.instances.list` is not granted")]
    [InlineData(true, "sqladmin.googleapis.com is not enabled")]
    public async Task A_refusal_of_one_service_is_a_gap_of_its_types(bool disabled, string reason)
    {
        await using ApiServer server = await ShopAsync();
        server.Fails("/instances", 403, "PERMISSION_DENIED", disabled ? "SERVICE_DISABLED" : "IAM_PERMISSION_DENIED");
        var log = new ReadingLog();

        await ReadAsync(server, fromServices: true, log);

        foreach (string type in (string[])["sqladmin.googleapis.com/Instance", "sqladmin.googleapis.com/User", "sqladmin.googleapis.com/Database"])
        {
            log.WhyUnread(["projects/shop"], type, AssetContent.Resource)!.Detail.Should().Contain(reason);
        }

        log.WhyUnread(["projects/shop"], "run.googleapis.com/Service", AssetContent.Resource).Should().BeNull();
        log.WhyUnread(["projects/shop"], "run.googleapis.com/Service", AssetContent.IamPolicy).Should().BeNull();
        log.WhyUnread(["projects/shop"], null, AssetContent.IamPolicy).Should().BeNull();
        log.WhyUnread(["projects/shop"], "spanner.googleapis.com/Instance", AssetContent.Resource).Should().NotBeNull("no list has it");
        log.WhyUnread(["projects/shop"], "bigquery.googleapis.com/Dataset", AssetContent.IamPolicy).Should().NotBeNull("policies of data sets are not asked for");
    }

    [Fact]
    public async Task A_region_that_does_not_answer_is_a_gap()
    {
        await using ApiServer server = await ShopAsync();
        server.Answers("/v1/projects/shop/locations/-/instances", """{"instances":[],"unreachable":["projects/shop/locations/mars1"]}""");
        var log = new ReadingLog();

        await ReadAsync(server, fromServices: true, log);

        log.WhyUnread(["projects/shop"], "redis.googleapis.com/Instance", AssetContent.Resource)!.Detail.Should().Be("redis.googleapis.com did not reach mars1");
    }

    [Fact]
    public async Task What_no_inventory_has_is_read_beside_it()
    {
        const string database = """{"name":"//cloudsql.googleapis.com/projects/shop/instances/db","assetType":"sqladmin.googleapis.com/Instance","resource":{"data":{"name":"db"}},"ancestors":["projects/7"]}""";
        const string backend = """{"name":"//compute.googleapis.com/projects/shop/global/backendServices/web","assetType":"compute.googleapis.com/BackendService","resource":{"data":{"name":"web"}},"ancestors":["projects/7"]}""";
        await using ApiServer server = await ShopAsync(string.Join('\n', AuditText.Project, LiveText.Policy, AuditText.Api, AuditText.Service, database, backend));
        var log = new ReadingLog();

        string[] types = [.. (await ReadAsync(server, fromServices: false, log)).Where(asset => asset.Data.IsSet).Select(asset => asset.AssetType.AsString)];

        types.Should().Contain(["billingbudgets.googleapis.com/Budget", "sqladmin.googleapis.com/User", "iap.googleapis.com/IapSettings"]);
        types.Should().OnlyHaveUniqueItems(because: "what the inventory has does not come again");
        s_otherTypes.Select(type => log.WhyUnread(["projects/shop"], type, AssetContent.Resource)).Should().OnlyContain(reason => reason == null);
    }

    [Fact]
    public async Task Where_the_inventory_shows_no_servers_nobody_asks_for_their_users()
    {
        await using ApiServer server = await ShopAsync(string.Join('\n', AuditText.Project, AuditText.Api));
        server.Fails("/instances", 403, "PERMISSION_DENIED", "SERVICE_DISABLED").Fails("/aggregated/", 403, "PERMISSION_DENIED", "SERVICE_DISABLED");
        var log = new ReadingLog();

        await ReadAsync(server, fromServices: false, log);

        log.Gaps.Should().BeEmpty();
        s_otherTypes.Select(type => log.WhyUnread(["projects/shop"], type, AssetContent.Resource)).Should().OnlyContain(reason => reason == null);
        server.Count("/instances").Should().Be(0);
    }

    [Fact]
    public async Task What_holds_above_a_project_is_read_where_it_may_be_seen()
    {
        await using ApiServer server = await ShopAsync();
        server.Answers("/v3/organizations/1:getIamPolicy", """{"bindings":[{"role":"roles/owner","members":["user:root@example.com"]}]}""")
            .Answers("/v2/organizations/1/sinks", """{"sinks":[{"name":"audit","destination":"storage.googleapis.com/audit","includeChildren":true}]}""")
            .Fails("/folders/2", 403, "PERMISSION_DENIED");
        var log = new ReadingLog();

        IEnumerable<string> names = (await ReadAsync(server, fromServices: true, log)).Select(asset => asset.Name.AsString);

        names.Should().Contain(["//cloudresourcemanager.googleapis.com/organizations/1", "//logging.googleapis.com/organizations/1/sinks/audit"]);
        log.WhyUnread(["organizations/1"], null, AssetContent.IamPolicy).Should().BeNull();
        log.WhyUnread(["folders/2"], null, AssetContent.IamPolicy).Should().NotBeNull();
        log.WhyUnread(["projects/shop", "organizations/1"], "spanner.googleapis.com/Instance", AssetContent.IamPolicy).Should().NotBeNull("only the organization's own policy was read");
        log.Gaps.Should().NotContain(gap => gap.Scope == "folders/2");
    }

    [Fact]
    public async Task A_server_that_needs_time_is_asked_many_things_at_once()
    {
        await using ApiServer server = await ShopAsync();
        server.Latency = TimeSpan.FromMilliseconds(50);

        int atOnce = 0;
        int most = 0;
        server.Fault("", async (context, _) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            await Task.Delay(20, context.RequestAborted);
            Interlocked.Decrement(ref atOnce);
            return false;
        });
        await ReadAsync(server, fromServices: true);

        most.Should().BeGreaterThan(6).And.BeLessThan(150);
        server.Requests.Count.Should().BeLessThan(120);
    }

    [Fact]
    public void The_table_is_sound()
    {
        ServiceList.All.Should().HaveCountGreaterThan(50).And.OnlyContain(list =>
            list.Permission.Length > 0
            && (list.Under.Length == 0 || ServiceList.All.Any(other => other.AssetType == list.Under || other.GlobalAssetType == list.Under))
            && (list.IsPlaces || list.Name.StartsWith("//", StringComparison.Ordinal))
            && (list.Policy.Length == 0 == (list.PolicyPermission.Length == 0)));
        string docs = File.ReadAllText(Path.Combine(Root(), "docs", "audit.md"));
        AuditRole.Permissions.SelectMany(service => service.Value).Should().OnlyContain(permission => docs.Contains($"`{permission}`", StringComparison.Ordinal));
    }

    private static string Root()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Linter.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("The tests run below the repository.");
    }

    private static async Task<IEnumerable<string>> NamesAsync(ApiServer server, bool fromServices) =>
        (await ReadAsync(server, fromServices)).Select(asset => $"{asset.AssetType.AsString} {asset.Name.AsString}");

    private static async Task<List<GcpLint.Audit.Exports.Asset>> ReadAsync(ApiServer server, bool fromServices, ReadingLog? log = null)
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, ApiServer.Token, TestContext.Current.CancellationToken);
        using HttpMessageHandler handler = ApiHandler.Create();
        var source = new LiveSource(new LiveRequest(["projects/shop"], Credentials.OfTokenFile(file)) { Settings = LiveText.Quick(server), FromServices = fromServices }, handler);
        var assets = new List<GcpLint.Audit.Exports.Asset>();
        await foreach (GcpLint.Audit.Exports.AssetRead read in source.ReadAsync(log ?? new ReadingLog(), TestContext.Current.CancellationToken))
        {
            read.Diagnostics.Should().BeEmpty();
            assets.Add(read.Asset!);
        }

        File.Delete(file);
        return assets;
    }

    private static async Task<ApiServer> ShopAsync(string assets = "")
    {
        ApiServer server = await ApiServer.StartAsync(assets);
        return server
            .Answers("/v1/projects/shop", """{"projectNumber":"7","projectId":"shop","lifecycleState":"ACTIVE","name":"Shop","parent":{"type":"folder","id":"2"}}""")
            .Answers("/v1/projects/shop:getAncestry", """{"ancestor":[{"resourceId":{"type":"project","id":"shop"}},{"resourceId":{"type":"folder","id":"2"}},{"resourceId":{"type":"organization","id":"1"}}]}""")
            .Answers("/v1/projects/shop:getIamPolicy", """{"version":1,"bindings":[{"role":"roles/owner","members":["user:a@example.com"]}]}""")
            .Answers("/v1/projects/shop/services", """{"services":[{"name":"projects/7/services/run.googleapis.com","config":{"name":"run.googleapis.com","title":"Cloud Run"},"state":"ENABLED","parent":"projects/7"}]}""")
            .Answers("/v2/projects/shop/locations/-/services", """{"services":[{"name":"projects/shop/locations/r/services/api","ingress":"INGRESS_TRAFFIC_ALL","template":{"containers":[{"image":"nginx:1"}]}}]}""")
            .Answers("/v2/projects/shop/locations/r/services/api:getIamPolicy", """{"bindings":[{"role":"roles/run.invoker","members":["allUsers"]}]}""")
            .Answers("/v1/projects/shop/instances", """{"items":[{"kind":"sql#instance","name":"db","project":"shop","region":"r","databaseVersion":"POSTGRES_16","settings":{"tier":"db-custom-2-8192"}}]}""")
            .Answers("/v1/projects/shop/instances/db/users", """{"items":[{"kind":"sql#user","name":"postgres","host":"","instance":"db","project":"shop"}]}""")
            .Answers("/v1/projects/shop/instances/db/databases", """{"items":[{"kind":"sql#database","name":"postgres","instance":"db","project":"shop"}]}""")
            .Answers("/v1/projects/shop/secrets", """{"secrets":[{"name":"projects/7/secrets/key","replication":{"automatic":{}}}]}""")
            .Answers("/v1/projects/7/secrets/key/versions", """{"versions":[{"name":"projects/7/secrets/key/versions/1","state":"ENABLED","createTime":"2024-01-01T00:00:00Z"}]}""")
            .Answers("/v1/projects/7/secrets/key:getIamPolicy", "{}")
            .Answers("/v1/projects/shop/locations", """{"locations":[{"name":"projects/shop/locations/r","locationId":"r"}]}""")
            .Answers("/v1/projects/shop/locations/r/repositories", """{"repositories":[{"name":"projects/shop/locations/r/repositories/images","format":"DOCKER"}]}""")
            .Answers("/compute/v1/projects/shop/aggregated/backendServices", """
                {"items":{"global":{"backendServices":[{"name":"web","selfLink":"https://www.googleapis.com/compute/v1/projects/shop/global/backendServices/web","iap":{"enabled":true}}]},
                 "regions/r":{"backendServices":[{"name":"inner","selfLink":"https://www.googleapis.com/compute/v1/projects/shop/regions/r/backendServices/inner"}]},
                 "regions/s":{"warning":{"code":"NO_RESULTS_ON_PAGE"}}}}
                """)
            .Answers("/v1/projects/7/iap_web/compute/services/web:iapSettings", """{"name":"projects/7/iap_web/compute/services/web","accessSettings":{}}""")
            .Answers("/v1/projects/7/iap_web/compute/services/web:getIamPolicy", """{"bindings":[{"role":"roles/iap.httpsResourceAccessor","members":["domain:example.com"]}]}""")
            .Answers("/storage/v1/b", """{"items":[{"kind":"storage#bucket","name":"shop-files","location":"EU"}]}""")
            .Answers("/storage/v1/b/shop-files/iam", """{"bindings":[{"role":"roles/storage.objectViewer","members":["allUsers"]}]}""")
            .Answers("/v1/projects/shop/billingInfo", """{"name":"projects/shop/billingInfo","projectId":"shop","billingAccountName":"billingAccounts/A","billingEnabled":true}""")
            .Answers("/v1/billingAccounts/A/budgets", """
                {"budgets":[{"name":"billingAccounts/A/budgets/mine","displayName":"mine","budgetFilter":{"projects":["projects/7"]}},
                            {"name":"billingAccounts/A/budgets/theirs","displayName":"theirs","budgetFilter":{"projects":["projects/8"]}}]}
                """);
    }
}
