using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>What a scan found. Equal requests give equal results, in the same order.</summary>
public sealed record ScanResult
{
    /// <summary>What counts, sorted by path, place, rule and message.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>What a suppression covers, sorted alike; each has its <see cref="Finding.Suppression"/>.</summary>
    public required ImmutableArray<Finding> SuppressedFindings { get; init; }

    /// <summary>What the readers, the engine and the rules' own files have to say, sorted by path and place.</summary>
    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }

    public required Coverage Coverage { get; init; }

    public required RepositoryModel Model { get; init; }

    /// <summary>The files that were read, in ordinal order of their paths.</summary>
    public required ImmutableArray<ScannedFile> Files { get; init; }

    /// <summary>What the Terraform of the repository was evaluated from: one module can be looked at again; null for an audit.</summary>
    public TerraformInput? Terraform { get; init; }

    /// <summary>The rules that ran, in the order of their ids, with what each of them did.</summary>
    public required ImmutableArray<RuleRun> RuleRuns { get; init; }

    /// <summary>What an audit says of each rule; empty for a scan of files.</summary>
    public ImmutableArray<RuleVerdict> Verdicts { get; init; } = [];

    /// <summary>Something could not be analysed: exit code 3 unless the user allows it.</summary>
    public bool HasErrors => Diagnostics.Any(diagnostic => diagnostic.IsError);
}

/// <summary>A file that was read.</summary>
/// <param name="Path">Relative to the base of the scan.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Source">Its text.</param>
/// <param name="Diagnostics">What its reader has to say.</param>
/// <param name="Comments">As its reader met them, in the order of the text: suppressions stand there.</param>
public sealed record ScannedFile(
    string Path,
    FileKind Kind,
    SourceText Source,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<Comment> Comments);

/// <summary>What one rule did.</summary>
/// <param name="Rule">The rule and the settings it ran with.</param>
/// <param name="Subjects">Subjects that it was shown.</param>
/// <param name="Findings">Reports before merging and suppression.</param>
/// <param name="NotAssessed">Checks that an unknown value left open.</param>
/// <param name="Crashed">It threw; a diagnostic tells where.</param>
public sealed record RuleRun(SelectedRule Rule, int Subjects, int Findings, int NotAssessed, bool Crashed);
