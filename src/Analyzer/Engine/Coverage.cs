using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>What was looked at, and what was not: without it nobody can tell a clean repository from an unread one.</summary>
public sealed record Coverage
{
    /// <summary>Files that a reader read, with and without errors.</summary>
    public required int FilesRead { get; init; }

    /// <summary>Files among them of which a part could not be analysed.</summary>
    public required int FilesWithErrors { get; init; }

    /// <summary>Files that are of no kind that is read (pictures, program code): seen, not counted as skipped.</summary>
    public required int FilesNotConcerned { get; init; }

    /// <summary>Paths that would have been read but were not, and why, in ordinal order.</summary>
    public required ImmutableArray<SkippedPath> Skipped { get; init; }

    /// <summary>How many files of each kind were read, in the order of <see cref="FileKind"/>.</summary>
    public required ImmutableArray<KindCount> Kinds { get; init; }

    /// <summary>Resources of all deployments that rules were asked about, each environment apart.</summary>
    public required int ResourcesJudged { get; init; }

    public required int RulesRun { get; init; }

    /// <summary>Pairs of a rule and a subject.</summary>
    public required int ChecksRun { get; init; }

    /// <summary>Checks that gave neither a finding nor a pass.</summary>
    public required int ChecksNotAssessed { get; init; }

    /// <summary>The same by reason, most frequent first.</summary>
    public required ImmutableArray<NotAssessedGroup> NotAssessed { get; init; }

    /// <summary>Container images whose configuration was read.</summary>
    public int ImagesRead { get; init; }

    /// <summary>What of live projects was read; null for a scan of files.</summary>
    public LiveCoverage? Live { get; init; }
}

/// <summary>What of live projects was read.</summary>
/// <param name="Assets">Assets, or parts of assets, that were read.</param>
/// <param name="Projects">Projects with at least one asset.</param>
/// <param name="Unread">What was asked for and could not be read, each with its reason.</param>
/// <param name="UnreadChecks">Checks that are open because something was not read.</param>
/// <param name="IsPartial">Reading stopped before its end.</param>
public sealed record LiveCoverage(int Assets, int Projects, ImmutableArray<string> Unread, int UnreadChecks, bool IsPartial);

/// <summary>How many files of a kind were read.</summary>
public sealed record KindCount(FileKind Kind, int Count);

/// <summary>Checks that one reason left open.</summary>
/// <param name="Kind">The group of the reason.</param>
/// <param name="Reason">Names the thing: "var.project_id has no value in environment prod".</param>
/// <param name="Checks">How many checks.</param>
/// <param name="Rules">The rules among them, sorted.</param>
/// <param name="FirstLocation">The first place in the order of paths.</param>
public sealed record NotAssessedGroup(UnknownKind Kind, string Reason, int Checks, ImmutableArray<RuleId> Rules, SourceLocation FirstLocation);
