using System.Globalization;
using System.Text;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>The escapes of $'…'; Bash's manual, "ANSI-C Quoting".</summary>
internal static class AnsiCEscapes
{
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                result.Append(text[i]);
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'x':
                    i += AppendNumber(result, text, i + 1, 2, 16, text[i]);
                    break;
                case 'u':
                    i += AppendNumber(result, text, i + 1, 4, 16, text[i]);
                    break;
                case 'U':
                    i += AppendNumber(result, text, i + 1, 8, 16, text[i]);
                    break;
                case >= '0' and <= '7':
                    i += AppendNumber(result, text, i, 3, 8, '\0') - 1;
                    break;
                case 'c' when i + 1 < text.Length:
                    result.Append((char)(text[++i] & 0x1f));
                    break;
                default:
                    AppendSimple(result, text[i]);
                    break;
            }
        }

        return result.ToString();
    }

    private static void AppendSimple(StringBuilder result, char c)
    {
        switch (c)
        {
            case 'a': result.Append('\a'); break;
            case 'b': result.Append('\b'); break;
            case 'e' or 'E': result.Append('\e'); break;
            case 'f': result.Append('\f'); break;
            case 'n': result.Append('\n'); break;
            case 'r': result.Append('\r'); break;
            case 't': result.Append('\t'); break;
            case 'v': result.Append('\v'); break;
            case '\\' or '\'' or '"' or '?': result.Append(c); break;
            default: result.Append('\\').Append(c); break;
        }
    }

    /// <summary>Appends the character of the digits that start at <paramref name="start"/>; returns how many there are.</summary>
    private static int AppendNumber(StringBuilder result, ReadOnlySpan<char> text, int start, int maxDigits, int radix, char letter)
    {
        int count = 0;
        while (count < maxDigits && start + count < text.Length && IsDigit(text[start + count], radix))
        {
            count++;
        }

        if (count == 0)
        {
            result.Append('\\').Append(letter);
            return 0;
        }

        long code = 0;
        foreach (char digit in text.Slice(start, count))
        {
            code = (code * radix) + int.Parse([digit], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        result.Append(Rune.IsValid((int)Math.Min(code, int.MaxValue)) ? new Rune((int)code).ToString() : "\uFFFD");
        return count;
    }

    private static bool IsDigit(char c, int radix) => radix == 16 ? char.IsAsciiHexDigit(c) : c is >= '0' and <= '7';
}
