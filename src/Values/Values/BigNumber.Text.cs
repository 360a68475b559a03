using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace GcpLint.Values;

public sealed partial class BigNumber
{
    /// <summary>Digits behind these cannot change the rounding but by a tie, which a last '1' decides.</summary>
    private const int MaxDigits = 1200;

    /// <summary>What a 32-bit binary exponent can hold.</summary>
    private const int MaxDecimalExponent = 600_000_000;

    /// <summary>Go computes powers of five with so many bits more than the result has.</summary>
    private const int GuardBits = 64;

    /// <summary>
    /// Reads a decimal number, <c>-12.5e-3</c>, and rounds it as Go's <c>big.ParseFloat</c> does at this precision. False
    /// for anything else, and where the exponent is out of range.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, [NotNullWhen(true)] out BigNumber? number)
    {
        number = null;
        bool negative = !text.IsEmpty && text[0] == '-';
        if (!text.IsEmpty && text[0] is '-' or '+')
        {
            text = text[1..];
        }

        if (!TrySplit(text, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out int exponent))
        {
            return false;
        }

        var digits = new StringBuilder(whole.Length + fraction.Length).Append(whole).Append(fraction);
        long scale = (long)exponent - fraction.Length;
        if (digits.Length > MaxDigits)
        {
            scale += digits.Length - MaxDigits - 1;
            bool rest = digits.ToString(MaxDigits, digits.Length - MaxDigits).AsSpan().ContainsAnyExcept('0');
            digits.Length = MaxDigits;
            digits.Append(rest ? '1' : '0');
        }

        BigInteger mantissa = BigInteger.Parse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        if (mantissa.IsZero)
        {
            number = Zero;
            return true;
        }

        if (Math.Abs(scale) > MaxDecimalExponent)
        {
            return false;
        }

        number = Scale(mantissa, (int)scale);
        number = negative ? number?.Negate() : number;
        return number is not null;
    }

    /// <summary>
    /// The shortest decimal digits that read back as the same number, without an exponent, as cty shows a number; null
    /// if that takes more than <paramref name="maxLength"/> characters.
    /// </summary>
    public string? Format(int maxLength = 10_000)
    {
        if (IsZero)
        {
            return "0";
        }

        // A bit is worth 0.3 digits.
        if (Math.Abs(Magnitude) * 0.30103 > maxLength)
        {
            return null;
        }

        string sign = Sign < 0 ? "-" : "";
        if (IsInteger && Magnitude <= Precision)
        {
            return sign + (BigInteger.Abs(Mantissa) << Exponent).ToString(CultureInfo.InvariantCulture);
        }

        (string digits, int point) = GetShortest();
        if (point <= 0)
        {
            return sign + "0." + new string('0', -point) + digits;
        }

        return point >= digits.Length
            ? sign + digits + new string('0', point - digits.Length)
            : string.Concat(sign, digits.AsSpan(0, point), ".", digits.AsSpan(point));
    }

    public override string ToString() => Format() ?? $"{Mantissa}p{Exponent}";

    private static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction, out int exponent)
    {
        exponent = 0;
        fraction = [];
        whole = text;
        int e = text.IndexOfAny('e', 'E');
        if (e >= 0)
        {
            ReadOnlySpan<char> power = text[(e + 1)..];
            bool signed = !power.IsEmpty && power[0] is '-' or '+';
            if (!IsDigits(signed ? power[1..] : power)
                || !int.TryParse(power, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent))
            {
                return false;
            }

            whole = text[..e];
        }

        int point = whole.IndexOf('.');
        if (point >= 0)
        {
            fraction = whole[(point + 1)..];
            whole = whole[..point];
        }

        return whole.Length + fraction.Length > 0 && (whole.IsEmpty || IsDigits(whole)) && (fraction.IsEmpty || IsDigits(fraction));
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>mantissa × 10^scale.</summary>
    private static BigNumber? Scale(BigInteger mantissa, int scale)
    {
        if (scale == 0)
        {
            return Round(mantissa, 0, Precision);
        }

        if (PowerOfFive(Math.Abs(scale)) is not { } power)
        {
            return null;
        }

        BigNumber? result = scale > 0
            ? Multiply(new BigNumber(mantissa, 0), power, Precision)
            : Divide(new BigNumber(mantissa, 0), power);
        return result is null ? null : Round(result.Mantissa, (long)result.Exponent + scale, Precision);
    }

    private static BigNumber? PowerOfFive(int exponent)
    {
        BigNumber? power = One;
        BigNumber? square = new(5, 0);
        for (int rest = exponent; rest > 0 && power is not null && square is not null; rest >>= 1)
        {
            if ((rest & 1) != 0)
            {
                power = Multiply(power, square, Precision + GuardBits);
            }

            square = Multiply(square, square, Precision + (2 * GuardBits));
        }

        return power;
    }

    /// <summary>Digits without trailing zeros and the place of the point before, in or behind them, for a number that is no whole one of up to 512 bits.</summary>
    private (string Digits, int Point) GetShortest()
    {
        // With a full mantissa, its neighbours lie one unit of the last bit away; half of that still reads back as this
        // number. Everything is scaled by 10^places, so that half a unit is whole.
        BigInteger magnitude = BigInteger.Abs(Mantissa);
        int widen = Precision - (int)magnitude.GetBitLength();
        int places = Math.Max(0, widen + 1 - Exponent);
        int shift = Math.Max(0, Exponent - widen - 1);
        BigInteger half = BigInteger.Pow(5, places) << shift;
        BigInteger value = (magnitude << (widen + 1)) * half;
        BigInteger lower = value - half;
        BigInteger upper = value + half;

        string exact = value.ToString(CultureInfo.InvariantCulture);
        int point = exact.Length - places;

        // The fewest digits of the value, cut or rounded up, that lie between the bounds; a tie reads back to the even one.
        int low = 1;
        int high = exact.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (TryCut(value, lower, upper, exact.Length - middle, out _))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        TryCut(value, lower, upper, exact.Length - low, out BigInteger cut);
        string digits = cut.ToString(CultureInfo.InvariantCulture);
        point += digits.Length - low;
        return (digits.TrimEnd('0'), point);
    }

    /// <summary>The value without its last <paramref name="drop"/> digits, to the nearer side, if that lies within the bounds.</summary>
    private static bool TryCut(BigInteger value, BigInteger lower, BigInteger upper, int drop, out BigInteger cut)
    {
        BigInteger unit = BigInteger.Pow(10, drop);
        BigInteger down = BigInteger.DivRem(value, unit, out BigInteger rest);
        BigInteger up = down + (rest.IsZero ? BigInteger.Zero : BigInteger.One);
        bool downFits = down * unit >= lower;
        bool upFits = up * unit <= upper;
        cut = downFits && (!upFits || rest * 2 < unit || (rest * 2 == unit && down.IsEven)) ? down : up;
        return downFits || upFits;
    }
}
