using System.Text.Json;
using GcpLint.Cli;

namespace GcpLint.Tests.Commands;

public sealed class InspectTests
{
    private static FakeTerminal Repository() => new FakeTerminal()
        .With("main.tf", "variable \"tier\" {\n  default = \"small\"\n}\nlocals {\n  tier = var.tier\n}\nmodule \"db\" {\n  source = \"./db\"\n  tier = local.tier\n}\n")
        .With("db/main.tf", "variable \"tier\" {}\nresource \"google_sql_database_instance\" \"x\" {\n  name = terraform.workspace\n  settings {\n    tier = var.tier\n  }\n}\n")
        .With("environments/prod.tfvars", "tier = \"big\"\n");

    [Fact]
    public void An_environment_has_raw_values_too()
    {
        using FakeTerminal terminal = Repository().With(".gcp-lint.yaml", "environments:\n  prod:\n    var-files: [environments/prod.tfvars]\n    workspace: live\n");
        terminal.Run("inspect", ".", "--env", "prod", "--format", "json").Should().Be(ExitCode.Clean);
        JsonElement resource = JsonDocument.Parse(terminal.Out).RootElement.GetProperty("resources").EnumerateArray().Single();
        resource.GetProperty("address").GetString().Should().Be("module.db.google_sql_database_instance.x");
        resource.GetProperty("file").GetString().Should().Be("db/main.tf");
        resource.GetProperty("values").GetRawText().Where(unit => !char.IsWhiteSpace(unit)).Should()
            .Equal("{\"name\":\"live\",\"settings\":[{\"tier\":\"big\"}]}");
    }

    [Fact]
    public void Without_an_environment_only_what_terraform_reads_by_itself_counts()
    {
        using FakeTerminal terminal = Repository();
        terminal.Run("inspect", ".").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("\"small\"").And.NotContain("\"big\"");
    }

    [Fact]
    public void The_text_shows_the_way_of_each_value()
    {
        using FakeTerminal terminal = Repository();
        terminal.Run("inspect", ".", "--env", "prod", "--format", "text").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain(
            """
              settings[0]
                tier = "big"
                    written  db/main.tf:5
                    module.db.tier  main.tf:9
                    local.tier  main.tf:5
                    var.tier  environments/prod.tfvars:1
            """);
    }

    [Fact]
    public void An_environment_that_nobody_declares_is_a_wrong_use()
    {
        using FakeTerminal terminal = Repository();
        terminal.Run("inspect", ".", "--env", "nowhere").Should().Be(ExitCode.Usage);
    }
}
