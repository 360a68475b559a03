using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Cli.Terminal;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.Console;

/// <summary>For people at a terminal: grouped by file, worst news last, readable without colour and at 80 columns.</summary>
internal sealed class ConsoleReporter(bool color = false) : IReporter
{
    private const string Indent = "    ";

    /// <summary>A longer remedy is named only; <c>explain</c> shows it.</summary>
    private const int MaxRemedyLines = 8;

    /// <summary>More diagnostics than that say one thing: the input is not what it seems. JSON has them all.</summary>
    private const int MaxDiagnostics = 50;

    public static Ink InkOf(Severity severity) => severity switch
    {
        Severity.Critical => Ink.Critical,
        Severity.High => Ink.High,
        Severity.Medium => Ink.Medium,
        Severity.Low => Ink.Low,
        _ => Ink.Info,
    };

    public void Write(Report report, TextWriter output)
    {
        var writer = new StyledWriter(output, color);
        Finding[] shown = [.. Shown(report)];
        if (report.Options.Quiet)
        {
            WriteQuiet(report, shown, writer);
        }
        else
        {
            foreach (IGrouping<string, Finding> file in shown.GroupBy(finding => finding.Location.Source.Path))
            {
                WriteFile(report, file.Key, file, writer);
            }

            WriteDiagnostics(report, writer);
            VerdictTable.Write(report, writer);
            WriteSummary(report, writer);
        }

        writer.WriteLine(CoverageLine.Of(report.Result.Coverage), Ink.Faint);
    }

    private static IEnumerable<Finding> Shown(Report report) => report.Options.IncludeSuppressed
        ? report.Findings.Concat(report.Result.SuppressedFindings)
            .OrderBy(finding => finding.Location.Source.Path, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Span)
            .ThenBy(finding => finding.Rule)
        : report.Findings;

    private static void WriteQuiet(Report report, Finding[] findings, StyledWriter writer)
    {
        foreach (Finding finding in findings)
        {
            writer.Write($"{Place(finding.Location)}: ").Write(finding.Severity.Word, InkOf(finding.Severity));
            writer.WriteLine($" {finding.Rule} {Message(report, finding)}{Environments(finding)}");
        }

        foreach (Diagnostic diagnostic in report.Result.Diagnostics.Where(diagnostic => diagnostic.IsError))
        {
            writer.WriteLine($"{Place(diagnostic.Location)}: error {SafeText.Line(report.Mask.Apply(diagnostic.Summary))}");
        }
    }

    private static void WriteFile(Report report, string path, IEnumerable<Finding> findings, StyledWriter writer)
    {
        writer.WriteLine(SafeText.Line(path), Ink.Path);
        var remedied = new HashSet<RuleId>();
        foreach (Finding finding in findings)
        {
            WriteFinding(report, finding, remedied.Add(finding.Rule), writer);
        }
    }

    private static void WriteFinding(Report report, Finding finding, bool withRemedy, StyledWriter writer)
    {
        writer.Write($"  {finding.Location.Start}  ").Write(finding.Severity.Word, InkOf(finding.Severity));
        writer.Write("  ").Write(finding.Rule.Text, Ink.Strong).WriteLine(Environments(finding), Ink.Faint);
        WriteWrapped(Message(report, finding), "", report.Options.Width, writer, Ink.Plain);
        if (finding.Suppression is { } suppression)
        {
            WriteWrapped(SafeText.Line(suppression.Reason), "suppressed: ", report.Options.Width, writer, Ink.Faint);
        }

        WriteExcerpt(report, finding, writer);
        foreach (RelatedLocation related in finding.Related)
        {
            string place = Place(related.Location);
            WriteWrapped(SafeText.Line(report.Mask.Apply(related.Message)), $"from {place}: ", report.Options.Width, writer, Ink.Faint);
        }

        if (!finding.OtherResources.IsEmpty)
        {
            WriteWrapped(SafeText.Line(string.Join(", ", finding.OtherResources)), "also ", report.Options.Width, writer, Ink.Faint);
        }

        if (withRemedy)
        {
            WriteRemedy(report, finding, writer);
        }

        writer.WriteLine();
    }

