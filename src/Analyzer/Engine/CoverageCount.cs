using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Model;

namespace GcpLint.Analyzer.Engine;

/// <summary>Adds up what was looked at.</summary>
internal static class CoverageCount
{
    public static Coverage Of(
        ImmutableArray<ScannedFile> files,
        int filesSeen,
        ImmutableArray<SkippedPath> skipped,
        RepositoryModel model,
        ImmutableArray<SelectedRule> rules,
        ImmutableArray<CheckSlot> slots) => new()
        {
            FilesRead = files.Length,
            FilesWithErrors = files.Count(file => file.Diagnostics.Any(diagnostic => diagnostic.IsError)),
            FilesNotConcerned = Math.Max(0, filesSeen - files.Length - skipped.Count(path => path.Reason is SkipReason.Binary or SkipReason.TooLarge or SkipReason.Unreadable)),
            Skipped = skipped,
            Kinds = [.. files.GroupBy(file => file.Kind).OrderBy(kind => kind.Key).Select(kind => new KindCount(kind.Key, kind.Count()))],
            ResourcesJudged = model.Deployments.Sum(deployment => deployment.Judged.Length),
            RulesRun = rules.Length,
            ChecksRun = slots.Sum(slot => slot.Checks.Count),
            ChecksNotAssessed = slots.Sum(slot => slot.NotAssessed.Count),
            NotAssessed = Group(slots, rules),
        };

    public static ImmutableArray<RuleRun> Runs(ImmutableArray<SelectedRule> rules, ImmutableArray<CheckSlot> slots)
    {
        int[] subjects = new int[rules.Length];
        int[] findings = new int[rules.Length];
        int[] open = new int[rules.Length];
        bool[] crashed = new bool[rules.Length];
        foreach (CheckSlot slot in slots)
        {
            slot.Checks.ForEach(rule => subjects[rule]++);
            slot.Findings.ForEach(finding => findings[finding.Rule]++);
            slot.NotAssessed.ForEach(check => open[check.Rule]++);
            slot.Crashed.ForEach(rule => crashed[rule] = true);
        }

        return [.. rules.Select((rule, i) => new RuleRun(rule, subjects[i], findings[i], open[i], crashed[i]))];
    }

    private static ImmutableArray<NotAssessedGroup> Group(ImmutableArray<CheckSlot> slots, ImmutableArray<SelectedRule> rules) =>
    [
        .. slots
            .SelectMany(slot => slot.NotAssessed)
            .GroupBy(check => check.Reason)
            .Select(group => new NotAssessedGroup(
                group.Key.Kind,
                group.Key.Detail,
                group.Count(),
                [.. group.Select(check => rules[check.Rule].Id).Distinct().Order()],
                group.Select(check => check.Location).Min(Comparer<GcpLint.Text.SourceLocation>.Create(FindingOrder.Compare))))
            .OrderByDescending(group => group.Checks)
            .ThenBy(group => group.Kind)
            .ThenBy(group => group.Reason, StringComparer.Ordinal),
    ];
}
