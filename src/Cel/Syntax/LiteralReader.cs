using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Syntax;

/// <summary>The value of a literal's token. Each method gives what is wrong, with its place relative to the token, or null.</summary>
internal static class LiteralReader
{
    private const string IntegerRange = "an int has 64 bits: from -9223372036854775808 to 9223372036854775807";

    /// <param name="digits">The token, decimal or hexadecimal.</param>
    /// <param name="negative">A minus stands before it: the smallest int has no positive counterpart.</param>
    /// <param name="value">The number.</param>
    public static string? ReadInt(ReadOnlySpan<char> digits, bool negative, out Value value)
    {
        value = Value.Of(0);
        if (!ReadMagnitude(digits, out ulong magnitude) || magnitude > (negative ? 1UL << 63 : long.MaxValue))
        {
            return IntegerRange;
        }

        value = Value.Of(negative ? unchecked(-(long)magnitude) : (long)magnitude);
        return null;
    }

    public static string? ReadUInt(ReadOnlySpan<char> token, out Value value)
    {
        bool fits = ReadMagnitude(token[..^1], out ulong magnitude);
        value = Value.OfUInt(magnitude);
        return fits ? null : "a uint has 64 bits: up to 18446744073709551615";
    }

    public static string? ReadDouble(ReadOnlySpan<char> token, bool negative, out Value value)
    {
        bool read = double.TryParse(token, NumberStyles.Float, CultureInfo.InvariantCulture, out double number);
        value = Value.Of(negative ? -number : number);
        return read && double.IsFinite(number) ? null : "the number is out of the range of a double";
    }

    public static string? ReadString(ReadOnlySpan<char> token, out Value value, out TextSpan problem)
    {
        ReadOnlySpan<char> content = Unquote(token, out int offset, out bool raw);
        value = Value.EmptyString;
        problem = default;
        if (raw || !content.Contains('\\'))
        {
            value = Value.Of(content.ToString());
            return null;
        }

        var text = new StringBuilder(content.Length);
        int at = 0;
        while (at < content.Length)
        {
            if (content[at] != '\\')
            {
                text.Append(content[at++]);
                continue;
            }

            string? error = ReadEscape(content[at..], out int code, out int length, out _);
            if (error is null && !Rune.IsValid(code))
            {
                error = $"U+{code:X} is no Unicode character";
            }

            if (error is not null)
            {
                problem = new TextSpan(offset + at, length);
                return error;
            }

            text.Append(new Rune(code).ToString());
            at += length;
        }

        value = Value.Of(text.ToString());
        return null;
    }

    public static string? ReadBytes(ReadOnlySpan<char> token, out Value value, out TextSpan problem)
    {
        ReadOnlySpan<char> content = Unquote(token, out int offset, out bool raw);
        value = Value.Of(ImmutableArray<byte>.Empty);
        problem = default;
        var bytes = ImmutableArray.CreateBuilder<byte>(content.Length);
        Span<byte> buffer = stackalloc byte[4];
        int at = 0;
        while (at < content.Length)
        {
            if (content[at] != '\\' || raw)
            {
                Rune.DecodeFromUtf16(content[at..], out Rune rune, out int units);
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                at += units;
                continue;
            }

            string? error = ReadEscape(content[at..], out int code, out int length, out bool unicode);
            if (unicode)
            {
                error = "a bytes literal has no \\u and \\U: write the bytes with \\x";
            }

            if (error is not null)
            {
                problem = new TextSpan(offset + at, length);
                return error;
            }

            bytes.Add((byte)code);
            at += length;
        }

        value = Value.Of(bytes.ToImmutable());
        return null;
    }

    private static bool ReadMagnitude(ReadOnlySpan<char> digits, out ulong magnitude) =>
        digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out magnitude)
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out magnitude);

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> token, out int offset, out bool raw)
    {
        int prefix = token.IndexOfAny('\'', '"');
        raw = token[..prefix].ContainsAny('r', 'R');
        ReadOnlySpan<char> quoted = token[prefix..];
        bool triple = quoted.Length >= 6 && quoted[1] == quoted[0] && quoted[2] == quoted[0];
        int quotes = triple ? 3 : 1;
        offset = prefix + quotes;
        return quoted[quotes..^quotes];
    }

    /// <param name="text">From the backslash.</param>
    /// <param name="code">A code point, or a byte for \x and octal escapes.</param>
    /// <param name="length">Units of the escape, of a broken one as far as it goes.</param>
    /// <param name="unicode">It was \u or \U.</param>
    private static string? ReadEscape(ReadOnlySpan<char> text, out int code, out int length, out bool unicode)
    {
        length = Math.Min(2, text.Length);
        code = 0;
        unicode = text.Length > 1 && text[1] is 'u' or 'U';
        char kind = text.Length > 1 ? text[1] : '\0';
        switch (kind)
        {
            case '\\' or '?' or '"' or '\'' or '`':
                code = kind;
                return null;
            case 'a' or 'b' or 'f' or 'n' or 'r' or 't' or 'v':
                code = "\a\b\f\n\r\t\v"["abfnrtv".IndexOf(kind, StringComparison.Ordinal)];
                return null;
            case 'x' or 'X':
                return ReadDigits(text, 2, 2, 16, out code, ref length);
            case 'u':
                return ReadDigits(text, 2, 4, 16, out code, ref length);
            case 'U':
                return ReadDigits(text, 2, 8, 16, out code, ref length);
            case >= '0' and <= '3':
                return ReadDigits(text, 1, 3, 8, out code, ref length);
            default:
                return "unknown escape: \\a \\b \\f \\n \\r \\t \\v \\\\ \\? \\' \\\" \\` \\xHH \\uHHHH \\UHHHHHHHH \\OOO are known";
        }
    }

    private static string? ReadDigits(ReadOnlySpan<char> text, int start, int count, int radix, out int code, ref int length)
    {
        code = 0;
        for (int i = start; i < start + count; i++)
        {
            int digit = i < text.Length && char.IsAsciiHexDigit(text[i]) ? Convert.ToInt32(text[i].ToString(), 16) : radix;
            if (digit >= radix)
            {
                return $"the escape needs {count} {(radix == 16 ? "hexadecimal" : "octal")} digits";
            }

            code = (code * radix) + digit;
            length = i + 1;
        }

        return null;
    }
}
