using System.Globalization;
using System.Text;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>
/// Plain and quoted scalars (YAML 1.2.2, sections 5.7, 6.5 and 7.3): one line break is a space, more are one less, and
/// the blanks around them are dropped.
/// </summary>
internal static class FlowScalarDecoder
{
    public static void DecodePlain(ReadOnlySpan<char> text, int start, SegmentBuilder segments)
    {
        while (start < text.Length)
        {
            start = TakeUntil(text, start, [' ', '\t', '\n', '\r'], segments);
            start = TakeBlanks(text, start, segments);
        }
    }

    public static void DecodeSingle(ReadOnlySpan<char> text, int start, SegmentBuilder segments)
    {
        while (start < text.Length)
        {
            start = TakeUntil(text, start, [' ', '\t', '\n', '\r', '\''], segments);
            if (start < text.Length && text[start] == '\'')
            {
                int length = Math.Min(2, text.Length - start);
                segments.AddDecoded("'", start, length);
                start += length;
            }

            start = TakeBlanks(text, start, segments);
        }
    }

    public static void DecodeDouble(ReadOnlySpan<char> text, int start, SegmentBuilder segments)
    {
        while (start < text.Length)
        {
            start = TakeUntil(text, start, [' ', '\t', '\n', '\r', '\\'], segments);
            if (start < text.Length && text[start] == '\\')
            {
                start = TakeEscape(text, start, segments);
            }
            else
            {
                start = TakeBlanks(text, start, segments);
            }
        }
    }

    private static int TakeUntil(ReadOnlySpan<char> text, int start, ReadOnlySpan<char> stops, SegmentBuilder segments)
    {
        int found = text[start..].IndexOfAny(stops);
        int end = found < 0 ? text.Length : start + found;
        segments.AddRun(start, end - start);
        return end;
    }

    private static int TakeBlanks(ReadOnlySpan<char> text, int start, SegmentBuilder segments)
    {
        int end = start;
        int breaks = 0;
        while (end < text.Length && text[end] is ' ' or '\t' or '\n' or '\r')
        {
            breaks += text[end] == '\n' || (text[end] == '\r' && !(end + 1 < text.Length && text[end + 1] == '\n')) ? 1 : 0;
            end++;
        }

        if (breaks == 0)
        {
            segments.AddRun(start, end - start);
        }
        else
        {
            segments.AddDecoded(breaks == 1 ? " " : new string('\n', breaks - 1), start, end - start);
        }

        return end;
    }

    private static int TakeEscape(ReadOnlySpan<char> text, int start, SegmentBuilder segments)
    {
        char kind = start + 1 < text.Length ? text[start + 1] : '\\';
        if (kind is '\n' or '\r')
        {
            return TakeEscapedBreak(text, start, segments);
        }

        int digits = kind switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        int end = Math.Min(start + 2 + digits, text.Length);
        if (digits > 0)
        {
            if (int.TryParse(text[(start + 2)..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code))
            {
                // A surrogate stands for itself: JSON writes an astral character as two escapes.
                string decoded = Rune.IsValid(code) ? new Rune(code).ToString() : ((char)code).ToString();
                segments.AddDecoded(decoded, start, end - start);
            }

            return end;
        }

        char unit = kind switch
        {
            '0' => '\0',
            'a' => '\a',
            'b' => '\b',
            't' or '\t' => '\t',
            'n' => '\n',
            'v' => '\v',
            'f' => '\f',
            'r' => '\r',
            'e' => '\e',
            'N' => '\u0085',
            '_' => '\u00A0',
            'L' => '\u2028',
            'P' => '\u2029',
            _ => kind,
        };
        segments.AddDecoded([unit], start, end - start);
        return end;
    }

    /// <summary>A backslash at the end of a line joins the lines; empty lines after it are kept.</summary>
    private static int TakeEscapedBreak(ReadOnlySpan<char> text, int start, SegmentBuilder segments)
    {
        int end = start + 1;
        int breaks = 0;
        while (end < text.Length && text[end] is ' ' or '\t' or '\n' or '\r')
        {
            breaks += text[end] == '\n' || (text[end] == '\r' && !(end + 1 < text.Length && text[end + 1] == '\n')) ? 1 : 0;
            end++;
        }

        segments.AddDecoded(new string('\n', Math.Max(0, breaks - 1)), start, end - start);
        return end;
    }
}
