using System.Numerics;

namespace GcpLint.Values;

public sealed partial class BigNumber
{
    public static readonly BigNumber Zero = new(BigInteger.Zero, 0);

    public static readonly BigNumber One = new(BigInteger.One, 0);

    public bool IsZero => Mantissa.IsZero;

    public int Sign => Mantissa.Sign;

    public bool IsInteger => Exponent >= 0;

    /// <summary>The number of bits in front of the binary point; 0 or less for a fraction below 1.</summary>
    public long Magnitude => IsZero ? 0 : Length(Mantissa) + Exponent;

    public static BigNumber Of(long value) => new(value, 0);

    /// <summary>Exact where a double is.</summary>
    public static BigNumber? Of(double value)
    {
        if (!double.IsFinite(value))
        {
            return null;
        }

        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0)
        {
            exponent++;
        }
        else
        {
            mantissa |= 1L << 52;
        }

        return new BigNumber(bits < 0 ? -mantissa : mantissa, exponent - 1075);
    }

    /// <summary>The whole number towards zero; null if it has more than <paramref name="maxBits"/> bits.</summary>
    public BigInteger? Truncate(int maxBits = 4096)
    {
        if (Exponent < 0)
        {
            // Without the rounding of a negative shift towards minus infinity.
            BigInteger magnitude = -Exponent > Length(Mantissa) ? BigInteger.Zero : BigInteger.Abs(Mantissa) >> -Exponent;
            return Sign < 0 ? -magnitude : magnitude;
        }

        return Magnitude > maxBits ? null : Mantissa << Exponent;
    }

    public BigNumber Negate() => new(-Mantissa, Exponent);

    public BigNumber Abs() => Sign < 0 ? Negate() : this;

    /// <summary>The sum, rounded to <see cref="Precision"/> bits, to even; null where the exponent would overflow.</summary>
    public static BigNumber? Add(BigNumber left, BigNumber right)
    {
        if (left.IsZero || right.IsZero)
        {
            return left.IsZero ? right : left;
        }

        // The lesser one cannot reach the last bit of the greater one: aligning them would make a huge integer.
        const int TooFar = 4 * Precision;
        if (Math.Abs(left.Magnitude - right.Magnitude) > TooFar)
        {
            return left.Magnitude > right.Magnitude ? left : right;
        }

        int least = Math.Min(left.Exponent, right.Exponent);
        BigInteger sum = (left.Mantissa << (left.Exponent - least)) + (right.Mantissa << (right.Exponent - least));
        return Round(sum, least, Precision);
    }

    /// <inheritdoc cref="Add"/>
    public static BigNumber? Subtract(BigNumber left, BigNumber right) => Add(left, right.Negate());

    /// <inheritdoc cref="Add"/>
    public static BigNumber? Multiply(BigNumber left, BigNumber right) => Multiply(left, right, Precision);

    /// <summary>The quotient, rounded likewise; null also for a division by zero.</summary>
    public static BigNumber? Divide(BigNumber left, BigNumber right)
    {
        if (right.IsZero)
        {
            return null;
        }

        if (left.IsZero)
        {
            return Zero;
        }

        // Enough bits for the rounding, and one more that says whether the rest is zero.
        int shift = (int)Math.Max(0, Precision + 2 + Length(right.Mantissa) - Length(left.Mantissa));
        BigInteger quotient = BigInteger.DivRem(BigInteger.Abs(left.Mantissa) << shift, BigInteger.Abs(right.Mantissa), out BigInteger rest);
        quotient = (quotient << 1) | (rest.IsZero ? BigInteger.Zero : BigInteger.One);
        return Round(left.Sign * right.Sign < 0 ? -quotient : quotient, (long)left.Exponent - right.Exponent - shift - 1, Precision);
    }

    /// <summary>What is left when the truncated quotient is taken out, with the sign of <paramref name="left"/>; null as for <see cref="Divide"/>.</summary>
    public static BigNumber? Remainder(BigNumber left, BigNumber right)
    {
        if (Divide(left, right) is not { } quotient)
        {
            return null;
        }

        BigNumber whole = quotient.IsInteger ? quotient : new BigNumber(quotient.Truncate() ?? BigInteger.Zero, 0);
        return Multiply(whole, right) is { } product ? Subtract(left, product) : null;
    }

    /// <summary>The nearest number with <paramref name="precision"/> bits, to even; null where the exponent overflows.</summary>
    internal static BigNumber? Round(BigInteger mantissa, long exponent, int precision)
    {
        long excess = Length(mantissa) - precision;
        if (excess > 0)
        {
            int cut = (int)excess;
            BigInteger magnitude = BigInteger.Abs(mantissa);
            BigInteger kept = magnitude >> cut;
            BigInteger rest = magnitude - (kept << cut);
            int compared = rest.CompareTo(BigInteger.One << (cut - 1));
            if (compared > 0 || (compared == 0 && !kept.IsEven))
            {
                kept += BigInteger.One;
            }

            mantissa = mantissa.Sign < 0 ? -kept : kept;
            exponent += cut;
        }

        // Go's big.Float has a 32-bit exponent too. The constructor moves zeros of the mantissa into it.
        const int Slack = 1 << 20;
        return exponent is > int.MaxValue - Slack or < int.MinValue + Slack ? null : new BigNumber(mantissa, (int)exponent);
    }

    private static BigNumber? Multiply(BigNumber left, BigNumber right, int precision) =>
        Round(left.Mantissa * right.Mantissa, (long)left.Exponent + right.Exponent, precision);

    private static long Length(BigInteger mantissa) => BigInteger.Abs(mantissa).GetBitLength();
}
