using System.Collections.Immutable;
using System.Text.Json;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Cli.Reporters.Sarif;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.Json;

/// <summary>The whole report for programs.</summary>
internal sealed class JsonReporter : IReporter
{
    /// <summary>Grows when a field changes its meaning or goes; new fields leave it.</summary>
    private const int SchemaVersion = 1;

    public void Write(Report report, TextWriter output)
    {
        ILookup<Severity, Finding> bySeverity = report.Findings.ToLookup(finding => finding.Severity);
        int Count(Severity severity) => bySeverity[severity].Count();

        IEnumerable<Finding> findings = report.Options.IncludeSuppressed
            ? report.Findings.Concat(report.Result.SuppressedFindings)
            : report.Findings;
        var hashes = new Dictionary<SourceText, ImmutableArray<string>>(ReferenceEqualityComparer.Instance);
        var json = new JsonReport(
            SchemaVersion,
            new JsonTool(ToolVersion.Name, report.Options.Version),
            (int)report.Options.ExitCode,
            new JsonSummary(
                report.Findings.Length,
                Count(Severity.Critical),
                Count(Severity.High),
                Count(Severity.Medium),
                Count(Severity.Low),
                Count(Severity.Info),
                report.Result.SuppressedFindings.Length),
            [.. findings.Select(finding => FindingOf(report, finding, hashes))],
            [.. report.Result.Diagnostics.Select(diagnostic => DiagnosticOf(report, diagnostic))],
            CoverageOf(report, report.Result.Coverage),
            [.. report.Result.Verdicts.IsEmpty ? report.Result.RuleRuns.Select(RunOf) : report.Result.Verdicts.Select(verdict => RunOf(report, verdict))]);
        output.Write(JsonSerializer.Serialize(json, JsonReportContext.Default.JsonReport));
        output.Write('\n');
    }

    private static JsonRuleRun RunOf(RuleRun run) => new(run.Rule.Id.Text, run.Rule.Severity.Word, run.Subjects, run.Findings, run.NotAssessed);

    private static JsonRuleRun RunOf(Report report, RuleVerdict verdict) => new(
        verdict.Rule.Id.Text,
        verdict.Rule.Severity.Word,
        verdict.Subjects,
        verdict.Findings,
        verdict.Open,
        CamelCase(verdict.Kind.ToString()),
        [.. verdict.Reasons.Select(report.Mask.Apply)]);

    private static JsonFinding FindingOf(Report report, Finding finding, Dictionary<SourceText, ImmutableArray<string>> hashes)
    {
        SourceText source = finding.Location.Source;
        if (!hashes.TryGetValue(source, out ImmutableArray<string> lines))
        {
            hashes.Add(source, lines = LineHashes.Compute(source));
        }

        return new JsonFinding(
            finding.Rule.Text,
            report.RuleOf(finding).Metadata.Title,
            finding.Severity.Word,
            report.Mask.Apply(finding.Message),
            PlaceOf(report, finding.Location),
            finding.Resource,
            finding.OtherResources,
            finding.Environments,
            [.. finding.Related.Select(related => new JsonRelated(report.Mask.Apply(related.Message), PlaceOf(report, related.Location)))],
            lines[finding.Location.Line - source.Start.Line],
            finding.Suppression is { } suppression
                ? new JsonSuppression(
                    suppression.InSource,
                    suppression.Reason,
                    suppression.Location is { } place ? PlaceOf(report, place) : null,
                    suppression.Until?.ToString("yyyy-MM-dd"))
                : null);
    }

    private static JsonDiagnostic DiagnosticOf(Report report, Diagnostic diagnostic) => new(
        diagnostic.Code,
        diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "information",
        },
        report.Mask.Apply(diagnostic.Summary),
        report.Mask.Apply(diagnostic.Detail),
        PlaceOf(report, diagnostic.Location));

    private static JsonCoverage CoverageOf(Report report, Coverage coverage) => new(
        coverage.FilesRead,
        coverage.FilesWithErrors,
        coverage.FilesNotConcerned,
        [.. coverage.Skipped.Select(skipped => new JsonSkipped(report.RepositoryPath(skipped.Path), CamelCase(skipped.Reason.ToString()), skipped.Detail))],
        [.. coverage.Kinds.Select(kind => new JsonKind(CamelCase(kind.Kind.ToString()), kind.Count))],
        coverage.ResourcesJudged,
        coverage.RulesRun,
        coverage.ChecksRun,
        coverage.ChecksNotAssessed,
        [
            .. coverage.NotAssessed.Select(group => new JsonNotAssessed(
                CamelCase(group.Kind.ToString()),
                report.Mask.Apply(group.Reason),
                group.Checks,
                [.. group.Rules.Select(rule => rule.Text)],
                PlaceOf(report, group.FirstLocation))),
        ],
        coverage.Live is { } live ? new JsonLive(live.Assets, live.Projects, [.. live.Unread.Select(report.Mask.Apply)], live.UnreadChecks, live.IsPartial) : null,
        coverage.ImagesRead > 0 ? coverage.ImagesRead : null);

    private static JsonPlace PlaceOf(Report report, SourceLocation location)
    {
        Position start = location.Start;
        Position end = location.End;
        return new JsonPlace(report.RepositoryPath(location.Source.Path), start.Line, start.Column, end.Line, end.Column);
    }

    private static string CamelCase(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
