using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension math: operations on the bits of int and uint.</summary>
internal static class BitFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Bitwise("math.bitAnd", (a, b) => a & b),
        Bitwise("math.bitOr", (a, b) => a | b),
        Bitwise("math.bitXor", (a, b) => a ^ b),
        Function(
            "math.bitNot",
            Global(CelType.Int, CelType.Int, value => Value.Of(~value.AsInt)),
            Global(CelType.UInt, CelType.UInt, value => Value.OfUInt(~value.AsUInt))),
        Shift("math.bitShiftLeft", (bits, count) => bits << count),
        Shift("math.bitShiftRight", (bits, count) => bits >> count),
    ];

    private static CelFunction Bitwise(string name, Func<ulong, ulong, ulong> body) => Function(
        name,
        Global(CelType.Int, CelType.Int, CelType.Int, (a, b) => Value.Of(unchecked((long)body((ulong)a.AsInt, (ulong)b.AsInt)))),
        Global(CelType.UInt, CelType.UInt, CelType.UInt, (a, b) => Value.OfUInt(body(a.AsUInt, b.AsUInt))));

    /// <summary>Also an int is shifted as bits, without its sign; 64 and more shift all out.</summary>
    private static CelFunction Shift(string name, Func<ulong, int, ulong> body) => Function(
        name,
        Global(CelType.Int, CelType.Int, CelType.Int, (bits, count) => Shifted(count, places => Value.Of(unchecked((long)body((ulong)bits.AsInt, places))), Value.Of(0))),
        Global(CelType.UInt, CelType.Int, CelType.UInt, (bits, count) => Shifted(count, places => Value.OfUInt(body(bits.AsUInt, places)), Value.OfUInt(0))));

    private static Value Shifted(in Value count, Func<int, Value> shift, in Value allOut) => count.AsInt switch
    {
        < 0 => CelError.Of($"a negative shift: {count.AsInt}"),
        >= 64 => allOut,
        var places => shift((int)places),
    };
}
