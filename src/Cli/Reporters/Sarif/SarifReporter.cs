using System.Collections.Immutable;
using System.IO.Compression;
using System.Text.Json;
using GcpLint.Analyzer.Findings;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>SARIF 2.1.0 as GitHub code scanning wants it. Nothing in it depends on time, machine or chance.</summary>
internal sealed class SarifReporter : IReporter
{
    private const string SchemaUri = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string InformationUri = "https://github.com/gcp-lint/gcp-lint";

    private const string NotAnalysed = "input/not-analysed";
    private const string ResultsLeftOut = "report/results-left-out";

    private readonly SarifLimits _limits;

    public SarifReporter()
        : this(SarifLimits.GitHub)
    {
    }

    public SarifReporter(SarifLimits limits) => _limits = limits;

    public void Write(Report report, TextWriter output)
    {
        ImmutableArray<Finding> findings = SelectFindings(report);
        int total = findings.Length;
        findings = WithinLimit(findings, _limits.Results);
        string text = Serialize(report, findings, total);
        while (findings.Length > 0 && CompressedLength(text) > _limits.CompressedBytes)
        {
            findings = WithinLimit(findings, findings.Length / 2);
            text = Serialize(report, findings, total);
        }

        output.Write(text);
        output.Write('\n');
    }

    private static ImmutableArray<Finding> SelectFindings(Report report)
    {
        if (!report.Options.IncludeSuppressed)
        {
            return report.Findings;
        }

        return
        [
            .. report.Findings.Concat(report.Result.SuppressedFindings)
                .OrderBy(finding => finding.Location.Source.Path, StringComparer.Ordinal)
                .ThenBy(finding => finding.Location.Span)
                .ThenBy(finding => finding.Rule),
        ];
    }

    /// <summary>The worst ones, in their old order; those that count go before suppressed ones.</summary>
    private static ImmutableArray<Finding> WithinLimit(ImmutableArray<Finding> findings, int limit)
    {
        if (findings.Length <= limit)
        {
            return findings;
        }

        return
        [
            .. Enumerable.Range(0, findings.Length)
                .OrderBy(index => findings[index].Suppression is not null)
                .ThenByDescending(index => findings[index].Severity)
                .ThenBy(index => index)
                .Take(limit)
                .Order()
                .Select(index => findings[index]),
        ];
    }

    /// <summary>The length after gzip, in bytes; 0 where the text alone is short enough.</summary>
    private long CompressedLength(string text)
    {
        if (text.Length * 3L <= _limits.CompressedBytes)
        {
            return 0;
        }

        using var counter = new CountingStream();
        using (var gzip = new GZipStream(counter, CompressionLevel.Fastest, leaveOpen: true))
        using (var writer = new StreamWriter(gzip))
        {
            writer.Write(text);
        }

        return counter.Length;
    }

    private string Serialize(Report report, ImmutableArray<Finding> findings, int total)
    {
        if (findings.Length > _limits.ShownResults)
        {
            findings = [.. findings.OrderByDescending(finding => finding.Severity)];
        }

        var locations = new SarifLocations(report);
        var log = new SarifLog(SchemaUri, "2.1.0", [CreateRun(report, findings, total - findings.Length, locations)]);
        return JsonSerializer.Serialize(log, SarifJson.Default.SarifLog);
    }

    private static SarifRun CreateRun(Report report, ImmutableArray<Finding> findings, int leftOut, SarifLocations locations)
    {
        var driver = new SarifDriver(
            ToolVersion.Name,
            $"{ToolVersion.Name} {report.Options.Version}",
            report.Options.Version,
            report.Options.Version,
            InformationUri,
            [.. report.Rules.Select(SarifRules.Describe)]);
        var bases = new Dictionary<string, SarifArtifactLocation>
        {
            [SarifLocations.SourceRoot] = new(null, null, new SarifText("The root of the repository.")),
        };
        return new SarifRun(
            new SarifTool(driver),
            [CreateInvocation(report, leftOut, locations)],
            bases,
            new SarifAutomationDetails(AutomationId(report.Options.Category)),
            "utf16CodeUnits",
            [.. CreateResults(report, findings, locations)],
            new SarifRunProperties(CoverageLine.Of(report.Result.Coverage)));
    }

