using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The conversions, <c>type</c>, <c>dyn</c> and <c>size</c> of the specification.</summary>
internal static class ConversionFunctions
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    private static readonly CelType T = CelType.Parameter("T");
    private static readonly CelType K = CelType.Parameter("K");

    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("dyn", Global(T, CelType.Dyn, value => value)),
        Function("type", Global(T, CelType.Type, value => TypeNames.ValueOf(value))),
        Function(
            "bool",
            Global(CelType.Bool, CelType.Bool, value => value),
            Global(CelType.String, CelType.Bool, value => ToBool(value.AsString))),
        Function(
            "int",
            Global(CelType.Int, CelType.Int, value => value),
            Global(CelType.UInt, CelType.Int, value => value.AsUInt <= long.MaxValue ? Value.Of((long)value.AsUInt) : OutOfRange("int")),
            Global(CelType.Double, CelType.Int, ToInt),
            Global(CelType.String, CelType.Int, ParseInt),
            Global(CelType.Timestamp, CelType.Int, value => value.AsOther is CelTimestamp time ? Value.Of(time.Seconds) : value)),
        Function(
            "uint",
            Global(CelType.UInt, CelType.UInt, value => value),
            Global(CelType.Int, CelType.UInt, value => value.AsInt >= 0 ? Value.OfUInt((ulong)value.AsInt) : OutOfRange("uint")),
            Global(CelType.Double, CelType.UInt, ToUInt),
            Global(CelType.String, CelType.UInt, ParseUInt)),
        Function(
            "double",
            Global(CelType.Double, CelType.Double, AsDouble),
            Global(CelType.Int, CelType.Double, AsDouble),
            Global(CelType.UInt, CelType.Double, AsDouble),
            Global(CelType.String, CelType.Double, ParseDouble)),
        Function(
            "string",
            Global(CelType.String, CelType.String, value => value),
            Global(CelType.Bool, CelType.String, value => Value.Of(value.AsBool ? "true" : "false")),
            Global(CelType.Int, CelType.String, value => Value.Of(value.AsInt.ToString(CultureInfo.InvariantCulture))),
            Global(CelType.UInt, CelType.String, value => Value.Of(value.AsUInt.ToString(CultureInfo.InvariantCulture))),
            Global(CelType.Double, CelType.String, value => value.TryGetNumber(out double number) ? Value.Of(NumberText.Of(number)) : value),
            Global(CelType.Bytes, CelType.String, FromUtf8),
            Global(CelType.Timestamp, CelType.String, value => Value.Of($"{value.AsOther}")),
            Global(CelType.Duration, CelType.String, value => Value.Of($"{value.AsOther}"))),
        Function(
            "bytes",
            Global(CelType.Bytes, CelType.Bytes, value => value),
            Global(CelType.String, CelType.Bytes, value => Value.Of(ImmutableArray.Create(Encoding.UTF8.GetBytes(value.AsString))))),
        Function("size", [.. Sizes(isMember: false), .. Sizes(isMember: true)]),
    ];

    private static IEnumerable<CelOverload> Sizes(bool isMember)
    {
        yield return Any(isMember, [CelType.String], CelType.Int, (scoped arguments, ref frame) =>
            frame.Pay(Cost.OfText(arguments[0].AsString.Length)) ? Value.Of((long)CodePoints.Count(arguments[0].AsString)) : Frame.Exhausted);
        yield return Any(isMember, [CelType.Bytes], CelType.Int, (scoped arguments, ref _) => Value.Of((long)arguments[0].AsBytes.Length));
        yield return Any(isMember, [CelType.List(T)], CelType.Int, (scoped arguments, ref _) =>
            ValueStates.OpenEnd(arguments[0].AsList) ?? Value.Of((long)arguments[0].AsList.Count));
        yield return Any(isMember, [CelType.Map(K, T)], CelType.Int, (scoped arguments, ref _) => Value.Of((long)arguments[0].AsMap.Count));
    }

    private static Value AsDouble(Value value) => value.TryGetNumber(out double number) ? Value.Of(number) : value;

    private static Value ToBool(string text) => text switch
    {
        "1" or "t" or "true" or "TRUE" or "True" => Value.True,
        "0" or "f" or "false" or "FALSE" or "False" => Value.False,
        _ => CelError.Of($"not a bool: '{text}'"),
    };

    /// <summary>Towards zero. The ends of the range are no ints: as doubles they stand for numbers around them as well.</summary>
    private static Value ToInt(Value value) =>
        value.TryGetNumber(out double number) && number is > -9223372036854775808.0 and < 9223372036854775808.0 ? Value.Of((long)number) : OutOfRange("int");

    private static Value ToUInt(Value value) =>
        value.TryGetNumber(out double number) && number is >= 0 and < 18446744073709551616.0 ? Value.OfUInt((ulong)number) : OutOfRange("uint");

    private static Value ParseInt(Value value) =>
        long.TryParse(value.AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? Value.Of(number) : NotA("int", value);

    private static Value ParseUInt(Value value) =>
        ulong.TryParse(value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out ulong number) ? Value.OfUInt(number) : NotA("uint", value);

    private static Value ParseDouble(Value value) =>
        double.TryParse(value.AsString, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Value.Of(number) : NotA("double", value);

    private static Value FromUtf8(Value value)
    {
        try
        {
            return Value.Of(StrictUtf8.GetString(value.AsBytes.AsSpan()));
        }
        catch (DecoderFallbackException)
        {
            return CelError.Of("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static Value OutOfRange(string type) => CelError.Of($"{type} overflow: the number is out of range");

    private static Value NotA(string type, in Value value) => CelError.Of($"not a number of type {type}: '{value.AsString}'");
}
