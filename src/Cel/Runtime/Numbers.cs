using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Numbers of different kinds lie on one line (specification, "Numeric Values"): compared by amount, without rounding.</summary>
internal static class Numbers
{
    /// <summary>The order of two numbers; null if one is NaN.</summary>
    public static int? Compare(in Value left, in Value right)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int)
        {
            return left.AsInt.CompareTo(right.AsInt);
        }

        if (left.Kind == ValueKind.Number || right.Kind == ValueKind.Number)
        {
            left.TryGetNumber(out double a);
            right.TryGetNumber(out double b);
            return Compare(a, b);
        }

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.UInt, ValueKind.UInt) => left.AsUInt.CompareTo(right.AsUInt),
            (ValueKind.Int, ValueKind.UInt) => left.AsInt < 0 ? -1 : ((ulong)left.AsInt).CompareTo(right.AsUInt),
            (ValueKind.UInt, ValueKind.Int) => right.AsInt < 0 ? 1 : left.AsUInt.CompareTo((ulong)right.AsInt),
            (ValueKind.Double, ValueKind.Double) => Compare(left.AsDouble, right.AsDouble),
            (ValueKind.Double, _) => -Compare(Whole(right), left.AsDouble),
            _ => Compare(Whole(left), right.AsDouble),
        };
    }

    private static Int128 Whole(in Value value) => value.Kind == ValueKind.UInt ? (Int128)value.AsUInt : value.AsInt;

    private static int? Compare(double left, double right) =>
        double.IsNaN(left) || double.IsNaN(right) ? null : left.CompareTo(right) is var order && left == right ? 0 : order;

    private static int? Compare(Int128 whole, double number)
    {
        if (double.IsNaN(number))
        {
            return null;
        }

        // Beyond 64 bits every double is farther out than any int; within them its whole part fits the wider integer exactly.
        if (Math.Abs(number) >= 36893488147419103232.0)
        {
            return number > 0 ? -1 : 1;
        }

        double floor = Math.Floor(number);
        int order = whole.CompareTo((Int128)floor);
        return order == 0 && number > floor ? -1 : order;
    }
}
