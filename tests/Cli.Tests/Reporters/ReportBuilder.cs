using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Cli;
using GcpLint.Cli.Reporters;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Reporters;

/// <summary>Makes reports from marked sources, so that reporters are tested without an engine.</summary>
internal sealed class ReportBuilder
{
    private readonly List<Finding> _findings = [];
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly List<ScannedFile> _files = [];
    private readonly SortedDictionary<string, RuleMetadata> _rules = new(StringComparer.Ordinal);

    public ReportOptions Options { get; set; } = new() { Version = "0.1.0", ExitCode = ExitCode.Findings };

    public Coverage Coverage { get; set; } = new()
    {
        FilesRead = 3,
        FilesWithErrors = 0,
        FilesNotConcerned = 4,
        Skipped = [new SkippedPath("node_modules", SkipReason.Vendored, "")],
        Kinds = [],
        ResourcesJudged = 5,
        RulesRun = 2,
        ChecksRun = 10,
        ChecksNotAssessed = 3,
        NotAssessed =
        [
            new NotAssessedGroup(UnknownKind.InputVariable, "var.tier has no value", 2, [new RuleId("sql/tier")], new SourceLocation(new SourceText("main.tf", ""), default)),
            new NotAssessedGroup(UnknownKind.Computed, "known after apply", 1, [new RuleId("sql/tier")], new SourceLocation(new SourceText("main.tf", ""), default)),
        ],
    };

    public MarkedSource File(string path, FileKind kind, string marked)
    {
        MarkedSource source = MarkedSource.Parse(path, marked);
        _files.Add(new ScannedFile(path, kind, source.Source, [], []));
        return source;
    }

    public Finding Add(string rule, Severity severity, string message, MarkedSource place, int mark = 0, Func<Finding, Finding>? change = null)
    {
        var location = new SourceLocation(place.Source, place.Spans[mark]);
        var finding = new Finding
        {
            Rule = new RuleId(rule),
            Severity = severity,
            Message = message,
            Location = location,
            Scope = location,
        };
        finding = change?.Invoke(finding) ?? finding;
        _findings.Add(finding);
        if (!_rules.ContainsKey(rule))
        {
            Rule(rule, severity);
        }

        return finding;
    }

    public void Diagnose(MarkedSource place, int mark, string code, string summary, string detail, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        _diagnostics.Add(new Diagnostic(code, severity, summary, detail, new SourceLocation(place.Source, place.Spans[mark])));

    public void Rule(
        string id,
        Severity severity,
        string title = "Something is wrong",
        RuleDocumentation? documentation = null,
        Func<RuleMetadata, RuleMetadata>? change = null)
    {
        documentation ??= new RuleDocumentation { Why = "It hurts.", Remedies = [new RuleRemedy("text", "Mend it.")] };
        var rule = new RuleMetadata(() => documentation)
        {
            Id = new RuleId(id),
            Title = title,
            Severity = severity,
            References = [$"https://cloud.google.com/docs/{id}"],
            Path = id + ".yaml",
        };
        _rules[id] = change?.Invoke(rule) ?? rule;
    }

    public Report Build(IMask? mask = null)
    {
        var result = new ScanResult
        {
            Findings = [.. Sorted(_findings.Where(finding => finding.Suppression is null))],
            SuppressedFindings = [.. Sorted(_findings.Where(finding => finding.Suppression is not null))],
            Diagnostics = [.. _diagnostics],
            Coverage = Coverage,
            Model = new RepositoryModel { Paths = [] },
            Files = [.. _files.OrderBy(file => file.Path, StringComparer.Ordinal)],
            RuleRuns =
            [
                .. _rules.Values.Select(rule => new RuleRun(
                    new SelectedRule(new RuleDefinition(rule, () => new RuleCompilation(null, [])), rule.Severity, ImmutableDictionary<string, Value>.Empty),
                    1, 1, 0, false)),
            ],
        };
        return new Report(result, Options, mask ?? new NoMask());
    }

    public string Write(IReporter reporter, IMask? mask = null)
    {
        using var output = new StringWriter { NewLine = "\n" };
        reporter.Write(Build(mask), output);
        return output.ToString();
    }

    private static IEnumerable<Finding> Sorted(IEnumerable<Finding> findings) => findings
        .OrderBy(finding => finding.Location.Source.Path, StringComparer.Ordinal)
        .ThenBy(finding => finding.Location.Span)
        .ThenBy(finding => finding.Rule);

    private sealed class NoMask : IMask
    {
        public string Apply(string text) => text;

        public string ApplyToSource(string line) => line;
    }
}