    private static void WriteExcerpt(Report report, Finding finding, StyledWriter writer)
    {
        string number = finding.Location.Line.ToString();
        int gutter = Indent.Length + number.Length + " | ".Length;
        string line = SourceLines.FirstLine(finding, report.Mask);
        if (string.IsNullOrWhiteSpace(line))
        {
            return;
        }

        var excerpt = SourceExcerpt.Of(finding.Location, line, Math.Max(20, report.Options.Width - gutter));
        writer.Write($"{Indent}{number} | ", Ink.Faint).WriteLine(excerpt.Text);
        writer.Write($"{Indent}{new string(' ', number.Length)} | ", Ink.Faint);
        writer.Write(new string(' ', excerpt.MarkStart)).WriteLine(new string('^', excerpt.MarkWidth), Ink.Mark);
    }

    private static void WriteRemedy(Report report, Finding finding, StyledWriter writer)
    {
        RuleMetadata rule = report.RuleOf(finding).Metadata;
        if (Remedies.For(report.KindOf(finding.Location.Source.Path), rule) is not { } remedy)
        {
            return;
        }

        string[] lines = remedy.Kind == "text"
            ? [.. WordWrap.Lines(remedy.Text.Trim().ReplaceLineEndings(" "), report.Options.Width - Indent.Length - "fix: ".Length)]
            : remedy.Text.TrimEnd().ReplaceLineEndings("\n").Split('\n');
        if (lines.Length > MaxRemedyLines)
        {
            writer.Write(Indent).Write("fix: ", Ink.Good).WriteLine($"gcp-lint explain {rule.Id}");
            return;
        }

        for (int i = 0; i < lines.Length; i++)
        {
            writer.Write(Indent).Write(i == 0 ? "fix: " : "     ", Ink.Good).WriteLine(lines[i]);
        }
    }

    private static void WriteDiagnostics(Report report, StyledWriter writer)
    {
        Diagnostic[] diagnostics = [.. report.Result.Diagnostics.Where(diagnostic => diagnostic.Severity != DiagnosticSeverity.Information)];
        if (diagnostics.Length == 0)
        {
            return;
        }

        writer.WriteLine("What the readers say", Ink.Strong);
        foreach (Diagnostic diagnostic in diagnostics.OrderByDescending(diagnostic => diagnostic.IsError).Take(MaxDiagnostics))
        {
            writer.Write($"  {Place(diagnostic.Location)}  ");
            writer.Write(diagnostic.IsError ? "not analysed" : "warning", diagnostic.IsError ? Ink.High : Ink.Medium);
            writer.WriteLine($"  {diagnostic.Code}");
            string text = diagnostic.Detail.Length == 0 ? diagnostic.Summary : $"{diagnostic.Summary}: {diagnostic.Detail}";
            WriteWrapped(SafeText.Line(report.Mask.Apply(text)), "", report.Options.Width, writer, Ink.Plain);
        }

        if (diagnostics.Length > MaxDiagnostics)
        {
            writer.WriteLine($"  and {diagnostics.Length - MaxDiagnostics} more: --format json has them all");
        }

        writer.WriteLine();
    }

    private static void WriteSummary(Report report, StyledWriter writer)
    {
        int suppressed = report.Result.SuppressedFindings.Length;
        string besides = suppressed == 0 ? "" : $", {suppressed} suppressed";
        if (report.Findings.IsEmpty)
        {
            writer.Write("No findings", Ink.Good).WriteLine(besides);
            return;
        }

        SummaryTable.Write(report.Findings, writer);
        writer.WriteLine();
        int files = report.Findings.Select(finding => finding.Location.Source.Path).Distinct().Count();
        writer.Write(CoverageLine.Count(report.Findings.Length, "finding"), Ink.Strong);
        writer.WriteLine($" in {CoverageLine.Count(files, "file")}{besides}");
    }

    private static void WriteWrapped(string text, string label, int width, StyledWriter writer, Ink ink)
    {
        int first = Indent.Length;
        foreach (string line in WordWrap.Lines(label + text, width - first))
        {
            writer.Write(Indent).WriteLine(line, ink);
        }
    }

    private static string Message(Report report, Finding finding) => SafeText.Line(report.Mask.Apply(finding.Message));

    private static string Environments(Finding finding) =>
        finding.Environments.IsEmpty ? "" : SafeText.Line($"  in {string.Join(", ", finding.Environments)}");

    private static string Place(SourceLocation location) => $"{SafeText.Line(location.Source.Path)}:{location.Start}";
}
