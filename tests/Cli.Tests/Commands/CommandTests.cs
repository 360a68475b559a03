using System.Text.Json;
using GcpLint.Analyzer.Configuration;
using GcpLint.Cli;
using GcpLint.Cli.Commands;
using GcpLint.Text;

namespace GcpLint.Tests.Commands;

public sealed class CommandTests
{
    [Theory]
    [InlineData("")]
    [InlineData("scan")]
    [InlineData("rules")]
    [InlineData("rules new")]
    [InlineData("rules test")]
    [InlineData("explain")]
    [InlineData("inspect")]
    [InlineData("init")]
    [InlineData("completion")]
    public void The_help_of_each_command_has_examples_and_is_as_accepted(string command)
    {
        using var terminal = new FakeTerminal();
        terminal.Run([.. command.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]).Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("Examples:\n");
        terminal.Out.Split('\n').Should().OnlyContain(line => line.Length <= 80);
        Golden.Compare($"cli/help{(command.Length == 0 ? "" : "-" + command.Replace(' ', '-'))}.txt", terminal.Out);
    }

    [Fact]
    public void Without_a_command_the_help_is_shown_and_the_usage_is_wrong()
    {
        using var terminal = new FakeTerminal();
        terminal.Run().Should().Be(ExitCode.Usage);
        terminal.Error.Should().Contain("Usage:");
    }

    [Fact]
    public void The_version_is_that_of_the_build()
    {
        using var terminal = new FakeTerminal();
        terminal.Run("--version").Should().Be(ExitCode.Clean);
        terminal.Out.Should().MatchRegex("^gcp-lint [0-9]+\\.[0-9]+\\.[0-9]+\n$");
    }

    [Fact]
    public void Rules_are_listed_with_every_field()
    {
        using var terminal = new FakeTerminal();
        terminal.Run("rules", "--format", "json").Should().Be(ExitCode.Clean);
        JsonElement rule = JsonDocument.Parse(terminal.Out).RootElement.EnumerateArray()
            .Single(entry => entry.GetProperty("id").GetString() == "docker/non-root-user");
        rule.EnumerateObject().Select(property => property.Name).Should().Equal(
            "id", "name", "title", "severity", "confidence", "profile", "since", "code", "environments", "subjects", "resourceTypes",
            "equivalents", "controls", "references", "options");
        rule.GetProperty("name").GetString().Should().Be("DockerNonRootUser");
        rule.GetProperty("subjects")[0].GetString().Should().Be("dockerfile");
    }

    [Theory]
    [InlineData("table", "docker/non-root-user")]
    [InlineData("markdown", "| `docker/non-root-user` |")]
    public void Rules_are_listed_for_people(string format, string expected)
    {
        using var terminal = new FakeTerminal();
        terminal.Run("rules", "--format", format).Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain(expected);
    }

    [Fact]
    public void A_rule_is_explained_with_remedy_and_examples()
    {
        using var terminal = new FakeTerminal();
        terminal.Run("explain", "docker/non-root-user").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("Why\n").And.Contain("Remedy (dockerfile)\n").And.Contain("Fails: ").And.Contain("Passes: ")
            .And.Contain("# gcp-lint: ignore[docker/non-root-user] reason").And.NotContain("[|");
    }

    [Fact]
    public void A_scaffold_of_code_has_a_class_and_tells_where_to_register_it()
    {
        using var terminal = new FakeTerminal();
        terminal.Run("rules", "new", "docker/my-rule", "--code").Should().Be(ExitCode.Clean);
        terminal.Read("rules/docker/my-rule.yaml").Should().Contain("code: true");
        terminal.Read("src/Rules/Docker/MyRule.cs").Should().Contain("internal sealed class MyRule : IRule<DockerfileModel>");
        terminal.Out.Should().Contain("new MyRule(),").And.Contain("src/Rules/Docker/DockerRules.cs");
    }

    [Theory]
    [InlineData("backups")]
    [InlineData("Sql/backups")]
    [InlineData("../sql/backups")]
    [InlineData("sql/back ups")]
    public void A_scaffold_needs_a_right_id(string id)
    {
        using var terminal = new FakeTerminal();
        terminal.Run("rules", "new", id).Should().Be(ExitCode.Usage);
        Directory.GetFileSystemEntries(terminal.CurrentDirectory).Should().BeEmpty();
    }

    [Fact]
    public void A_scaffold_never_writes_over_a_file()
    {
        using FakeTerminal terminal = new FakeTerminal().With("rules/sql/backups.yaml", "mine");
        terminal.Run("rules", "new", "sql/backups").Should().Be(ExitCode.Usage);
        terminal.Read("rules/sql/backups.yaml").Should().Be("mine");
    }

