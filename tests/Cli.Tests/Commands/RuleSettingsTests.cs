using GcpLint.Analyzer.Rules;
using GcpLint.Cli;
using GcpLint.Rules;

namespace GcpLint.Tests.Commands;

public sealed class RuleSettingsTests
{
    [Fact]
    public void Every_built_in_rule_takes_a_severity_a_switch_and_its_options()
    {
        IEnumerable<string> rules = RuleCatalog.BuiltIn.Rules.Select(rule => $"""
              {rule.Metadata.Id}:
                enabled: true
                severity: low
                options: {"{"} {string.Join(", ", rule.Metadata.Options.Select(option => $"{option.Name}: {Text(option)}"))} {"}"}

            """);
        using FakeTerminal terminal = new FakeTerminal().With(".gcp-lint.yaml", "rules:\n" + string.Concat(rules)).With("a/main.tf", "locals {}\n");

        terminal.Run("scan", ".").Should().Be(ExitCode.Clean, because: terminal.Error);
    }

    [Theory]
    [InlineData("severity: info", "info")]
    [InlineData("severity: critical", "critical")]
    public void A_severity_of_the_configuration_is_the_one_that_is_reported(string setting, string severity)
    {
        using FakeTerminal terminal = Sql($"rules:\n  sql/deletion-protection: {{ {setting} }}\n");

        terminal.Run("scan", ".", "--format", "json");

        terminal.Out.Should().MatchRegex($"\"rule\": ?\"sql/deletion-protection\"[^}}]*\"severity\": ?\"{severity}\"");
    }

    [Fact]
    public void A_rule_that_is_switched_off_says_nothing_and_a_strict_one_can_be_switched_on()
    {
        using FakeTerminal off = Sql("rules:\n  sql/deletion-protection: { enabled: false }\n");
        off.Run("scan", ".");
        off.Out.Should().NotContain("sql/deletion-protection");

        using FakeTerminal on = Sql("rules:\n  monitoring/dashboard: { enabled: true }\n").With("run.tf", """
            resource "google_cloud_run_v2_service" "api" {
              name     = "api"
              location = "europe-west1"
            }
            """);
        on.Run("scan", ".");
        on.Out.Should().Contain("monitoring/dashboard");
    }

    [Fact]
    public void A_misspelt_option_of_a_rule_is_an_error()
    {
        using FakeTerminal terminal = Sql("rules:\n  sql/backup-retention: { options: { dais: 3 } }\n");

        terminal.Run("scan", ".").Should().Be(ExitCode.Usage);
    }

    private static FakeTerminal Sql(string configuration) => new FakeTerminal().With(".gcp-lint.yaml", configuration).With("main.tf", """
        resource "google_sql_database_instance" "main" {
          name                = "main"
          database_version    = "POSTGRES_17"
          deletion_protection = false
        }
        """);

    private static string Text(RuleOption option) => option.Type switch
    {
        RuleOptionType.StringList => $"[{string.Join(", ", option.Default.AsList.Items.Select(item => $"\"{item.AsString}\""))}]",
        RuleOptionType.String => $"\"{option.Default.AsString}\"",
        _ => option.Default.ToString(),
    };
}
