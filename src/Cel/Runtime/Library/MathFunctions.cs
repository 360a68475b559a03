using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension math, but for its operations on bits.</summary>
internal static class MathFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Variadic("math.greatest", (scoped arguments, ref frame) => Extreme(arguments, 1, ref frame)),
        Variadic("math.least", (scoped arguments, ref frame) => Extreme(arguments, -1, ref frame)),
        OfDouble("math.ceil", Math.Ceiling),
        OfDouble("math.floor", Math.Floor),
        OfDouble("math.round", number => Math.Round(number, MidpointRounding.AwayFromZero)),
        OfDouble("math.trunc", Math.Truncate),
        Test("math.isNaN", double.IsNaN),
        Test("math.isInf", double.IsInfinity),
        Test("math.isFinite", double.IsFinite),
        Function(
            "math.abs",
            Global(CelType.Int, CelType.Int, value => value.AsInt == long.MinValue ? CelError.Of("integer overflow") : Value.Of(Math.Abs(value.AsInt))),
            Global(CelType.UInt, CelType.UInt, value => value),
            Global(CelType.Double, CelType.Double, value => Value.Of(Math.Abs(Number(value))))),
        Function(
            "math.sign",
            Global(CelType.Int, CelType.Int, value => Value.Of((long)Math.Sign(value.AsInt))),
            Global(CelType.UInt, CelType.UInt, value => Value.OfUInt(Math.Min(1, value.AsUInt))),
            Global(CelType.Double, CelType.Double, value => Value.Of(double.IsNaN(Number(value)) ? double.NaN : Math.Sign(Number(value))))),
        Function(
            "math.sqrt",
            Global(CelType.Int, CelType.Double, value => Value.Of(Math.Sqrt(Number(value)))),
            Global(CelType.UInt, CelType.Double, value => Value.Of(Math.Sqrt(Number(value)))),
            Global(CelType.Double, CelType.Double, value => Value.Of(Math.Sqrt(Number(value))))),
    ];

    private static double Number(in Value value) => value.TryGetNumber(out double number) ? number : double.NaN;

    private static CelFunction Variadic(string name, BudgetedImplementation body) =>
        Function(name, new CelOverload(false, [CelType.Dyn], CelType.Dyn, body) { IsVariadic = true });

    private static CelFunction OfDouble(string name, Func<double, double> body) =>
        Function(name, Global(CelType.Double, CelType.Double, value => Value.Of(body(Number(value)))));

    private static CelFunction Test(string name, Func<double, bool> body) =>
        Function(name, Global(CelType.Double, CelType.Bool, value => Value.Of(body(Number(value)))));

    /// <param name="arguments">Numbers, or one list of them.</param>
    /// <param name="sign">1 for the greatest, -1 for the least.</param>
    /// <param name="frame">Pays for the elements.</param>
    private static Value Extreme(scoped ReadOnlySpan<Value> arguments, int sign, ref Frame frame)
    {
        bool isList = arguments is [{ Kind: ValueKind.List or ValueKind.Set }];
        ReadOnlySpan<Value> values = isList ? arguments[0].AsList.Items.AsSpan() : arguments;
        Value best = default;
        foreach (Value value in values)
        {
            if (!value.IsNumber)
            {
                return value.IsUnknown ? value : CelError.Of($"no such overload: a number is expected, not {TypeNames.NameOf(value)}");
            }

            if (!frame.Pay(1))
            {
                return Frame.Exhausted;
            }

            best = best.IsAbsent || Numbers.Compare(value, best) * sign > 0 ? value : best;
        }

        return best.IsAbsent ? CelError.Of("the list has no element") : best;
    }
}
