using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters.Sarif;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.GitHub;

/// <summary>Annotations of a pull request, by workflow commands on standard output.</summary>
internal sealed class GitHubReporter : IReporter
{
    /// <summary>The runner takes so many annotations of each kind from a step and drops the rest without a word.</summary>
    public const int MaxPerKind = 10;

    private const string Error = "error";
    private const string Warning = "warning";
    private const string Notice = "notice";

    public void Write(Report report, TextWriter output)
    {
        var worstFirst = report.Findings.OrderByDescending(finding => finding.Severity).ToImmutableArray();
        var errors = worstFirst.Where(finding => CommandOf(finding.Severity) == Error).ToImmutableArray();
        var warnings = worstFirst.Where(finding => CommandOf(finding.Severity) == Warning).ToImmutableArray();
        var notices = worstFirst.Where(finding => CommandOf(finding.Severity) == Notice).ToImmutableArray();
        var notAnalysed = report.Result.Diagnostics.Where(diagnostic => diagnostic.IsError).ToImmutableArray();

        // Input that could not be read may hide any finding, so it comes before all of them.
        int diagnosticsShown = Math.Min(notAnalysed.Length, MaxPerKind / 2);
        int errorsShown = Math.Min(errors.Length, MaxPerKind - diagnosticsShown);
        int warningsShown = Math.Min(warnings.Length, MaxPerKind);
        bool overflows = errors.Length > errorsShown || warnings.Length > warningsShown || notices.Length > MaxPerKind || notAnalysed.Length > diagnosticsShown;
        int noticesShown = Math.Min(notices.Length, overflows ? MaxPerKind - 1 : MaxPerKind);

        foreach (Diagnostic diagnostic in notAnalysed.Take(diagnosticsShown))
        {
            WriteDiagnostic(report, diagnostic, output);
        }

        foreach (Finding finding in errors.Take(errorsShown).Concat(warnings.Take(warningsShown)).Concat(notices.Take(noticesShown)))
        {
            WriteFinding(report, finding, output);
        }

        if (overflows)
        {
            int findingsLeft = worstFirst.Length - errorsShown - warningsShown - noticesShown;
            string diagnosticsLeft = notAnalysed.Length > diagnosticsShown
                ? $" and {CoverageLine.Count(notAnalysed.Length - diagnosticsShown, "file problem")}"
                : "";
            output.Write(WorkflowCommands.Format(
                Notice,
                [("title", ToolVersion.Name)],
                $"{CoverageLine.Count(findingsLeft, "more finding")}{diagnosticsLeft} without an annotation: GitHub shows {MaxPerKind} of a kind for a step. The job summary and the SARIF report have them all."));
            output.Write('\n');
        }
    }

    private static string CommandOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => Error,
        Severity.Medium => Warning,
        _ => Notice,
    };

    private static void WriteFinding(Report report, Finding finding, TextWriter output)
    {
        string message = SarifRules.Cut(SarifMessages.Of(finding, report.Mask), WorkflowCommands.MaxMessage);
        var properties = PlaceOf(report, finding.Location);
        properties.Add(("title", $"{finding.Rule} ({finding.Severity.Word})"));
        output.Write(WorkflowCommands.Format(CommandOf(finding.Severity), properties, message));
        output.Write('\n');
    }

    private static void WriteDiagnostic(Report report, Diagnostic diagnostic, TextWriter output)
    {
        string text = diagnostic.Detail.Length == 0 ? diagnostic.Summary : $"{diagnostic.Summary}: {diagnostic.Detail}";
        var properties = PlaceOf(report, diagnostic.Location);
        properties.Add(("title", $"not analysed: {diagnostic.Code}"));
        output.Write(WorkflowCommands.Format(Error, properties, SarifRules.Cut(report.Mask.Apply(text), WorkflowCommands.MaxMessage)));
        output.Write('\n');
    }

    private static List<(string Name, string Value)> PlaceOf(Report report, SourceLocation location)
    {
        Position start = location.Start;
        Position end = location.End;
        var properties = new List<(string, string)>
        {
            ("file", report.RepositoryPath(location.Source.Path)),
            ("line", start.Line.ToString()),
            ("endLine", end.Line.ToString()),
        };

        // Checks refuse columns of an annotation that spans lines; their last column is the last one that belongs to it.
        if (start.Line == end.Line)
        {
            properties.Add(("col", start.Column.ToString()));
            properties.Add(("endColumn", Math.Max(start.Column, end.Column - 1).ToString()));
        }

        return properties;
    }
}
