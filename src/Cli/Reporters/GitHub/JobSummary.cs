using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters.Sarif;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.GitHub;

/// <summary>The summary of a job, in Markdown, for the file that <c>GITHUB_STEP_SUMMARY</c> names.</summary>
internal sealed class JobSummary : IReporter
{
    /// <summary>GitHub refuses a step's summary above 1 MiB.</summary>
    public const int MaxBytes = 1024 * 1024;

    /// <summary>Room for the note on what was left out and for the coverage.</summary>
    private const int ReservedBytes = 4096;

    private const int MaxMessage = 1024;

    private readonly int _maxBytes;
    private readonly string? _blobRoot;

    /// <param name="maxBytes">How much there is room for: other content of the file counts too.</param>
    /// <param name="blobRoot">
    /// Where files of this commit are shown ("https://github.com/owner/name/blob/sha/"); null makes no links.
    /// </param>
    public JobSummary(int maxBytes = MaxBytes, string? blobRoot = null)
    {
        _maxBytes = maxBytes;
        _blobRoot = blobRoot;
    }

    public void Write(Report report, TextWriter output)
    {
        var text = new StringBuilder();
        text.Append($"## gcp-lint: {(report.Findings.IsEmpty ? "no findings" : CoverageLine.Count(report.Findings.Length, "finding"))}\n\n");
        WriteCounts(report, text);
        int room = _maxBytes - ReservedBytes - Encoding.UTF8.GetByteCount(text.ToString());
        room = WriteFindings(report, text, room);
        WriteDiagnostics(report, text, room);
        text.Append(MarkdownText.Escape(SarifRules.Cut(CoverageLine.Of(report.Result.Coverage), MaxMessage / 2))).Append('\n');
        output.Write(text.ToString());
    }

    private static void WriteCounts(Report report, StringBuilder text)
    {
        if (report.Findings.IsEmpty)
        {
            return;
        }

        ILookup<Severity, Finding> bySeverity = report.Findings.ToLookup(finding => finding.Severity);
        text.Append("| ").AppendJoin(" | ", SeverityNames.WorstFirst.Select(severity => severity.Word)).Append(" |\n");
        text.Append('|').AppendJoin('|', SeverityNames.WorstFirst.Select(_ => "---:")).Append("|\n");
        text.Append("| ").AppendJoin(" | ", SeverityNames.WorstFirst.Select(severity => bySeverity[severity].Count())).Append(" |\n\n");
    }

    private int WriteFindings(Report report, StringBuilder text, int room)
    {
        ImmutableArray<Finding> worstFirst = [.. report.Findings.OrderByDescending(finding => finding.Severity)];
        if (worstFirst.IsEmpty)
        {
            return room;
        }

        const string Head = "| Severity | Place | Rule | Finding |\n|---|---|---|---|\n";
        text.Append(Head);
        room -= Head.Length;
        int shown = 0;
        foreach (Finding finding in worstFirst)
        {
            string message = SarifRules.Cut(SarifMessages.Of(finding, report.Mask), MaxMessage);
            string row = $"| {finding.Severity.Word} | {Place(report, finding.Location)} | {MarkdownText.Escape(finding.Rule.Text)} | {MarkdownText.Message(message)} |\n";
            room -= Encoding.UTF8.GetByteCount(row);
            if (room < 0)
            {
                break;
            }

            text.Append(row);
            shown++;
        }

        text.Append('\n');
        if (shown < worstFirst.Length)
        {
            text.Append($"{CoverageLine.Count(worstFirst.Length - shown, "finding")} of the least severity left out: GitHub takes no longer summary. The SARIF report has them all.\n\n");
        }

        return room;
    }

    private void WriteDiagnostics(Report report, StringBuilder text, int room)
    {
        ImmutableArray<Diagnostic> errors = [.. report.Result.Diagnostics.Where(diagnostic => diagnostic.IsError)];
        if (errors.IsEmpty)
        {
            return;
        }

        text.Append($"### Not analysed: {CoverageLine.Count(errors.Length, "problem")}\n\n");
        int shown = 0;
        foreach (Diagnostic diagnostic in errors)
        {
            string summary = SarifRules.Cut(report.Mask.Apply(diagnostic.Summary), MaxMessage);
            string row = $"- {Place(report, diagnostic.Location)}: {MarkdownText.Message(summary)}\n";
            room -= Encoding.UTF8.GetByteCount(row);
            if (room < 0)
            {
                break;
            }

            text.Append(row);
            shown++;
        }

        text.Append(shown < errors.Length ? $"- and {errors.Length - shown} more\n\n" : "\n");
    }

    private string Place(Report report, SourceLocation location)
    {
        string path = report.RepositoryPath(location.Source.Path);
        string text = $"<code>{MarkdownText.Escape($"{path}:{location.Line}")}</code>";
        if (_blobRoot is null)
        {
            return text;
        }

        string uri = _blobRoot + string.Join('/', path.Split('/').Select(Uri.EscapeDataString));
        return $"<a href=\"{uri}#L{location.Line}\">{text}</a>";
    }
}
