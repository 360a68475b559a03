using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters.Console;
using GcpLint.Cli.Terminal;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Reporters;

public sealed class ConsoleReporterTests
{
    [Fact]
    public void The_sample_report_is_as_accepted() => Golden.Compare("reports/sample.console.txt", SampleReport.Create().Write(new ConsoleReporter()));

    [Fact]
    public void The_sample_report_in_colour_is_as_accepted() =>
        Golden.Compare("reports/sample.console.ansi", SampleReport.Create().Write(new ConsoleReporter(color: true)));

    [Fact]
    public void Colour_changes_no_letter()
    {
        string colored = SampleReport.Create().Write(new ConsoleReporter(color: true));
        System.Text.RegularExpressions.Regex.Replace(colored, "\u001b\\[[0-9;]*m", "").Should().Be(SampleReport.Create().Write(new ConsoleReporter()));
    }

    [Fact]
    public void Quiet_is_one_line_a_finding_and_the_coverage()
    {
        ReportBuilder builder = SampleReport.Create();
        builder.Options = builder.Options with { Quiet = true };
        Golden.Compare("reports/sample.quiet.txt", builder.Write(new ConsoleReporter()));
    }

    [Fact]
    public void Suppressed_findings_are_shown_with_their_reason_when_they_are_asked_for()
    {
        ReportBuilder builder = SampleReport.Create();
        builder.Write(new ConsoleReporter()).Should().NotContain("Cloud Run has its own probes").And.Contain("1 suppressed");
        builder.Options = builder.Options with { IncludeSuppressed = true };
        builder.Write(new ConsoleReporter()).Should().Contain("suppressed: Cloud Run has its own probes");
    }

    [Fact]
    public void Nothing_is_wider_than_the_console_but_words_that_are_longer()
    {
        foreach (string line in SampleReport.Create().Write(new ConsoleReporter()).Split('\n').SkipLast(2))
        {
            SafeText.WidthOf(line).Should().BeLessThanOrEqualTo(80, line);
        }
    }

    [Fact]
    public void A_run_without_findings_says_what_was_looked_at()
    {
        new ReportBuilder().Write(new ConsoleReporter()).Should().Be(
            """
            No findings
            3 files read, 1 skipped, 0 with errors; 5 resources judged by 2 rules; 3 of 10 checks not assessed (variable without a value 2, known after apply 1)

            """);
    }

    [Fact]
    public void Escape_sequences_of_a_file_do_not_reach_the_terminal()
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("a\u001b[2J.tf", FileKind.Terraform, "x = \"\u001b]0;title\u0007\" [|y|] \u202Eevil \u009B31m");
        builder.Add("sql/x", Severity.Low, "It is `\u001b[31mred\r\nroot ok`.", file, 0, finding => finding with
        {
            Environments = ["pr\u001bod"],
            Related = [new RelatedLocation("\u001b[1mhere", finding.Location)],
        });
        string text = builder.Write(new ConsoleReporter());
        text.Where(unit => char.IsControl(unit) && unit != '\n').Should().BeEmpty();
        text.Should().NotContain("\u202E").And.Contain("␛[31mred␍␊root ok");
    }

    [Theory]
    [InlineData("a = [|1|]", "a = 1", 4, 1)]
    [InlineData("\ta\t= [|12|] # x", "    a   = 12 # x", 10, 2)]
    [InlineData("数据 = [|库x|]!", "数据 = 库x!", 7, 3)]
    [InlineData("e\u0301[|x|]", "e\u0301x", 1, 1)]
    [InlineData("[||]", "", 0, 1)]
    [InlineData("ab[||]", "ab", 2, 1)]
    [InlineData("[|ab  \n cd|]", "ab", 0, 2)]
    public void An_excerpt_marks_the_place_under_the_signs_as_they_are_shown(string marked, string text, int start, int width)
    {
        MarkedSource source = MarkedSource.Parse("a", marked);
        SourceExcerpt excerpt = Excerpt(source, 40);
        excerpt.Should().Be(new SourceExcerpt(1, text, start, width));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(60)]
    [InlineData(193)]
    [InlineData(199)]
    public void A_long_line_is_cut_around_the_place(int at)
    {
        string line = string.Concat(Enumerable.Range(0, 200).Select(i => (char)('a' + (i % 26))));
        int length = Math.Min(6, 200 - at);
        var source = new SourceText("a", line);
        SourceExcerpt excerpt = SourceExcerpt.Of(new SourceLocation(source, new TextSpan(at, length)), line, 40);
        excerpt.Text.Length.Should().BeLessThanOrEqualTo(40);
        excerpt.Text.Substring(excerpt.MarkStart, excerpt.MarkWidth).Should().Be(line.Substring(at, length));
    }

    [Fact]
    public void A_place_longer_than_the_console_is_marked_as_far_as_it_is_shown()
    {
        string line = "name = \"" + new string('x', 500) + "\"";
        var source = new SourceText("a", line);
        SourceExcerpt excerpt = SourceExcerpt.Of(new SourceLocation(source, new TextSpan(0, line.Length)), line, 40);
        excerpt.Text.Length.Should().BeLessThanOrEqualTo(40);
        (excerpt.MarkStart + excerpt.MarkWidth).Should().BeLessThanOrEqualTo(40);
        excerpt.Text.Should().StartWith("name = ");
    }

    private static SourceExcerpt Excerpt(MarkedSource source, int width)
    {
        var location = new SourceLocation(source.Source, source.Spans[0]);
        return SourceExcerpt.Of(location, source.Source.GetText(source.Source.GetLineSpan(location.Line)), width);
    }
}
