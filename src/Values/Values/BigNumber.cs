using System.Numerics;

namespace GcpLint.Values;

/// <summary>
/// A binary floating-point number of up to 512 bits, as Terraform computes with (Go's <c>big.Float</c> at precision
/// 512): <c>Mantissa × 2^Exponent</c>, the mantissa odd or zero, so that equal numbers have equal parts.
/// </summary>
public sealed partial class BigNumber : IEquatable<BigNumber>, IComparable<BigNumber>
{
    /// <summary>Terraform's precision in bits.</summary>
    public const int Precision = 512;

    public BigNumber(BigInteger mantissa, int exponent)
    {
        if (mantissa.IsZero)
        {
            exponent = 0;
        }
        else
        {
            int zeros = (int)BigInteger.TrailingZeroCount(BigInteger.Abs(mantissa));
            mantissa >>= zeros;
            exponent += zeros;
        }

        Mantissa = mantissa;
        Exponent = exponent;
    }

    public BigInteger Mantissa { get; }

    public int Exponent { get; }

    /// <summary>The nearest double; infinity where the range does not reach.</summary>
    public double ToDouble()
    {
        // Math.ScaleB rounds once if the mantissa has at most 64 significant bits, so the rest is cut with a sticky bit.
        BigInteger magnitude = BigInteger.Abs(Mantissa);
        int excess = (int)magnitude.GetBitLength() - 64;
        int exponent = Exponent;
        if (excess > 0)
        {
            BigInteger cut = magnitude >> excess;
            if (!(magnitude - (cut << excess)).IsZero)
            {
                cut |= BigInteger.One;
            }

            magnitude = cut;
            exponent += excess;
        }

        double result = Math.ScaleB((double)(ulong)magnitude, exponent);
        return Mantissa.Sign < 0 ? -result : result;
    }

    public bool Equals(BigNumber? other) => other is not null && Exponent == other.Exponent && Mantissa == other.Mantissa;

    public override bool Equals(object? obj) => Equals(obj as BigNumber);

    public override int GetHashCode() => HashCode.Combine(Mantissa, Exponent);

    public int CompareTo(BigNumber? other)
    {
        if (other is null)
        {
            return 1;
        }

        if (Mantissa.Sign != other.Mantissa.Sign || Mantissa.IsZero)
        {
            return Mantissa.Sign.CompareTo(other.Mantissa.Sign);
        }

        // Compare the magnitudes' sizes first: aligning exponents that lie far apart would make huge integers.
        long size = Mantissa.GetBitLength() + Exponent;
        long otherSize = other.Mantissa.GetBitLength() + other.Exponent;
        if (size != otherSize)
        {
            return Mantissa.Sign * size.CompareTo(otherSize);
        }

        int least = Math.Min(Exponent, other.Exponent);
        return (Mantissa << (Exponent - least)).CompareTo(other.Mantissa << (other.Exponent - least));
    }

    public static bool operator ==(BigNumber? left, BigNumber? right) => left?.Equals(right) ?? right is null;

    public static bool operator !=(BigNumber? left, BigNumber? right) => !(left == right);

    public static bool operator <(BigNumber left, BigNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(BigNumber left, BigNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(BigNumber left, BigNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(BigNumber left, BigNumber right) => left.CompareTo(right) >= 0;
}