    /// <summary>Code scanning takes what stands before the last '/' as the category.</summary>
    private static string AutomationId(string category) =>
        category.Length == 0 ? $"{ToolVersion.Name}/" : $"{ToolVersion.Name}/{category.Trim('/')}/";

    private static IEnumerable<SarifResult> CreateResults(Report report, ImmutableArray<Finding> findings, SarifLocations locations)
    {
        var ruleIndexes = report.Rules.Select((rule, index) => (rule.Metadata.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        var hashes = new Dictionary<SourceText, ImmutableArray<string>>(ReferenceEqualityComparer.Instance);
        foreach (Finding finding in findings)
        {
            SourceText source = finding.Location.Source;
            if (!hashes.TryGetValue(source, out ImmutableArray<string> lines))
            {
                hashes.Add(source, lines = LineHashes.Compute(source));
            }

            yield return new SarifResult(
                finding.Rule.Text,
                ruleIndexes[finding.Rule],
                SarifRules.LevelOf(finding.Severity),
                new SarifText(SarifMessages.Of(finding, report.Mask)),
                [locations.Of(finding)],
                finding.Related.IsEmpty ? null : [.. finding.Related.Take(SarifLimits.LocationsPerResult).Select((related, index) => locations.Related(related, index + 1))],
                new Dictionary<string, string> { ["primaryLocationLineHash"] = lines[finding.Location.Line - source.Start.Line] },
                report.Options.IncludeSuppressed ? Suppressions(finding, locations) : null,
                new SarifResultProperties(finding.Severity.Word, finding.Environments.IsEmpty ? null : finding.Environments));
        }
    }

    /// <summary>Within a run either all results have the property or none: an empty list says "not suppressed" (section 3.27.23).</summary>
    private static SarifSuppression[] Suppressions(Finding finding, SarifLocations locations)
    {
        if (finding.Suppression is not { } suppression)
        {
            return [];
        }

        return
        [
            new SarifSuppression(
                suppression.InSource ? "inSource" : "external",
                "accepted",
                suppression.Reason.Length == 0 ? null : SarifMessages.Plain(suppression.Reason),
                suppression.Location is { } place ? new SarifLocation(null, locations.Physical(place)) : null,
                suppression.Until is { } until ? new SarifSuppressionProperties(until.ToString("yyyy-MM-dd")) : null),
        ];
    }

    private static SarifInvocation CreateInvocation(Report report, int leftOut, SarifLocations locations)
    {
        var notifications = new List<SarifNotification>();
        foreach (Diagnostic diagnostic in report.Result.Diagnostics)
        {
            string text = diagnostic.Detail.Length == 0 ? $"{diagnostic.Summary}." : $"{diagnostic.Summary}. {diagnostic.Detail}";
            notifications.Add(new SarifNotification(
                new SarifDescriptorReference(NotAnalysed),
                diagnostic.Severity switch
                {
                    DiagnosticSeverity.Error => "error",
                    DiagnosticSeverity.Warning => "warning",
                    _ => "note",
                },
                new SarifText(SarifMessages.Plain(report.Mask.Apply($"{diagnostic.Code}: {text}"))),
                [new SarifLocation(null, locations.Physical(diagnostic.Location))]));
        }

        if (leftOut > 0)
        {
            notifications.Add(new SarifNotification(
                new SarifDescriptorReference(ResultsLeftOut),
                "warning",
                new SarifText($"{CoverageLine.Count(leftOut, "result")} of the least severity left out: code scanning takes no more."),
                null));
        }

        return new SarifInvocation(
            report.Options.ExitCode is ExitCode.Clean or ExitCode.Findings,
            (int)report.Options.ExitCode,
            notifications.Count == 0 ? null : notifications);
    }
}
