using GcpLint.Analyzer.Findings;
using GcpLint.Text;

namespace GcpLint.Cli.Reporters;

/// <summary>Lines of scanned files as they may be shown: secrets covered, unit for unit.</summary>
internal static class SourceLines
{
    private const char Cover = '*';

    /// <summary>
    /// The first line of a finding. What a rule about secrets points at is covered whatever it looks like: all that stands
    /// from its place to the end of the line, but for the name before a '=' or ':'.
    /// </summary>
    public static string FirstLine(Finding finding, IMask mask)
    {
        SourceText source = finding.Location.Source;
        TextSpan lineSpan = source.GetLineSpan(finding.Location.Line);
        string line = mask.ApplyToSource(source.GetText(lineSpan));
        return PointsAtSecret(finding) ? CoverFrom(line, finding.Location.Span.Start - lineSpan.Start) : line;
    }

    /// <summary>Whether the place of a finding is, or holds, a secret.</summary>
    public static bool PointsAtSecret(Finding finding) => finding.Rule.Area == "secrets";

    private static string CoverFrom(string line, int start)
    {
        start = Math.Clamp(start, 0, line.Length);
        int separator = line.AsSpan(start).IndexOfAny('=', ':');
        int from = separator < 0 ? start : start + separator + 1;
        return string.Create(line.Length, (line, from), static (units, state) =>
        {
            for (int i = 0; i < units.Length; i++)
            {
                char unit = state.line[i];
                units[i] = i >= state.from && !char.IsWhiteSpace(unit) ? Cover : unit;
            }
        });
    }
}
