using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests;

/// <summary>
/// Runs the scripts of action.yml in bash as the runner of GitHub Actions does, with gcp-lint as the tests have built it in
/// the place of the published one.
/// </summary>
public sealed class ActionTests : IDisposable
{
    private const string Root = "FROM alpine:3.22\nUSER root\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("gcp-lint-action-").FullName;
    private readonly Value _action = YamlReader.Read(new SourceText("action.yml", File.ReadAllText(Path.Combine(SharedFiles.Repository, "action.yml")))).Root;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void No_script_has_an_expression_in_its_text()
    {
        Steps().Where(step => step.Get("run").IsSet).Should().NotBeEmpty()
            .And.OnlyContain(step => !step.Get("run").AsString.Contains("${{", StringComparison.Ordinal));
    }

    [Fact]
    public void Each_action_is_pinned_to_a_commit_with_its_tag_beside_it()
    {
        string[] lines = File.ReadAllLines(Path.Combine(SharedFiles.Repository, "action.yml"));
        lines.Where(line => line.Contains("uses:", StringComparison.Ordinal)).Should().HaveCount(2)
            .And.OnlyContain(line => Regex.IsMatch(line, "uses: [a-z-]+/[a-z-]+(/[a-z-]+)?@[0-9a-f]{40} # v[0-9.]+$"));
    }

    [Fact]
    public void Every_input_is_described_and_used()
    {
        string text = File.ReadAllText(Path.Combine(SharedFiles.Repository, "action.yml"));
        foreach (ValueEntry input in _action.Get("inputs").AsMap)
        {
            input.Value.Get("description").AsString.Should().NotBeEmpty(input.Key.AsString);
            text.Should().Contain($"inputs.{input.Key.AsString}");
        }
    }

    [Fact]
    public void A_scan_annotates_summarises_reports_and_counts()
    {
        Write("Dockerfile", Root);
        ActionRun run = Run(("fail-on", "critical"));
        run.ExitCode.Should().Be(0, run.Log);
        run.Log.Should().Contain("::error file=Dockerfile,line=2,");
        run.Summary.Should().StartWith("## gcp-lint: 1 finding");
        run.Outputs.Should().Contain("sarif", "gcp-lint.sarif").And.Contain("total", "1").And.Contain("high", "1")
            .And.Contain("critical", "0").And.Contain("medium", "0").And.Contain("low", "0").And.Contain("exit-code", "0");
        File.ReadAllText(Path.Combine(_folder, "work", "gcp-lint.sarif")).Should().Contain("docker/non-root-user");
    }

    [Fact]
    public void Findings_fail_the_last_step_so_that_the_report_is_uploaded_before()
    {
        Write("Dockerfile", Root);
        ActionRun run = Run();
        run.FailedStep.Should().Be("Result", run.Log);
        run.ExitCode.Should().Be(1);
        run.Outputs.Should().Contain("exit-code", "1").And.Contain("sarif", "gcp-lint.sarif");
    }

    [Fact]
    public void Paths_and_words_are_one_a_line()
    {
        Write("a b/Dockerfile", Root);
        Write("c/Dockerfile", Root);
        Write("d/Dockerfile", Root);
        ActionRun run = Run(("path", "a b\nc\n"), ("args", "--profile=strict\n--disable=docker/healthcheck\n"));
        run.Outputs.Should().Contain("high", "2");
    }

