using System.Globalization;
using System.Numerics;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>
/// The core schema of YAML 1.2 (section 10.3): what a plain scalar means. <c>yes</c>, <c>no</c>, <c>on</c> and
/// <c>off</c> are strings, as is everything that was quoted.
/// </summary>
internal static class YamlSchema
{
    public const string StringTag = "tag:yaml.org,2002:str";

    private const string CorePrefix = "tag:yaml.org,2002:";

    /// <summary>Whole numbers with more digits than 512 bits hold are read as floating-point numbers: parsing them exactly costs quadratic time.</summary>
    private const int MaxWholeDigits = 154;

    public static Value Resolve(string text, bool plain, string? tag)
    {
        if (tag is StringTag or "!")
        {
            return Value.Of(text);
        }

        // "!!int '1'": a core tag overrules the quotes.
        bool typed = tag is not null && tag.StartsWith(CorePrefix, StringComparison.Ordinal) && tag != CorePrefix + "binary";
        return plain || typed ? ResolvePlain(text) : Value.Of(text);
    }

    public static Value ResolvePlain(string text)
    {
        if (text.Length == 0)
        {
            return Value.Null;
        }

        switch (text[0])
        {
            case '~' when text.Length == 1:
            case 'n' or 'N' when text is "null" or "Null" or "NULL":
                return Value.Null;
            case 't' or 'T' when text is "true" or "True" or "TRUE":
                return Value.True;
            case 'f' or 'F' when text is "false" or "False" or "FALSE":
                return Value.False;
            case (>= '0' and <= '9') or '+' or '-' or '.' when TryNumber(text, out Value number):
                return number;
            default:
                return Value.Of(text);
        }
    }

    private static bool TryNumber(string text, out Value value)
    {
        ReadOnlySpan<char> digits = text;
        if (digits.StartsWith("0x", StringComparison.Ordinal) || digits.StartsWith("0o", StringComparison.Ordinal))
        {
            return TryRadix(digits[2..], digits[1] == 'x' ? 4 : 3, out value);
        }

        bool negative = digits[0] == '-';
        if (digits[0] is '+' or '-')
        {
            digits = digits[1..];
        }

        if (digits is ".inf" or ".Inf" or ".INF")
        {
            value = Value.Of(negative ? double.NegativeInfinity : double.PositiveInfinity);
            return true;
        }

        if (text is ".nan" or ".NaN" or ".NAN")
        {
            value = Value.Of(double.NaN);
            return true;
        }

        if (!digits.IsEmpty && !digits.ContainsAnyExceptInRange('0', '9') && digits.Length <= MaxWholeDigits)
        {
            value = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
                ? Value.Of(whole)
                : Value.Of(new BigNumber(BigInteger.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture), 0));
            return true;
        }

        value = default;
        if (!IsFloat(digits) ||
            !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real))
        {
            return false;
        }

        value = Value.Of(real);
        return true;
    }

    private static bool TryRadix(ReadOnlySpan<char> digits, int bitsPerDigit, out Value value)
    {
        value = default;
        if (digits.IsEmpty || digits.Length > MaxWholeDigits)
        {
            return false;
        }

        BigInteger sum = BigInteger.Zero;
        foreach (char digit in digits)
        {
            if (!char.IsAsciiHexDigit(digit) || (bitsPerDigit == 3 && digit > '7'))
            {
                return false;
            }

            sum = (sum << bitsPerDigit) | Convert.ToInt32(digit.ToString(), 16);
        }

        value = Value.Of(new BigNumber(sum, 0));
        return true;
    }

    /// <summary><c>( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?</c>, the sign already cut.</summary>
    private static bool IsFloat(ReadOnlySpan<char> text)
    {
        int i = SkipDigits(text, 0);
        bool whole = i > 0;
        if (i < text.Length && text[i] == '.')
        {
            int fraction = SkipDigits(text, i + 1);
            if (!whole && fraction == i + 1)
            {
                return false;
            }

            i = fraction;
        }
        else if (!whole)
        {
            return false;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i++;
            if (i < text.Length && text[i] is '+' or '-')
            {
                i++;
            }

            int end = SkipDigits(text, i);
            if (end == i)
            {
                return false;
            }

            i = end;
        }

        return i == text.Length;
    }

    private static int SkipDigits(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length && char.IsAsciiDigit(text[from]))
        {
            from++;
        }

        return from;
    }
}
