using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Engine;
using GcpLint.Values;

namespace GcpLint.Cli.Reporters;

/// <summary>The last line of every run: what was looked at and what was not.</summary>
internal static class CoverageLine
{
    public static string Of(Coverage coverage)
    {
        var line = new StringBuilder();
        if (coverage.Live is { } live)
        {
            line.Append(live.IsPartial ? "partial: " : "").Append($"{Count(live.Assets, "asset")} of {Count(live.Projects, "project")} read; ");
        }
        else
        {
            line.Append(coverage.ImagesRead > 0 ? $"{Count(coverage.ImagesRead, "image")} read; " : "");
            line.Append($"{Count(coverage.FilesRead, "file")} read, {coverage.Skipped.Length} skipped, {coverage.FilesWithErrors} with errors; ");
        }

        line.Append($"{Count(coverage.ResourcesJudged, "resource")} judged by {Count(coverage.RulesRun, "rule")}; ");
        line.Append($"{coverage.ChecksNotAssessed} of {Count(coverage.ChecksRun, "check")} not assessed");
        ImmutableArray<(string Reason, int Checks)> reasons = Reasons(coverage);
        if (!reasons.IsEmpty)
        {
            line.Append(" (").AppendJoin(", ", reasons.Select(reason => $"{reason.Reason} {reason.Checks}")).Append(')');
        }

        return line.ToString();
    }

    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";

    public static string Word(UnknownKind kind) => kind switch
    {
        UnknownKind.InputVariable => "variable without a value",
        UnknownKind.Computed => "known after apply",
        UnknownKind.DataSource => "data source",
        UnknownKind.UnresolvedModule => "module not in the tree",
        UnknownKind.Function => "function not evaluated",
        UnknownKind.EnvironmentVariable => "environment variable",
        UnknownKind.RunTime => "known at run time",
        UnknownKind.Error => "expression in error",
        UnknownKind.Unread => "not read",
        _ => "limit reached",
    };

    /// <summary>Checks by the group of their reason, most frequent first.</summary>
    private static ImmutableArray<(string Reason, int Checks)> Reasons(Coverage coverage) =>
    [
        .. coverage.NotAssessed
            .GroupBy(group => group.Kind)
            .Select(groups => (groups.Key, Checks: groups.Sum(group => group.Checks)))
            .OrderByDescending(reason => reason.Checks).ThenBy(reason => reason.Key)
            .Select(reason => (Word(reason.Key), reason.Checks)),
    ];
}
