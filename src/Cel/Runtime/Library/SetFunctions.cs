using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension sets: lists compared without regard to order and repetition.</summary>
internal static class SetFunctions
{
    private static readonly CelType Ts = CelType.List(CelType.Parameter("T"));

    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("sets.contains", Any(false, [Ts, Ts], CelType.Bool, (scoped arguments, ref frame) => ContainsAll(arguments[0].AsList, arguments[1].AsList, ref frame))),
        Function("sets.equivalent", Any(false, [Ts, Ts], CelType.Bool, Equivalent)),
        Function("sets.intersects", Any(false, [Ts, Ts], CelType.Bool, Intersects)),
    ];

    private static Value ContainsAll(ValueList list, ValueList parts, ref Frame frame)
    {
        Value result = Value.True;
        foreach (Value part in parts)
        {
            Value contained = Comparison.Contains(list, part, ref frame);
            if (contained.Kind == ValueKind.Bool && !contained.AsBool)
            {
                return contained;
            }

            result = contained.IsUnfit ? contained : result;
        }

        return result;
    }

    private static Value Equivalent(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        Value forth = ContainsAll(arguments[0].AsList, arguments[1].AsList, ref frame);
        if (forth.Kind == ValueKind.Bool && !forth.AsBool)
        {
            return forth;
        }

        Value back = ContainsAll(arguments[1].AsList, arguments[0].AsList, ref frame);
        return back.AsBool ? forth : back;
    }

    private static Value Intersects(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        Value result = Value.False;
        foreach (Value item in arguments[1].AsList)
        {
            Value contained = Comparison.Contains(arguments[0].AsList, item, ref frame);
            if (contained.AsBool)
            {
                return contained;
            }

            result = contained.IsUnfit ? contained : result;
        }

        return result;
    }
}
