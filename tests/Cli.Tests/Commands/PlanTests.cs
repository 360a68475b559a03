using GcpLint.Cli;

namespace GcpLint.Tests.Commands;

public sealed class PlanTests
{
    private const string Source = "resource \"google_sql_database_instance\" \"main\" {\n  name                = \"a\"\n  deletion_protection = false\n}\n";

    private const string Plan = """
        {"format_version": "1.2", "resource_changes": [{"address": "google_sql_database_instance.main", "mode": "managed",
         "type": "google_sql_database_instance", "name": "main", "change": {"actions": ["create"], "before": null,
         "after": {"name": "a", "deletion_protection": false, "root_password": "hunter2-hunter2"}, "after_unknown": {"id": true}, "after_sensitive": {}}}]}
        """;

    [Fact]
    public void A_plan_alone_is_judged_with_the_working_folder_as_its_source()
    {
        using FakeTerminal terminal = new FakeTerminal().With("main.tf", Source).With("plan.json", Plan).With("Dockerfile", "FROM alpine:3.22\nUSER root\n");
        terminal.Run("scan", "--plan", "plan.json").Should().Be(ExitCode.Findings);
        terminal.Out.Should().Contain("main.tf").And.Contain("3:3  high  sql/deletion-protection").And.NotContain("docker/");
        terminal.Run("scan", ".", "--plan", "plan.json");
        terminal.Out.Should().Contain("docker/non-root-user");
    }

    [Theory]
    [InlineData("console")]
    [InlineData("json")]
    [InlineData("sarif")]
    [InlineData("github")]
    public void Nothing_sensitive_is_printed_in_any_format(string format)
    {
        using FakeTerminal terminal = new FakeTerminal().With("plan.json", Plan);
        terminal.Run("scan", "--plan", "plan.json", "--format", format, "--profile", "strict").Should().Be(ExitCode.Findings);
        terminal.Out.Should().Contain("plan.json").And.NotContain("hunter2-hunter2");
    }

    [Fact]
    public void Inspect_prints_the_plan_with_sensitive_values_masked()
    {
        using FakeTerminal terminal = new FakeTerminal().With("main.tf", Source).With("plan.json", Plan);
        terminal.Run("inspect", "--plan", "plan.json").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("google_sql_database_instance.main").And.NotContain("hunter2-hunter2");
    }

    [Fact]
    public void A_binary_plan_is_told_how_to_be_shown()
    {
        using FakeTerminal terminal = new FakeTerminal().With("plan.tfplan", "PK\u0003\u0004");
        terminal.Run("scan", "--plan", "plan.tfplan").Should().Be(ExitCode.NotAnalysed);
        terminal.Out.Should().Contain("terraform show -json");
        terminal.Run("scan", "--plan", "none.json").Should().Be(ExitCode.Usage);
    }
}
