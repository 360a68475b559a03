using System.Globalization;

namespace GcpLint.Cel.Runtime;

/// <summary>Doubles with a fixed number of decimals, rounded half to even on their exact value, as C's printf does.</summary>
internal static class DecimalText
{
    /// <summary>The exact decimal expansion of a double has at most so many digits behind the point.</summary>
    private const string ExactFraction = "F1075";
    private const string ExactMantissa = "E1075";

    public static string Of(double number, int precision, bool withExponent)
    {
        if (!double.IsFinite(number))
        {
            return double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
        }

        string sign = double.IsNegative(number) ? "-" : "";
        string exact = Math.Abs(number).ToString(withExponent ? ExactMantissa : ExactFraction, CultureInfo.InvariantCulture);
        int end = withExponent ? exact.IndexOf('E', StringComparison.Ordinal) : exact.Length;
        int exponent = withExponent ? int.Parse(exact.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) : 0;
        int point = exact.IndexOf('.', StringComparison.Ordinal);
        string digits = Round(exact[..point] + exact[(point + 1)..end], point + precision);
        int whole = digits.Length - precision;
        if (withExponent && whole == 2)
        {
            // 9.99 became 10.0: one digit less behind the point, one more in the exponent.
            digits = digits[..^1];
            whole = 1;
            exponent++;
        }

        string fraction = precision == 0 ? "" : "." + digits[whole..];
        string suffix = withExponent ? $"e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}" : "";
        return $"{sign}{digits[..whole]}{fraction}{suffix}";
    }

    /// <summary>The first <paramref name="keep"/> digits, rounded by the rest; one more digit if the rounding carries out of the first.</summary>
    private static string Round(string digits, int keep)
    {
        if (keep >= digits.Length)
        {
            return digits.PadRight(keep, '0');
        }

        ReadOnlySpan<char> rest = digits.AsSpan(keep);
        bool tie = rest[0] == '5' && !rest[1..].ContainsAnyExcept('0');
        bool up = rest[0] >= '5' && (!tie || ((digits[keep - 1] - '0') & 1) == 1);
        char[] kept = digits[..keep].ToCharArray();
        for (int i = keep - 1; up && i >= 0; i--)
        {
            up = kept[i] == '9';
            kept[i] = up ? '0' : (char)(kept[i] + 1);
        }

        return up ? "1" + new string(kept) : new string(kept);
    }
}
