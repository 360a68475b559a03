using System.Globalization;

namespace GcpLint.Hcl.Functions;

/// <summary>Classes of characters and escapes of RE2, in .NET's words.</summary>
internal static class Re2Classes
{
    /// <summary>The members of <c>[:name:]</c> as they stand inside brackets; null if there is no such class.</summary>
    public static string? FindPosix(string name) => name switch
    {
        "alnum" => "0-9A-Za-z",
        "alpha" => "A-Za-z",
        "ascii" => @"\x00-\x7F",
        "blank" => @"\t ",
        "cntrl" => @"\x00-\x1F\x7F",
        "digit" => "0-9",
        "graph" => "!-~",
        "lower" => "a-z",
        "print" => " -~",
        "punct" => @"!-/:-@\[-`{-~",
        "space" => @"\t\n\v\f\r ",
        "upper" => "A-Z",
        "word" => "0-9A-Za-z_",
        "xdigit" => "0-9A-Fa-f",
        _ => null,
    };

    /// <summary>What stands behind a backslash, and how much of it was read; null if RE2 has no such escape.</summary>
    public static (string? Translated, int Length) TranslateEscape(ReadOnlySpan<char> rest, bool inClass)
    {
        switch (rest[0])
        {
            case 'd':
                return (inClass ? "0-9" : "[0-9]", 1);
            case 'w':
                return (inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]", 1);
            case 's':
                return (inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]", 1);
            case 'D':
                return (inClass ? @"\x00-/:-\uFFFF" : "[^0-9]", 1);
            case 'W':
                return (inClass ? @"\x00-/:-@\[-\^`{-\uFFFF" : "[^0-9A-Za-z_]", 1);
            case 'S':
                return (inClass ? @"\x00-\x08\x0B\x0E-\x1F!-\uFFFF" : @"[^\t\n\f\r ]", 1);
            case 'A' or 'z' or 'b' or 'B' when !inClass:
                return ("\\" + rest[0], 1);
            case 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                return ("\\" + rest[0], 1);
            case 'p' or 'P':
                return TranslateProperty(rest);
            case 'x':
                return TranslateHex(rest);
            case >= '0' and <= '7':
                return TranslateOctal(rest);
            default:
                bool punctuation = rest[0] < 0x80 && !char.IsAsciiLetterOrDigit(rest[0]) && rest[0] >= ' ';
                return punctuation ? ("\\" + rest[0], 1) : (null, 0);
        }
    }

    private static (string? Translated, int Length) TranslateProperty(ReadOnlySpan<char> rest)
    {
        if (rest.Length < 2)
        {
            return (null, 0);
        }

        if (rest[1] != '{')
        {
            return ($@"\{rest[0]}{{{rest[1]}}}", 2);
        }

        int close = rest.IndexOf('}');
        if (close < 3)
        {
            return (null, 0);
        }

        string name = rest[2..close].ToString();
        string? blocks = name switch
        {
            "Greek" => @"\u0370-\u03FF\u1F00-\u1FFF",
            "Cyrillic" => @"\u0400-\u052F",
            "Latin" => @"A-Za-z\u00AA\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02B8\u1E00-\u1EFF",
            "Han" => @"\u2E80-\u2FD5\u3005\u3007\u3021-\u3029\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAD9",
            _ => null,
        };
        if (blocks is not null)
        {
            return ($"[{(rest[0] == 'P' ? "^" : "")}{blocks}]", close + 1);
        }

        // Categories are the same in .NET; other scripts are unknown to it, and the pattern is refused.
        return ($@"\{rest[0]}{{{name}}}", close + 1);
    }

    private static (string? Translated, int Length) TranslateHex(ReadOnlySpan<char> rest)
    {
        int close = rest.Length > 1 && rest[1] == '{' ? rest.IndexOf('}') : -1;
        ReadOnlySpan<char> digits = close > 2 ? rest[2..close] : rest.Length >= 3 ? rest[1..3] : [];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || code > 0xFFFF)
        {
            return (null, 0);
        }

        return ($@"\u{code:X4}", close > 2 ? close + 1 : 3);
    }

    private static (string? Translated, int Length) TranslateOctal(ReadOnlySpan<char> rest)
    {
        int length = 0;
        int code = 0;
        while (length < 3 && length < rest.Length && rest[length] is >= '0' and <= '7')
        {
            code = (code * 8) + (rest[length++] - '0');
        }

        // "\1" would refer to a group, which RE2 does not do.
        return rest[0] == '0' || length == 3 ? ($@"\u{code:X4}", length) : (null, 0);
    }
}
