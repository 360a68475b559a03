using System.Buffers;
using System.Globalization;
using System.Text;

namespace GcpLint.Cli.Terminal;

/// <summary>
/// Text from scanned files as it may be shown on a terminal or in a log: escape sequences could clear the screen, change
/// its title or forge lines; signs that change the direction of writing could show other text than is there.
/// </summary>
internal static class SafeText
{
    /// <summary>The Unicode block whose signs depict the control characters 0-31: U+2400 depicts U+0000.</summary>
    private const int ControlPictures = 0x2400;

    private const char Substitute = '\uFFFD';

    private static readonly SearchValues<char> Suspicious = SearchValues.Create(CreateSuspicious());

    /// <summary>
    /// One line of text: control characters, line ends among them, become visible signs of one unit each, so that columns
    /// stay what they were. Tabs are kept.
    /// </summary>
    public static string Line(string text) =>
        text.AsSpan().IndexOfAny(Suspicious) < 0 ? text : Replace(text, keepLineFeeds: false);

    /// <summary>The same for several lines: line feeds are kept.</summary>
    public static string Lines(string text) =>
        text.AsSpan().IndexOfAny(Suspicious) < 0 ? text : Replace(text.ReplaceLineEndings("\n"), keepLineFeeds: true);

    /// <summary>
    /// The runner of GitHub Actions looks for "##[" anywhere in a line of its log, for "::" at its start: signs that look
    /// alike take their place, as many as there were.
    /// </summary>
    public static string WithoutCommands(string line, bool atLineStart)
    {
        if (line.Contains("##[", StringComparison.Ordinal))
        {
            line = line.Replace("##[", "##⁅", StringComparison.Ordinal);
        }

        if (atLineStart && line.AsSpan().TrimStart().StartsWith("::"))
        {
            int start = line.IndexOf("::", StringComparison.Ordinal);
            line = string.Concat(line.AsSpan(0, start), "∶∶", line.AsSpan(start + 2));
        }

        return line;
    }

    /// <summary>How many columns a rune takes on a terminal: 0, 1 or 2. Tabs are the caller's.</summary>
    public static int WidthOf(Rune rune)
    {
        if (rune.Value < 0x300)
        {
            return 1;
        }

        UnicodeCategory category = Rune.GetUnicodeCategory(rune);
        if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format)
        {
            return 0;
        }

        return IsWide(rune.Value) ? 2 : 1;
    }

    /// <summary>The columns of a line without tabs.</summary>
    public static int WidthOf(ReadOnlySpan<char> text)
    {
        int width = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            width += WidthOf(rune);
        }

        return width;
    }

    /// <summary>The ranges that Unicode's EastAsianWidth.txt gives as W or F, drawn together to whole blocks.</summary>
    private static bool IsWide(int value) => value switch
    {
        < 0x1100 => false,
        <= 0x115F => true,
        >= 0x2E80 and <= 0x303E => true,
        >= 0x3041 and <= 0x33FF => true,
        >= 0x3400 and <= 0x4DBF => true,
        >= 0x4E00 and <= 0xA4CF => true,
        >= 0xA960 and <= 0xA97F => true,
        >= 0xAC00 and <= 0xD7A3 => true,
        >= 0xF900 and <= 0xFAFF => true,
        >= 0xFE30 and <= 0xFE6F => true,
        >= 0xFF00 and <= 0xFF60 => true,
        >= 0xFFE0 and <= 0xFFE6 => true,
        >= 0x1F300 and <= 0x1F64F => true,
        >= 0x1F680 and <= 0x1F6FF => true,
        >= 0x1F900 and <= 0x1FAFF => true,
        >= 0x20000 and <= 0x3FFFD => true,
        _ => false,
    };

    private static string Replace(string text, bool keepLineFeeds)
    {
        var safe = new StringBuilder(text.Length);
        foreach (char unit in text)
        {
            safe.Append(unit switch
            {
                '\n' when keepLineFeeds => unit,
                '\t' => unit,
                < ' ' => (char)(ControlPictures + unit),
                '\u007F' => '\u2421',
                _ when Suspicious.Contains(unit) => Substitute,
                _ => unit,
            });
        }

        return safe.ToString();
    }

    /// <summary>C0 without the tab, DEL, C1, the line and paragraph separators, and the signs that set the direction of writing.</summary>
    private static char[] CreateSuspicious() =>
    [
        .. Range('\u0000', '\u0008'), .. Range('\u000A', '\u001F'), .. Range('\u007F', '\u009F'),
        .. Range('\u2028', '\u202E'), .. Range('\u2066', '\u2069'), '\u200E', '\u200F', '\u061C',
    ];

    private static IEnumerable<char> Range(char first, char last) =>
        Enumerable.Range(first, last - first + 1).Select(value => (char)value);
}
