using GcpLint.Values;

namespace GcpLint.Hcl.Types;

/// <summary>Arithmetic of HCL: 64-bit integers while they reach, else 512-bit binary fractions.</summary>
internal static class HclNumbers
{
    public static BigNumber ToBig(Value value) => value.Kind switch
    {
        ValueKind.Int => BigNumber.Of(value.AsInt),
        ValueKind.Number => value.AsBigNumber ?? BigNumber.Zero,
        ValueKind.UInt => new BigNumber(value.AsUInt, 0),
        ValueKind.Double => BigNumber.Of(value.AsDouble) ?? BigNumber.Zero,
        _ => BigNumber.Zero,
    };

    public static int Compare(Value left, Value right) =>
        left.Kind == ValueKind.Int && right.Kind == ValueKind.Int
            ? left.AsInt.CompareTo(right.AsInt)
            : ToBig(left).CompareTo(ToBig(right));

    /// <summary>A whole number that fits 32 bits.</summary>
    public static bool TryGetInt32(Value value, out int result)
    {
        result = 0;
        if (!TryGetInt64(value, out long whole) || whole is < int.MinValue or > int.MaxValue)
        {
            return false;
        }

        result = (int)whole;
        return true;
    }

    public static bool TryGetInt64(Value value, out long result)
    {
        if (value.Kind == ValueKind.Int)
        {
            result = value.AsInt;
            return true;
        }

        BigNumber number = ToBig(value);
        result = 0;
        if (!value.IsNumber || !number.IsInteger || number.Magnitude > 63)
        {
            return false;
        }

        result = (long)(number.Mantissa << number.Exponent);
        return true;
    }

    /// <summary>As <c>tostring</c> writes it; null where that would be too long to be meant.</summary>
    public static string? Format(Value value) => value.Kind == ValueKind.Int
        ? value.AsInt.ToString(System.Globalization.CultureInfo.InvariantCulture)
        : ToBig(value).Format();
}
