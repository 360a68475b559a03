using System.Globalization;
using System.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>What a scalar of YAML is for <c>yamldecode</c>: YAML 1.1's words for booleans, decimal numbers, times.</summary>
internal static class YamlScalars
{
    /// <summary><paramref name="known"/> is false for tags that are not evaluated, and for what does not fit its tag.</summary>
    public static Value Resolve(string text, bool plain, string? tag, out bool known)
    {
        known = true;
        switch (tag)
        {
            case null:
                return plain ? ResolvePlain(text, out known) : Value.Of(text);
            case "!!str" or "!!binary":
                return Value.Of(text);
            case "!!null":
                return Value.Null;
            case "!!int" or "!!float" or "!!bool":
                Value value = ResolvePlain(text, out known);
                known &= tag == "!!bool" ? value.Kind == ValueKind.Bool : value.IsNumber;
                return value;
            default:
                known = false;
                return Value.Null;
        }
    }

    /// <summary>Puts the lines of a block together.</summary>
    public static string JoinBlock(List<string> lines, bool folded, char chomp)
    {
        int last = lines.FindLastIndex(line => line.Length > 0);
        var text = new StringBuilder();
        bool wasText = false;
        for (int i = 0; i <= last; i++)
        {
            // Only between lines that are neither empty nor indented further a line end is folded.
            bool isText = lines[i].Length > 0 && lines[i][0] is not (' ' or '\t');
            if (i > 0)
            {
                AppendBreak(lines, i, folded, wasText, isText, text);
            }

            text.Append(lines[i]);
            wasText = lines[i].Length == 0 ? wasText : isText;
        }

        if (chomp == '+')
        {
            text.Append('\n', lines.Count - Math.Max(last, 0));
        }
        else if (chomp == ' ' && last >= 0)
        {
            text.Append('\n');
        }

        return text.ToString();
    }

    private static void AppendBreak(List<string> lines, int index, bool folded, bool wasText, bool isText, StringBuilder text)
    {
        bool emptyBefore = lines[index - 1].Length == 0;
        bool empty = lines[index].Length == 0;
        if (!folded)
        {
            text.Append('\n');
        }
        else if (empty)
        {
            // The line end in front of the first empty line is the one that folds.
            text.Append(emptyBefore || !wasText ? "\n" : "");
        }
        else if (emptyBefore)
        {
            text.Append(wasText && !isText ? "\n\n" : "\n");
        }
        else
        {
            text.Append(wasText && isText ? ' ' : '\n');
        }
    }

    private static Value ResolvePlain(string text, out bool known)
    {
        known = true;
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return Value.Null;
            case "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON":
                return Value.True;
            case "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF":
                return Value.False;
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.'))
        {
            return Value.Of(text);
        }

        if (ResolveNumber(text, out known) is { } number)
        {
            return number;
        }

        return ResolveTime(text) is { } time ? Value.Of(time) : Value.Of(text);
    }

    private static Value? ResolveNumber(string text, out bool known)
    {
        ReadOnlySpan<char> digits = text[0] is '+' or '-' ? text.AsSpan(1) : text;

        // Infinities have no place in a value here.
        known = !(digits is ".inf" or ".Inf" or ".INF" or ".nan" or ".NaN" or ".NAN");
        if (digits.StartsWith("0x") || digits.StartsWith("0o"))
        {
            int bits = digits[1] == 'x' ? 4 : 3;
            return FromDigits(digits[2..], bits) is { } whole ? Value.Of(text[0] == '-' ? -whole : whole) : null;
        }

        bool shaped = !digits.IsEmpty && (char.IsAsciiDigit(digits[0]) || (digits[0] == '.' && digits.Length > 1 && char.IsAsciiDigit(digits[1])));
        return shaped && BigNumber.TryParse(text, out BigNumber? number) ? Value.Of(number) : null;
    }

    private static long? FromDigits(ReadOnlySpan<char> digits, int bits)
    {
        long result = 0;
        const int MaxDigits = 15;
        if (digits.IsEmpty || digits.Length > MaxDigits)
        {
            return null;
        }

        foreach (char digit in digits)
        {
            int amount = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : 99;
            if (amount >= 1 << bits)
            {
                return null;
            }

            result = (result << bits) | (long)amount;
        }

        return result;
    }

    /// <summary>A date, or a date and a time, as RFC 3339 writes it; null for anything else.</summary>
    private static string? ResolveTime(string text)
    {
        const int LeastLength = 8;
        if (text.Length < LeastLength || !char.IsAsciiDigit(text[0]))
        {
            return null;
        }

        string[] dates = ["yyyy-M-d"];
        string[] times = ["yyyy-M-d'T'H:m:s.FFFFFFFK", "yyyy-M-d't'H:m:s.FFFFFFFK", "yyyy-M-d H:m:s.FFFFFFF"];
        if (DateTime.TryParseExact(text, dates, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date))
        {
            return date.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        }

        return DateTimeOffset.TryParseExact(text, times, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToString(time.Offset == TimeSpan.Zero ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)
            : null;
    }
}
