using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Numbers of different kinds lie on one line (specification, "Numeric Values") and are compared by amount.</summary>
internal static class Numbers
{
    /// <summary>The order of two numbers; null if one is NaN.</summary>
    public static int? Compare(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int)
        {
            return left.AsInt.CompareTo(right.AsInt);
        }

        switch (left.Kind, right.Kind)
        {
            case (ValueKind.UInt, ValueKind.UInt):
                return left.AsUInt.CompareTo(right.AsUInt);
            case (ValueKind.Int, ValueKind.UInt):
                return left.AsInt < 0 ? -1 : ((ulong)left.AsInt).CompareTo(right.AsUInt);
            case (ValueKind.UInt, ValueKind.Int):
                return right.AsInt < 0 ? 1 : left.AsUInt.CompareTo((ulong)right.AsInt);
            default:
                // The suite asks for 9223372036854775807 >= 9223372036854775808.0: beside a double an int counts as one.
                left.TryGetNumber(out double a);
                right.TryGetNumber(out double b);
                return a == b ? 0 : a < b ? -1 : a > b ? 1 : null;
        }
    }
}
