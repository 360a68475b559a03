using GcpLint.Analyzer.Engine;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.Console;

/// <summary>What an audit says of the rules that found nothing: which of them passed, and which could not tell and why.</summary>
internal static class VerdictTable
{
    /// <summary>One missing permission leaves dozens of rules open: JSON has them all.</summary>
    private const int MaxReasons = 12;

    private const int MaxRulesAReason = 6;

    public static void Write(Report report, StyledWriter writer)
    {
        if (report.Result.Verdicts.IsEmpty)
        {
            return;
        }

        IGrouping<string, RuleVerdict>[] reasons =
        [
            .. report.Result.Verdicts.Where(verdict => verdict.Kind == VerdictKind.NotAssessed)
                .SelectMany(verdict => verdict.Reasons.Select(reason => (reason, verdict)))
                .GroupBy(entry => entry.reason, entry => entry.verdict, StringComparer.Ordinal)
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal),
        ];
        if (reasons.Length > 0)
        {
            writer.WriteLine("Not assessed", Ink.Strong);
            foreach (IGrouping<string, RuleVerdict> reason in reasons.Take(MaxReasons))
            {
                string[] ids = [.. reason.Select(verdict => verdict.Rule.Id.Text)];
                string rest = ids.Length > MaxRulesAReason ? $" and {ids.Length - MaxRulesAReason} more" : "";
                foreach (string line in WordWrap.Lines(SafeText.Line(report.Mask.Apply($"{reason.Key}: {string.Join(", ", ids.Take(MaxRulesAReason))}{rest}")), report.Options.Width - 2))
                {
                    writer.Write("  ").WriteLine(line, Ink.Faint);
                }
            }

            if (reasons.Length > MaxReasons)
            {
                writer.WriteLine($"  and {reasons.Length - MaxReasons} more reasons: --format json has them all");
            }

            writer.WriteLine();
        }

        int Count(VerdictKind kind) => report.Result.Verdicts.Count(verdict => verdict.Kind == kind);
        writer.WriteLine(
            $"{CoverageLine.Count(report.Result.Verdicts.Length, "rule")}: {Count(VerdictKind.Failed)} failed, {Count(VerdictKind.Passed)} passed, "
            + $"{Count(VerdictKind.NotAssessed)} not assessed, {Count(VerdictKind.NotApplicable)} not applicable");
        writer.WriteLine();
    }
}