    [Theory]
    [InlineData("path", "$(touch pwned)")]
    [InlineData("path", "`touch pwned`")]
    [InlineData("path", "x; touch pwned")]
    [InlineData("path", "\"; touch pwned; \"")]
    [InlineData("path", "--output=pwned")]
    [InlineData("fail-on", "$(touch pwned)")]
    [InlineData("fail-on", "high --output pwned")]
    [InlineData("profile", "';touch pwned;'")]
    [InlineData("config", "${IFS}touch${IFS}pwned")]
    [InlineData("format", "console\n--output=pwned")]
    [InlineData("args", "$(touch pwned)")]
    [InlineData("sarif-file", "a.sarif\ncritical=99")]
    [InlineData("version", "9.9.9\"; touch pwned; \"")]
    public void Hostile_inputs_are_values_and_no_code(string input, string value)
    {
        Write("Dockerfile", Root);
        ActionRun run = Run((input, value));
        run.ExitCode.Should().Be(2, run.Log);
        run.Outputs.Should().BeEmpty();
        Directory.GetFiles(_folder, "pwned*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Fact]
    public void A_hostile_category_and_report_path_stay_what_they_are()
    {
        Write("Dockerfile", Root);
        ActionRun run = Run(("category", "$(touch pwned)"), ("sarif-file", "$(touch pwned).sarif"), ("fail-on", "never"));
        run.ExitCode.Should().Be(0, run.Log);
        File.ReadAllText(Path.Combine(_folder, "work", "$(touch pwned).sarif")).Should().Contain("gcp-lint/$(touch pwned)/");
        File.Exists(Path.Combine(_folder, "work", "pwned")).Should().BeFalse();
    }

    [Fact]
    public void A_file_cannot_forge_outputs_or_counts()
    {
        Write("Dockerfile", "FROM alpine:3.22\nUSER root\n# \"critical\": 77,\n");
        Write("    \"critical\": 88,/Dockerfile", Root);
        ActionRun run = Run(("fail-on", "never"));
        run.Outputs.Should().Contain("critical", "0").And.Contain("total", "2");
    }

    [Fact]
    public void Another_version_than_the_one_that_is_expected_stops_the_action()
    {
        Write("Dockerfile", Root);
        ActionRun run = Run(("version", "99.0.0"));
        run.FailedStep.Should().Be("Install gcp-lint");
        run.Log.Should().Contain("pin the action to the tag of that version");
        Run(("version", "v0.1.0"), ("fail-on", "never")).ExitCode.Should().Be(0);
    }

    private System.Collections.Immutable.ImmutableArray<Value> Steps() => _action.Get("runs").Get("steps").AsList.Items;

    private void Write(string path, string content)
    {
        string file = Path.Combine(_folder, "work", path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private ActionRun Run(params (string Name, string Value)[] inputs)
    {
        Assert.SkipUnless(File.Exists("/bin/bash"), "needs bash");
        var values = _action.Get("inputs").AsMap.Entries.ToDictionary(input => input.Key.AsString, input => input.Value.Get("default").AsString);
        foreach ((string name, string value) in inputs)
        {
            values[name] = value;
        }

        string outputs = Path.Combine(_folder, "outputs");
        string summary = Path.Combine(_folder, "summary");
        File.WriteAllText(outputs, "");
        File.WriteAllText(summary, "");
        Directory.CreateDirectory(Path.Combine(_folder, "work"));
        string action = PrepareAction();
        var log = new StringBuilder();
        foreach (Value step in Steps().Where(step => step.Get("run").IsSet))
        {
            int exitCode = RunStep(step, values, action, outputs, summary, log);
            if (exitCode != 0)
            {
                return new ActionRun(exitCode, step.Get("name").AsString, log.ToString(), File.ReadAllText(summary), ReadOutputs(outputs));
            }
        }

        return new ActionRun(0, null, log.ToString(), File.ReadAllText(summary), ReadOutputs(outputs));
    }

    /// <summary>A checkout of the action with the program already published.</summary>
    private string PrepareAction()
    {
        string action = Path.Combine(_folder, "action");
        string published = Path.Combine(action, "artifacts", "action");
        if (!Directory.Exists(published))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(published)!);
            Directory.CreateSymbolicLink(published, AppContext.BaseDirectory);
        }

        return action;
    }

    private int RunStep(Value step, Dictionary<string, string> inputs, string action, string outputs, string summary, StringBuilder log)
    {
        string script = Path.Combine(_folder, "step.sh");
        File.WriteAllText(script, step.Get("run").AsString);
        var start = new ProcessStartInfo("/bin/bash")
        {
            WorkingDirectory = Path.Combine(_folder, "work"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        // What the runner uses for `shell: bash`.
        foreach (string word in new[] { "--noprofile", "--norc", "-e", "-o", "pipefail", script })
        {
            start.ArgumentList.Add(word);
        }

        start.Environment["GITHUB_ACTIONS"] = "true";
        start.Environment["GITHUB_ACTION_PATH"] = action;
        start.Environment["GITHUB_OUTPUT"] = outputs;
        start.Environment["GITHUB_STEP_SUMMARY"] = summary;
        start.Environment["GITHUB_WORKSPACE"] = start.WorkingDirectory;
        foreach (ValueEntry variable in step.Get("env").AsMap)
        {
            start.Environment[variable.Key.AsString] = Regex.Replace(
                variable.Value.AsString,
                @"\$\{\{ (inputs|steps\.scan\.outputs)\.([a-z-]+) \}\}",
                match => match.Groups[1].Value == "inputs" ? inputs[match.Groups[2].Value] : ReadOutputs(outputs).GetValueOrDefault(match.Groups[2].Value, ""));
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        log.Append(process.StandardOutput.ReadToEnd()).Append(error.GetAwaiter().GetResult());
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Dictionary<string, string> ReadOutputs(string file) => File.ReadAllLines(file)
        .Select(line => line.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => pair[1]);

    private sealed record ActionRun(int ExitCode, string? FailedStep, string Log, string Summary, Dictionary<string, string> Outputs);
}