    [Fact]
    public void Examples_that_are_not_as_they_say_end_with_1()
    {
        using var terminal = new FakeTerminal();
        terminal.Run("rules", "new", "acme/names");
        terminal.With("rules/acme/names.yaml", terminal.Read("rules/acme/names.yaml").Replace("[|deletion_protection = false|]", "[|name = \"x\"|]", StringComparison.Ordinal));
        terminal.Run("rules", "test", "rules").Should().Be(ExitCode.Findings);
        terminal.Out.Should().Contain("FAILED acme/names").And.Contain("2 examples, 1 failed");
    }

    [Fact]
    public void The_first_configuration_changes_nothing_and_what_is_commented_in_it_is_right()
    {
        using var terminal = new FakeTerminal();
        terminal.Run("init").Should().Be(ExitCode.Clean);
        string content = terminal.Read(ConfigurationReader.FileName);
        ConfigurationReader.Read(new SourceText("c", content)).Diagnostics.Should().BeEmpty();

        string uncommented = string.Join('\n', content.Split('\n')
            .Select(line => line.StartsWith("# ", StringComparison.Ordinal) && (line.TrimEnd().EndsWith(':') || line.StartsWith("#  ", StringComparison.Ordinal)) ? line[2..] : line));
        ConfigurationFile file = ConfigurationReader.Read(new SourceText("c", uncommented));
        file.Diagnostics.Should().BeEmpty();
        file.Layer.Suppressions.Should().ContainSingle();
        file.Layer.Environments.Should().ContainSingle();
        file.Layer.RuleFolders.Should().Equal("policies");

        terminal.Run("init").Should().Be(ExitCode.Usage);
        terminal.Run("init", "--force").Should().Be(ExitCode.Clean);
    }

    [Theory]
    [InlineData("scan --fo", "--format")]
    [InlineData("scan --fail-on hi", "high")]
    [InlineData("explain docker/no", "docker/non-root-user")]
    [InlineData("sc", "scan")]
    public void Shells_are_told_what_may_follow(string line, string expected)
    {
        using var terminal = new FakeTerminal();
        terminal.Run($"[suggest:{line.Length}]", line).Should().Be(ExitCode.Clean);
        terminal.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Should().Contain(expected).And.OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("bash", "complete -o bashdefault")]
    [InlineData("zsh", "compdef _gcp_lint gcp-lint")]
    [InlineData("fish", "complete -c gcp-lint")]
    public void Completion_scripts_ask_the_program(string shell, string expected)
    {
        using var terminal = new FakeTerminal();
        terminal.Run("completion", shell).Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain(expected).And.Contain("[suggest:");
    }

    [Fact]
    public void Inspect_prints_files_resources_outputs_and_locals()
    {
        using FakeTerminal terminal = new FakeTerminal()
            .With("main.tf", """
                variable "tier" { default = "db-f1-micro" }
                variable "unset" {}
                locals { half = 0.5 }
                resource "google_sql_database_instance" "main" {
                  name = "main"
                  settings {
                    tier = var.tier
                  }
                }
                output "unset" { value = var.unset }
                """)
            .With("broken.tf", "resource {\n");
        terminal.Run("inspect", ".", "--format", "json").Should().Be(ExitCode.Clean);
        JsonElement root = JsonDocument.Parse(terminal.Out).RootElement;
        root.GetProperty("files")[0].GetProperty("path").GetString().Should().Be("broken.tf");
        root.GetProperty("files")[0].GetProperty("errors").GetArrayLength().Should().BeGreaterThan(0);
        JsonElement resource = root.GetProperty("resources")[0];
        resource.GetProperty("address").GetString().Should().Be("google_sql_database_instance.main");
        resource.GetProperty("line").GetInt32().Should().Be(4);
        resource.GetProperty("values").GetProperty("settings")[0].GetProperty("tier").GetString().Should().Be("db-f1-micro");
        root.GetProperty("outputs").GetProperty("unset").GetProperty("$unknown").GetBoolean().Should().BeTrue();
        root.GetProperty("locals").GetProperty("half").GetDouble().Should().Be(0.5);
    }

    [Fact]
    public void Exit_codes_are_part_of_the_contract()
    {
        new[] { ExitCode.Clean, ExitCode.Findings, ExitCode.Usage, ExitCode.NotAnalysed, ExitCode.Interrupted }
            .Select(code => (int)code).Should().Equal(0, 1, 2, 3, 130);
        using var terminal = new FakeTerminal();
        new ScanCommand(terminal).Create().Notes.Should().ContainMatch("*Exit codes: 0 *");
    }
}
