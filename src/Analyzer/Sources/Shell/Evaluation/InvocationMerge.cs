using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Makes one invocation of all runs of a command.</summary>
internal static class InvocationMerge
{
    public static ImmutableArray<CommandInvocation> Merge(IEnumerable<CommandInvocation> runs)
    {
        var groups = new Dictionary<ShellCommand, List<CommandInvocation>>(ReferenceEqualityComparer.Instance);
        var order = new List<List<CommandInvocation>>();
        foreach (CommandInvocation run in runs)
        {
            if (!groups.TryGetValue(run.Syntax, out List<CommandInvocation>? group))
            {
                group = [];
                groups[run.Syntax] = group;
                order.Add(group);
            }

            group.Add(run);
        }

        return [.. order.Select(MergeGroup).OrderBy(merged => merged.Span.Start)];
    }

    private static CommandInvocation MergeGroup(List<CommandInvocation> runs)
    {
        if (runs.Count == 1)
        {
            return runs[0];
        }

        List<CommandInvocation> live = runs.FindAll(run => !run.IsUnreachable);
        if (live.Count <= 1)
        {
            return live.Count == 1 ? live[0] : runs[0];
        }

        CommandInvocation first = live[0];
        bool sameLength = live.TrueForAll(run => run.Words.Length == first.Words.Length);
        ImmutableArray<Value> words = sameLength
            ? [.. Enumerable.Range(0, first.Words.Length).Select(index => JoinWord(live, index))]
            : first.Words;
        return first with
        {
            Words = words,
            Name = words.Length > 0 ? JoinName(live) : first.Name,
            MayHaveMoreWords = !sameLength || live.Exists(run => run.MayHaveMoreWords),
            Callers = [.. live.SelectMany(run => run.Callers).Distinct(ReferenceEqualityComparer.Instance).Cast<CommandInvocation>()],
            Guards = [.. first.Guards.Where(guard => live.TrueForAll(run => run.Guards.Any(guard.IsSameAs)))],
            IgnoredFailure = live.Aggregate(first.IgnoredFailure, (ignored, run) => ignored & run.IgnoredFailure),
            Mode = live.Aggregate(first.Mode, (mode, run) => mode.And(run.Mode)),
        };
    }

    private static Value JoinWord(List<CommandInvocation> runs, int index)
    {
        Value first = runs[0].Words[index];
        return runs.TrueForAll(run => ReferenceEquals(run.Words[index].Origin, first.Origin) || run.Words[index].Equals(first))
            ? first
            : PossibleValues.Join($"word {index + 1}", [.. runs.Select(run => run.Words[index])]).WithOrigin(first.Origin);
    }

    private static Value JoinName(List<CommandInvocation> runs) =>
        runs.TrueForAll(run => run.Name.Equals(runs[0].Name)) ? runs[0].Name : PossibleValues.Join("the command", [.. runs.Select(run => run.Name)]);
}
