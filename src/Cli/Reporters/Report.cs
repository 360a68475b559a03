using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Cli.Reporters;

/// <summary>What a reporter is given: the result of a scan and how the user wants to see it. No reporter looks at more.</summary>
internal sealed class Report
{
    private readonly FrozenDictionary<RuleId, ReportedRule> _rules;
    private readonly FrozenDictionary<string, FileKind> _kinds;

    public Report(ScanResult result, ReportOptions options, IMask mask)
    {
        Result = result;
        Options = options;
        Mask = mask;
        _kinds = result.Files.ToFrozenDictionary(file => file.Path, file => file.Kind, StringComparer.Ordinal);
        var rules = new Dictionary<RuleId, ReportedRule>();
        foreach (RuleRun run in result.RuleRuns)
        {
            rules[run.Rule.Id] = new ReportedRule(run.Rule.Definition.Metadata, run.Rule.Severity);
        }

        foreach (Finding finding in result.Findings.Concat(result.SuppressedFindings))
        {
            // Findings that the engine makes by itself (an unused suppression) have no rule file.
            rules.TryAdd(finding.Rule, new ReportedRule(Undocumented(finding.Rule), finding.Severity));
        }

        _rules = rules.ToFrozenDictionary();
        Rules = [.. rules.Values.OrderBy(rule => rule.Metadata.Id)];
    }

    public ScanResult Result { get; }

    public ReportOptions Options { get; }

    public IMask Mask { get; }

    /// <summary>The rules that ran, in the order of their ids.</summary>
    public ImmutableArray<ReportedRule> Rules { get; }

    public ImmutableArray<Finding> Findings => Result.Findings;

    public ReportedRule RuleOf(Finding finding) => _rules[finding.Rule];

    /// <summary>What the file at a path is; <see cref="FileKind.Other"/> where it was not read as a whole file.</summary>
    public FileKind KindOf(string path) => _kinds.GetValueOrDefault(path, FileKind.Other);

    /// <summary>The path as the repository sees it.</summary>
    public string RepositoryPath(string path) => Options.PathPrefix + path;

    private static RuleMetadata Undocumented(RuleId id) => new(() => RuleDocumentation.Empty)
    {
        Id = id,
        Title = id.Text,
        Severity = Severity.Low,
        Path = "",
    };
}

/// <summary>A rule and the severity that the configuration gave it.</summary>
internal sealed record ReportedRule(RuleMetadata Metadata, Severity Severity);

/// <summary>What the user asked for.</summary>
internal sealed record ReportOptions
{
    /// <summary>The version of gcp-lint: "0.1.0".</summary>
    public required string Version { get; init; }

    /// <summary>With what the run ends.</summary>
    public required ExitCode ExitCode { get; init; }

    /// <summary>Show what suppressions cover.</summary>
    public bool IncludeSuppressed { get; init; }

    /// <summary>Tells several reports about one commit apart in code scanning; empty if there is one.</summary>
    public string Category { get; init; } = "";

    /// <summary>
    /// From the root of the repository to the base of the scan: "" or "infra/". GitHub knows files by their path in the
    /// repository.
    /// </summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>One line a finding, nothing else but the coverage.</summary>
    public bool Quiet { get; init; }

    /// <summary>Columns of the console.</summary>
    public int Width { get; init; } = DefaultWidth;

    /// <summary>Where nobody knows how wide it is: a file, a log, a pipe.</summary>
    public const int DefaultWidth = 80;
}
