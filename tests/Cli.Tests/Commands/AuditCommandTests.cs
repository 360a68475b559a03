using System.Text.Json;
using GcpLint.Cli;

namespace GcpLint.Tests.Commands;

public sealed class AuditCommandTests
{
    private const string Project =
        """{"name": "//cloudresourcemanager.googleapis.com/projects/7", "assetType": "cloudresourcemanager.googleapis.com/Project", "resource": {"data": {"name": "Shop", "projectId": "shop", "projectNumber": "7"}}, "ancestors": ["projects/7"]}""";

    private const string Database =
        """{"name": "//cloudsql.googleapis.com/projects/shop/instances/db", "assetType": "sqladmin.googleapis.com/Instance", "resource": {"data": {"name": "db", "project": "shop", "databaseVersion": "POSTGRES_16", "settings": {"tier": "db-custom-2-8192"}}, "location": "r"}, "ancestors": ["projects/7"]}""";

    private const string Name = "//cloudsql.googleapis.com/projects/shop/instances/db";

    [Fact]
    public void An_export_of_standard_input_is_judged()
    {
        using var terminal = new FakeTerminal { Input = $"{Project}\n{Database}\n" };

        terminal.Run("audit", "--from", "-", "--no-source").Should().Be(ExitCode.Findings);

        terminal.Out.Should().Contain("sql/backups").And.Contain("stdin").And.Contain("2 assets of 1 project read");
        terminal.Out.Should().MatchRegex(@"\d+ rules: \d+ failed, \d+ passed, \d+ not assessed, \d+ not applicable");
    }

    [Fact]
    public void Sarif_names_the_asset_and_its_line()
    {
        using FakeTerminal terminal = new FakeTerminal().With("exports/1.ndjson", Project).With("exports/2.ndjson", $"\n{Database}");

        terminal.Run("audit", "--from", "exports", "--no-source", "--format", "sarif");

        JsonElement location = Results(terminal).First(result => result.GetProperty("ruleId").GetString() == "sql/backups").GetProperty("locations")[0];
        location.GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString().Should().Be(Name);
        location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString().Should().Be("exports/2.ndjson");
        location.GetProperty("physicalLocation").GetProperty("region").GetProperty("startLine").GetInt32().Should().Be(2);
    }

    [Fact]
    public void Findings_stand_at_the_source_that_defines_the_resource()
    {
        using FakeTerminal terminal = new FakeTerminal().With("assets.ndjson", $"{Project}\n{Database}").With("infra/main.tf", "\nresource \"google_sql_database_instance\" \"main\" {\n  name = \"db\"\n}\n");

        terminal.Run("audit", "--from", "assets.ndjson", "--source", "infra", "--format", "sarif");

        JsonElement result = Results(terminal).First(result => result.GetProperty("ruleId").GetString() == "sql/backups");
        JsonElement place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
        place.GetProperty("artifactLocation").GetProperty("uri").GetString().Should().EndWith("main.tf");
        place.GetProperty("region").GetProperty("startLine").GetInt32().Should().Be(2);
        result.GetProperty("locations")[0].GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString().Should().Be(Name);
    }

    [Fact]
    public void The_role_is_printed_with_the_permissions_of_each_service()
    {
        using var terminal = new FakeTerminal();

        terminal.Run("audit", "--print-role").Should().Be(ExitCode.Clean);

        terminal.Out.Should().Contain("includedPermissions:\n").And.Contain("\n- cloudasset.assets.listResource\n").And.Contain("\n- secretmanager.secrets.list\n");
        terminal.Out.Should().NotContain("secretmanager.versions.access").And.NotContain(".create").And.NotContain(".update").And.NotContain(".delete");
    }

    [Theory]
    [InlineData("one of the two", "--project", "shop", "--from", "-")]
    [InlineData("'../x' is no project id", "--project", "../x")]
    [InlineData("'prod' is no number", "--folder", "prod")]
    [InlineData("'soon' is no time", "--project", "shop", "--timeout", "soon")]
    [InlineData("unencrypted", "--project", "shop", "--endpoint", "http://example.com", "--access-token-file", "token")]
    [InlineData("the access token file", "--project", "shop", "--no-source", "--access-token-file", "missing")]
    public void What_cannot_be_read_live_is_told(string message, params string[] words)
    {
        using var terminal = new FakeTerminal();

        terminal.Run(["audit", .. words]).Should().Be(ExitCode.Usage);

        terminal.Error.Should().Contain(message);
    }

