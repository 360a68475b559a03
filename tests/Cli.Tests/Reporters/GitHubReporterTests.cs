using System.Text;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters.Console;
using GcpLint.Cli.Reporters.GitHub;
using GcpLint.Testing;

namespace GcpLint.Tests.Reporters;

public sealed class GitHubReporterTests
{
    [Fact]
    public void The_sample_report_is_as_accepted() => Golden.Compare("reports/sample.github.txt", SampleReport.Create().Write(new GitHubReporter()));

    [Fact]
    public void The_summary_of_the_sample_report_is_as_accepted() =>
        Golden.Compare("reports/sample.summary.md", SampleReport.Create().Write(new JobSummary(blobRoot: "https://github.com/acme/shop/blob/0123abc/")));

    [Fact]
    public void Messages_and_properties_are_escaped_as_the_runner_undoes_it()
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("a,b:c%.tf", FileKind.Terraform, "[|x|]");
        builder.Add("sql/x", Severity.High, "100% of `a:b,c`\nand more", file);
        builder.Write(new GitHubReporter()).Should().Be(
            "::error file=a%2Cb%3Ac%25.tf,line=1,endLine=1,col=1,endColumn=1,title=sql/x (high)::100%25 of `a:b,c`%0Aand more\n");
    }

    [Theory]
    [InlineData("x\n::set-output name=a::b")]
    [InlineData("x\r\n  ::add-mask::b")]
    [InlineData("##[add-mask]secret")]
    [InlineData("x ##[group]y")]
    public void A_file_cannot_give_the_runner_a_command(string name)
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("a.tf", FileKind.Terraform, "[|x|] " + name.ReplaceLineEndings(" "));
        builder.Add(
            "sql/x", Severity.High, $"{name} and a text that is long enough to be wrapped more than once on the console {name}", file, 0,
            finding => finding with { Related = [new RelatedLocation(name, finding.Location)], Environments = [name] });
        foreach (string text in new[] { builder.Write(new GitHubReporter()), builder.Write(new ConsoleReporter()) })
        {
            foreach (string line in text.Split('\n'))
            {
                line.Should().NotContain("##[");
                if (!line.StartsWith("::error file=", StringComparison.Ordinal))
                {
                    line.TrimStart().Should().NotStartWith("::");
                }
            }
        }
    }

    [Fact]
    public void A_place_on_several_lines_has_no_columns()
    {
        var builder = new ReportBuilder();
        builder.Add("sql/x", Severity.High, "m", builder.File("a.tf", FileKind.Terraform, "[|x\ny|]"));
        builder.Write(new GitHubReporter()).Should().StartWith("::error file=a.tf,line=1,endLine=2,title=");
    }

    [Fact]
    public void Within_the_limits_of_the_runner_the_worst_come_first_and_the_last_notice_counts_the_rest()
    {
        var builder = new ReportBuilder();
        for (int i = 0; i < 12; i++)
        {
            MarkedSource file = builder.File($"f{i:00}.tf", FileKind.Terraform, "[|x|]");
            builder.Add("sql/a", i == 11 ? Severity.Critical : Severity.High, "m", file);
            builder.Add("sql/b", Severity.Medium, "m", file);
            builder.Add("sql/c", i == 11 ? Severity.Low : Severity.Info, "m", file);
        }

        string[] lines = builder.Write(new GitHubReporter()).TrimEnd().Split('\n');
        lines.Count(line => line.StartsWith("::error ", StringComparison.Ordinal)).Should().Be(10);
        lines.Count(line => line.StartsWith("::warning ", StringComparison.Ordinal)).Should().Be(10);
        lines.Count(line => line.StartsWith("::notice ", StringComparison.Ordinal)).Should().Be(10);
        lines[0].Should().Contain("f11.tf");
        lines.First(line => line.StartsWith("::notice ", StringComparison.Ordinal)).Should().Contain("f11.tf");
        lines[^1].Should().StartWith("::notice title=gcp-lint::7 more findings without an annotation");
    }

    [Fact]
    public void A_message_is_cut_where_the_runner_would_cut_it()
    {
        var builder = new ReportBuilder();
        builder.Add("sql/x", Severity.High, new string('m', 9000), builder.File("a.tf", FileKind.Terraform, "[|x|]"));
        string message = builder.Write(new GitHubReporter()).TrimEnd().Split("::")[2];
        message.Length.Should().Be(WorkflowCommands.MaxMessage);
    }

    [Fact]
    public void Suppressed_findings_are_no_annotations()
    {
        SampleReport.Create().Write(new GitHubReporter()).Should().NotContain("docker/healthcheck");
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>")]
    [InlineData("[click](https://evil.example)")]
    [InlineData("a | b | c")]
    [InlineData("@everyone #1 **bold** _it_ ~~no~~")]
    [InlineData("https://evil.example")]
    [InlineData("line\nbreak\r\n# head")]
    [InlineData("` <b>` <i>")]
    public void Nothing_from_a_file_means_something_to_markdown(string hostile)
    {
        string safe = MarkdownText.Message(hostile);
        safe.Replace("<code>", "", StringComparison.Ordinal).Replace("</code>", "", StringComparison.Ordinal)
            .Should().MatchRegex("^([\\p{L}\\p{N}\\p{S} /,-]|&#[0-9]+;)*$");
        System.Net.WebUtility.HtmlDecode(safe).Replace("␊", "\n", StringComparison.Ordinal).Replace("␍", "\r", StringComparison.Ordinal)
            .Replace("<code>", "`", StringComparison.Ordinal).Replace("</code>", "`", StringComparison.Ordinal)
            .Should().Be(hostile);
    }

    [Fact]
    public void A_summary_that_is_too_long_loses_its_mildest_findings_and_says_how_many()
    {
        var builder = new ReportBuilder();
        for (int i = 0; i < 300; i++)
        {
            builder.Add("sql/a", i == 299 ? Severity.Critical : Severity.Low, new string('ü', 300), builder.File($"f{i:000}.tf", FileKind.Terraform, "[|x|]"));
        }

        string summary = builder.Write(new JobSummary(maxBytes: 50_000));
        Encoding.UTF8.GetByteCount(summary).Should().BeLessThanOrEqualTo(50_000);
        int shown = summary.Split('\n').Count(line => line.Contains(".tf", StringComparison.Ordinal) || line.Contains("&#46;tf", StringComparison.Ordinal));
        summary.Should().Contain($"{300 - shown} findings of the least severity left out").And.Contain("f299");
    }

    [Fact]
    public void Annotations_have_the_path_in_the_repository()
    {
        var builder = new ReportBuilder();
        builder.Options = builder.Options with { PathPrefix = "infra/" };
        builder.Add("sql/x", Severity.High, "m", builder.File("a.tf", FileKind.Terraform, "[|x|]"));
        builder.Write(new GitHubReporter()).Should().StartWith("::error file=infra/a.tf,");
    }
}
