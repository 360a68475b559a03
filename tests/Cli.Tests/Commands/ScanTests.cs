using System.Text.Json;
using GcpLint.Cli;

namespace GcpLint.Tests.Commands;

public sealed class ScanTests
{
    private const string Root = "FROM alpine:3.22\nUSER root\n";
    private const string NonRoot = "FROM alpine:3.22\nUSER 10001\n";
    private const string Broken = "resource \"google_x\" \"y\" {\n";

    [Fact]
    public void A_clean_tree_ends_with_0_and_says_what_was_looked_at()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", NonRoot);
        terminal.Run("scan", ".", "--disable", "docker/healthcheck").Should().Be(ExitCode.Clean);
        terminal.Out.Should().StartWith("No findings\n1 file read, 0 skipped, 0 with errors; ");
    }

    [Fact]
    public void Findings_at_or_above_the_threshold_end_with_1()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Run("scan").Should().Be(ExitCode.Findings);
        terminal.Out.Should().Contain("2:1  high  docker/non-root-user").And.Contain("2 | USER root");
        terminal.Out.TrimEnd().Split('\n')[^1].Should().StartWith("1 file read");
    }

    [Theory]
    [InlineData("never", 0)]
    [InlineData("critical", 0)]
    [InlineData("high", 1)]
    [InlineData("low", 1)]
    public void The_threshold_decides_the_exit_code(string failOn, int exitCode)
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        ((int)terminal.Run("scan", ".", "--fail-on", failOn, "--disable", "docker/healthcheck")).Should().Be(exitCode);
    }

    [Fact]
    public void Constraints_of_the_organisation_are_named_on_the_command_line()
    {
        const string constraint = "name: organizations/1/customConstraints/custom.small\nresourceTypes: [sqladmin.googleapis.com/Instance]\n"
            + "methodTypes: [CREATE]\ncondition: resource.settings.tier == 'db-f1-micro'\nactionType: DENY\n";
        using FakeTerminal terminal = new FakeTerminal()
            .With("infra/main.tf", "resource \"google_sql_database_instance\" \"a\" {\n  settings {\n    tier = \"db-f1-micro\"\n  }\n}\n")
            .With("ours.yaml", constraint);
        terminal.Run("scan", "infra", "--org-policy", "ours.yaml", "--enable", "org/custom-constraint");
        terminal.Out.Should().Contain("org/custom-constraint").And.Contain("custom.small");
        terminal.Run("scan", "infra", "--org-policy", "none.yaml").Should().Be(ExitCode.Usage);
        terminal.Error.Should().Contain("--org-policy: 'none.yaml' cannot be read");
    }

    [Fact]
    public void Input_that_cannot_be_analysed_ends_with_3_unless_it_is_allowed()
    {
        using FakeTerminal terminal = new FakeTerminal().With("main.tf", Broken);
        terminal.Run("scan").Should().Be(ExitCode.NotAnalysed);
        terminal.Out.Should().Contain("not analysed").And.Contain("main.tf:");
        terminal.Run("scan", ".", "--allow-errors").Should().Be(ExitCode.Clean);
    }

    [Fact]
    public void What_could_not_be_analysed_is_listed_beside_a_report_for_machines()
    {
        using FakeTerminal terminal = new FakeTerminal().With("main.tf", Broken);
        terminal.Run("scan", ".", "--format", "sarif").Should().Be(ExitCode.NotAnalysed);
        terminal.Error.Should().StartWith("not analysed: main.tf:");
        terminal.Error.TrimEnd().Split('\n')[^1].Should().StartWith("1 file read, 0 skipped, 1 with errors");
        JsonDocument.Parse(terminal.Out).RootElement.GetProperty("runs")[0].GetProperty("invocations")[0].GetProperty("exitCode").GetInt32().Should().Be(3);
    }

    [Theory]
    [InlineData(new[] { "scan", "--formt", "sarif" }, "unknown option '--formt'. Did you mean '--format'?")]
    [InlineData(new[] { "scan", "--format", "sarfi" }, "'sarfi' is no value of --format. Did you mean 'sarif'?")]
    [InlineData(new[] { "scan", "--fail-on", "hihg" }, "'hihg' is no value of --fail-on. Did you mean 'high'?")]
    [InlineData(new[] { "scan", "--profile", "x" }, "'x' is no value of --profile. It is one of default, strict.")]
    [InlineData(new[] { "scan", "Dockerfil" }, "there is no file or folder 'Dockerfil'. Did you mean 'Dockerfile'?")]
    [InlineData(new[] { "scan", "--enable", "docker/non-root-usr" }, "there is no rule 'docker/non-root-usr'. Did you mean 'docker/non-root-user'?")]
    [InlineData(new[] { "scan", "--report", "sarif" }, "'sarif' is no value of --report. It is FORMAT=FILE")]
    [InlineData(new[] { "scan", "--report", "sarfi=x" }, "'sarfi' is no value of --report. Did you mean 'sarif'?")]
    [InlineData(new[] { "scan", "--jobs", "0" }, "'0' is no value of --jobs. It is a number from 1.")]
    [InlineData(new[] { "scan", "--today", "1.2.2027" }, "'1.2.2027' is no value of --today. It is a date such as 2027-01-31.")]
    [InlineData(new[] { "scan", "--var", "region" }, "'region' is no value of --var. It is NAME=VALUE.")]
    [InlineData(new[] { "scan", "--env", "prod" }, "there is no environment 'prod'")]
    [InlineData(new[] { "scan", "--config", "none.yaml" }, "the configuration 'none.yaml' cannot be read.")]
    [InlineData(new[] { "scan", "--rules-dir", "none" }, "there is no folder of rules")]
    [InlineData(new[] { "scna" }, "unknown command 'scna'. Did you mean 'scan'?")]
    [InlineData(new[] { "explain", "docker/non-root" }, "there is no rule 'docker/non-root'. Did you mean 'docker/non-root-user'?")]
    public void Wrong_usage_ends_with_2_and_names_the_nearest_right_one(string[] words, string message)
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", NonRoot);
        terminal.Run(words).Should().Be(ExitCode.Usage);
        terminal.Error.Should().StartWith("gcp-lint: ").And.Contain(message);
        terminal.Out.Should().BeEmpty();
    }

    [Fact]
    public void A_wrong_configuration_ends_with_2_and_its_line()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root).With(".gcp-lint.yaml", "profile: strict\nfail_on: low\n");
        terminal.Run("scan").Should().Be(ExitCode.Usage);
        terminal.Error.Should().Contain(".gcp-lint.yaml:2:1").And.Contain("fail-on");
    }

    [Fact]
    public void An_unknown_rule_in_the_configuration_ends_with_2()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root).With(".gcp-lint.yaml", "disable: [docker/non-rot-user]\n");
        terminal.Run("scan").Should().Be(ExitCode.Usage);
        terminal.Error.Should().Contain(".gcp-lint.yaml:1:11").And.Contain("docker/non-root-user");
    }

    [Fact]
    public void The_configuration_sets_the_threshold_and_the_command_line_is_stronger()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root).With(".gcp-lint.yaml", "fail-on: never\n");
        terminal.Run("scan").Should().Be(ExitCode.Clean);
        terminal.Run("scan", ".", "--fail-on", "low").Should().Be(ExitCode.Findings);
    }

    [Fact]
    public void Suppressed_findings_do_not_fail_a_run_and_are_shown_when_asked_for()
    {
        using FakeTerminal terminal = new FakeTerminal()
            .With("Dockerfile", "FROM alpine:3.22\n# gcp-lint: ignore[docker/non-root-user] a tool for our own machines\nUSER root\n");
        terminal.Run("scan").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("No findings, 1 suppressed");
        terminal.Run("scan", ".", "--include-suppressed").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("suppressed: a tool for our own machines");
    }

    [Fact]
    public void Reports_go_to_their_files_and_leave_nothing_beside_them()
    {
        using FakeTerminal terminal = new FakeTerminal().With("src/Dockerfile", Root);
        terminal.Run("scan", "src", "--report", "sarif=out/a.sarif", "--report", "json=out/a.json", "--report", "github=out/a.txt").Should().Be(ExitCode.Findings);
        Directory.GetFiles(terminal.Path("out")).Select(Path.GetFileName).Should().BeEquivalentTo("a.sarif", "a.json", "a.txt");
        JsonDocument.Parse(terminal.Read("out/a.sarif")).RootElement.GetProperty("version").GetString().Should().Be("2.1.0");
        JsonDocument.Parse(terminal.Read("out/a.json")).RootElement.GetProperty("summary").GetProperty("high").GetInt32().Should().Be(1);
        terminal.Read("out/a.txt").Should().StartWith("::error file=");
        terminal.Out.Should().Contain("docker/non-root-user");
    }

    [Fact]
    public void With_an_output_file_the_console_gets_the_totals()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Run("scan", ".", "--format", "json", "-o", "report.json").Should().Be(ExitCode.Findings);
        terminal.Out.Should().BeEmpty();
        terminal.Error.Should().StartWith("1 finding, 1 of them high or critical\n1 file read");
        terminal.Read("report.json").Should().StartWith("{\n  \"schemaVersion\": 1,");
    }

    [Fact]
    public void A_report_that_cannot_be_written_ends_with_2()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Run("scan", ".", "--output", "Dockerfile/report.json").Should().Be(ExitCode.Usage);
        terminal.Error.Should().Contain("cannot be written");
    }

    [Fact]
    public void Inside_GitHub_Actions_the_format_stays_console_unless_it_is_asked_for()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Environment["GITHUB_ACTIONS"] = "true";
        terminal.Environment["GITHUB_STEP_SUMMARY"] = terminal.Path("summary.md");
        terminal.Run("scan");
        terminal.Out.Should().NotContain("::error");
        File.Exists(terminal.Path("summary.md")).Should().BeFalse();
    }

    [Fact]
    public void The_github_format_adds_to_the_job_summary()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root).With("summary.md", "before\n");
        terminal.Environment["GITHUB_STEP_SUMMARY"] = terminal.Path("summary.md");
        terminal.Run("scan", "Dockerfile", "--format", "github").Should().Be(ExitCode.Findings);
        terminal.Out.Should().StartWith("::error file=Dockerfile,line=2,");
        terminal.Read("summary.md").Should().StartWith("before\n## gcp-lint: 1 finding");
    }

    [Fact]
    public void Colours_are_for_terminals_that_want_them()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Run("scan");
        terminal.Out.Should().NotContain("\u001b[");
        terminal.IsOutTerminal = true;
        terminal.Run("scan", ".", "--no-color");
        terminal.Environment["NO_COLOR"] = "1";
        terminal.Run("scan");
        terminal.Out.Should().NotContain("\u001b[");
        terminal.Environment.Clear();
        terminal.Run("scan");
        terminal.Out.Should().Contain("\u001b[");
    }

    [Fact]
    public void The_result_does_not_depend_on_the_number_of_threads()
    {
        using var terminal = new FakeTerminal();
        for (int i = 0; i < 30; i++)
        {
            terminal.With($"tree/s{i}/Dockerfile", i % 2 == 0 ? Root : NonRoot);
        }

        terminal.Run("scan", "tree", "--profile", "strict", "--jobs", "1", "--output", terminal.Path("one.json"), "--format", "json");
        terminal.Run("scan", "tree", "--profile", "strict", "--jobs", "8", "--output", terminal.Path("eight.json"), "--format", "json");
        terminal.Read("eight.json").Should().Be(terminal.Read("one.json"));
    }

    [Fact]
    public void In_a_repository_paths_are_those_of_the_working_folder_and_sarif_has_those_of_the_repository()
    {
        using FakeTerminal terminal = new FakeTerminal().With("infra/app/Dockerfile", Root);
        Directory.CreateDirectory(terminal.Path(".git"));
        string root = terminal.CurrentDirectory;
        terminal.CurrentDirectory = terminal.Path("infra");
        terminal.Run("scan", "app", "--report", "sarif=../r.sarif");
        terminal.CurrentDirectory = root;
        terminal.Out.Should().StartWith("app/Dockerfile\n");
        terminal.Read("r.sarif").Should().Contain("\"uri\": \"infra/app/Dockerfile\"");
    }

    [Fact]
    public void Outside_of_a_repository_paths_are_those_of_the_folder_that_was_named()
    {
        using FakeTerminal terminal = new FakeTerminal().With("project/Dockerfile", Root);
        terminal.Run("scan", "project");
        terminal.Out.Should().StartWith("Dockerfile\n");
    }

    [Fact]
    public void A_run_that_is_stopped_ends_with_130()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Cancellation = new CancellationToken(canceled: true);
        terminal.Run("scan").Should().Be(ExitCode.Interrupted);
    }

    [Fact]
    public void Statistics_tell_where_time_and_memory_went()
    {
        using FakeTerminal terminal = new FakeTerminal().With("Dockerfile", Root);
        terminal.Run("scan", ".", "--stats");
        terminal.Error.Should().Contain("ms in all").And.Contain("MB working set").And.Contain("1 Dockerfile");
    }

    [Fact]
    public void Rules_of_ones_own_run_with_the_others()
    {
        using FakeTerminal terminal = new FakeTerminal().With("main.tf", "resource \"google_storage_bucket\" \"b\" {\n  name = \"Logs\"\n}\n");
        terminal.Run("rules", "new", "acme/names").Should().Be(ExitCode.Clean);
        terminal.Run("rules", "test", "rules").Should().Be(ExitCode.Clean);
        terminal.Out.Should().Contain("2 examples, 0 failed");
        terminal.With("main.tf", "resource \"google_sql_database_instance\" \"b\" {\n  deletion_protection = false\n}\n");
        terminal.Run("scan", "main.tf", "--rules-dir", "rules", "--fail-on", "medium").Should().Be(ExitCode.Findings);
        terminal.Out.Should().Contain("2:3  medium  acme/names");
    }
}