    [Fact]
    public void A_server_that_is_not_there_ends_with_nothing_read_and_shows_no_token()
    {
        using FakeTerminal terminal = new FakeTerminal().With("token", "ya29.secret");

        terminal.Run("audit", "--project", "shop", "--no-source", "--endpoint", "http://127.0.0.1:1", "--access-token-file", "token", "--timeout", "2s").Should().Be(ExitCode.NotAnalysed);

        (terminal.Out + terminal.Error).Should().Contain("Nothing was read of projects/shop").And.NotContain("ya29");
    }

    [Fact]
    public void A_live_project_with_a_refused_part_fails_a_strict_run()
    {
        using FakeTerminal terminal = new FakeTerminal().With("token", "ya29.secret");
        using var server = new AssetListener(Project);
        string[] words = ["audit", "--project", "shop", "--no-source", "--endpoint", server.Address, "--access-token-file", "token"];

        terminal.Run(words).Should().Be(ExitCode.Clean);
        terminal.Run([.. words, "--strict-coverage"]).Should().Be(ExitCode.NotAnalysed);
        terminal.Interrupt = new CancellationToken(canceled: true);
        terminal.Run(words).Should().Be(ExitCode.Interrupted);

        (terminal.Out + terminal.Error).Should().Contain("1 asset of 1 project").And.Contain("`cloudasset.assets.listIamPolicy` is not granted").And.NotContain("ya29");
    }

    [Fact]
    public void What_was_not_read_fails_a_strict_run()
    {
        using FakeTerminal terminal = new FakeTerminal().With("assets.ndjson", Project);

        terminal.Run("audit", "--from", "assets.ndjson", "--no-source").Should().Be(ExitCode.Clean);
        terminal.Run("audit", "--from", "assets.ndjson", "--no-source", "--strict-coverage").Should().Be(ExitCode.NotAnalysed);
    }

    [Fact]
    public void Suppressions_name_assets()
    {
        using FakeTerminal terminal = new FakeTerminal().With("assets.ndjson", Database)
            .With(".gcp-lint.yaml", "suppressions:\n  - rules: [\"sql/*\"]\n    resources: [\"//cloudsql.googleapis.com/projects/shop/*\"]\n    reason: goes away\n");

        terminal.Run("audit", "--from", "assets.ndjson", "--no-source").Should().Be(ExitCode.Clean);
    }

    [Fact]
    public void An_inventory_counts_by_type_and_location()
    {
        using FakeTerminal terminal = new FakeTerminal().With("assets.ndjson", $"{Project}\n{Database}");

        terminal.Run("audit", "--from", "assets.ndjson", "--no-source", "--inventory", "--as", "csv");

        terminal.Out.Should().Be("type,location,count\ncloudresourcemanager.googleapis.com/Project,,1\nsqladmin.googleapis.com/Instance,r,1\n");
    }

    [Fact]
    public void A_framework_is_reported_control_by_control()
    {
        using FakeTerminal terminal = new FakeTerminal().With("assets.ndjson", $"{Project}\n{Database}");

        terminal.Run("audit", "--from", "assets.ndjson", "--no-source", "--framework", "CIS-GCP-5.0", "--as", "json");

        JsonElement[] controls = [.. JsonDocument.Parse(terminal.Out).RootElement.EnumerateArray()];
        JsonElement Control(string id) => controls.Single(control => control.GetProperty("control").GetString() == id);
        Control("1.1.1").GetProperty("status").GetString().Should().Be("manual");
        Control("6.7").GetProperty("status").GetString().Should().Be("fail");
        Control("6.7").GetProperty("evidence").GetString().Should().Contain(Name);
        controls.Should().Contain(control => control.GetProperty("status").GetString() == "not assessed");
    }

    [Theory]
    [InlineData("nothing to audit", "audit")]
    [InlineData("there is no export 'x.json'", "audit", "--from", "x.json")]
    [InlineData("Did you mean 'cis-gcp-5.0'?", "audit", "--from", "-", "--framework", "cis-gcp-5")]
    public void Wrong_usage_is_told(string message, params string[] words)
    {
        using var terminal = new FakeTerminal();

        terminal.Run(words).Should().Be(ExitCode.Usage);

        terminal.Error.Should().Contain(message);
    }

    private static JsonElement.ArrayEnumerator Results(FakeTerminal terminal) =>
        JsonDocument.Parse(terminal.Out).RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
}
