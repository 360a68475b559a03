using System.Globalization;
using System.Numerics;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>Numbers with Go's verbs %e, %f and %g.</summary>
internal static class DecimalText
{
    private const string TooLong = "(number out of range)";

    /// <summary>%g with as few digits as the number needs.</summary>
    public static string Shortest(BigNumber number, char mode)
    {
        if (number.IsZero)
        {
            return "0";
        }

        if (number.Abs().Format() is not { } plain)
        {
            return TooLong;
        }

        (string digits, int point) = Split(plain);
        string sign = number.Sign < 0 ? "-" : "";
        int exponent = point - 1;

        // Without a precision Go takes 6 for the choice of the form, and all digits in either.
        const int LeastExponent = -4;
        const int ChoicePrecision = 6;
        return sign + (exponent is < LeastExponent or >= ChoicePrecision ? Scientific(digits, exponent, mode) : plain);
    }

    /// <summary>%e, %f or %g with a number of digits.</summary>
    public static string Rounded(BigNumber number, char mode, int precision)
    {
        if (number.Format() is null)
        {
            return TooLong;
        }

        if (mode is 'f')
        {
            return Fixed(number, precision);
        }

        if (number.IsZero)
        {
            return mode is 'e' or 'E' ? Scientific("0".PadRight(precision + 1, '0'), 0, mode) : "0";
        }

        bool general = mode is 'g' or 'G';
        int count = general ? Math.Max(precision, 1) : precision + 1;
        (string digits, int exponent) = Significant(number, count);
        if (!general)
        {
            return Scientific(digits, exponent, mode);
        }

        digits = digits.TrimEnd('0');
        const int LeastExponent = -4;
        return exponent < LeastExponent || exponent >= count ? Scientific(digits, exponent, mode) : Plain(digits, exponent);
    }

    /// <summary>The number scaled by a power of ten and rounded to a whole one, half to even.</summary>
    private static BigInteger Scale(BigNumber number, int tenths)
    {
        BigInteger numerator = number.Mantissa * BigInteger.Pow(10, Math.Max(tenths, 0));
        BigInteger denominator = BigInteger.Pow(10, Math.Max(-tenths, 0));
        if (number.Exponent >= 0)
        {
            numerator <<= number.Exponent;
        }
        else
        {
            denominator <<= -number.Exponent;
        }

        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger rest);
        int compared = (rest * 2).CompareTo(denominator);
        return compared > 0 || (compared == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static string Fixed(BigNumber number, int precision)
    {
        string digits = Scale(number, precision).ToString(CultureInfo.InvariantCulture).PadLeft(precision + 1, '0');
        return precision == 0 ? digits : string.Concat(digits.AsSpan(0, digits.Length - precision), ".", digits.AsSpan(digits.Length - precision));
    }

    /// <summary>So many digits and the exponent of the first one.</summary>
    private static (string Digits, int Exponent) Significant(BigNumber number, int count)
    {
        (_, int point) = Split(number.Format() ?? "0");
        int exponent = point - 1;
        string digits = Scale(number, count - 1 - exponent).ToString(CultureInfo.InvariantCulture);
        return digits.Length > count ? (digits[..count], exponent + 1) : (digits, exponent);
    }

    private static string Scientific(string digits, int exponent, char mode)
    {
        string fraction = digits.Length > 1 ? "." + digits[1..] : "";
        char e = char.IsUpper(mode) ? 'E' : 'e';
        return string.Create(CultureInfo.InvariantCulture, $"{digits[0]}{fraction}{e}{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}");
    }

    private static string Plain(string digits, int exponent)
    {
        if (exponent < 0)
        {
            return "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? digits.PadRight(exponent + 1, '0')
            : string.Concat(digits.AsSpan(0, exponent + 1), ".", digits.AsSpan(exponent + 1));
    }

    /// <summary>The digits without zeros at the ends, and the place of the point among them.</summary>
    private static (string Digits, int Point) Split(string plain)
    {
        int point = plain.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? plain : plain[..point];
        string fraction = point < 0 ? "" : plain[(point + 1)..];
        string all = whole + fraction;
        int zeros = all.Length - all.TrimStart('0').Length;
        return (all.Trim('0'), whole.Length - zeros);
    }
}
