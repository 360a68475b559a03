using System.Collections.Frozen;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>
/// The messages of google.protobuf that the specification gives a meaning of their own: they are the value inside. Other
/// messages are protobuf's and not part of this implementation.
/// </summary>
internal sealed class WellKnownMessage
{
    private const string Package = "google.protobuf.";

    private static readonly FrozenDictionary<string, WellKnownMessage> All = new WellKnownMessage[]
    {
        new("BoolValue", CelType.Bool, Value.False),
        new("StringValue", CelType.String, Value.EmptyString),
        new("BytesValue", CelType.Bytes, Value.Of([])),
        new("Int32Value", CelType.Int, Value.Of(0)),
        new("Int64Value", CelType.Int, Value.Of(0)),
        new("UInt32Value", CelType.UInt, Value.OfUInt(0)),
        new("UInt64Value", CelType.UInt, Value.OfUInt(0)),
        new("FloatValue", CelType.Double, Value.Of(0.0)),
        new("DoubleValue", CelType.Double, Value.Of(0.0)),
        new("Value", CelType.Dyn, ["null_value", "number_value", "string_value", "bool_value", "struct_value", "list_value"]),
        new("Struct", CelType.Map(CelType.String, CelType.Dyn), ["fields"]),
        new("ListValue", CelType.List(CelType.Dyn), ["values"]),
        new("Timestamp", CelType.Timestamp, ["seconds", "nanos"]),
        new("Duration", CelType.Duration, ["seconds", "nanos"]),
    }.ToFrozenDictionary(message => message.Name, StringComparer.Ordinal);

    private readonly Value _default;

    private WellKnownMessage(string name, CelType result, string[] fields)
    {
        Name = Package + name;
        Result = result;
        Fields = fields.ToFrozenSet(StringComparer.Ordinal);
    }

    private WellKnownMessage(string name, CelType result, Value defaultValue)
        : this(name, result, ["value"]) => _default = defaultValue;

    public string Name { get; }

    public CelType Result { get; }

    public FrozenSet<string> Fields { get; }

    public static WellKnownMessage? Find(string name) => All.GetValueOrDefault(name);

    /// <param name="fields">The values that were written; unfit ones have been passed by.</param>
    public Value Make(IReadOnlyDictionary<string, Value> fields)
    {
        switch (Name)
        {
            case Package + "Value":
                return fields.Count == 0 || fields.ContainsKey("null_value") ? Value.Null : fields.Values.First();
            case Package + "Struct":
                return fields.GetValueOrDefault("fields", Value.Of(ValueMap.Empty));
            case Package + "ListValue":
                return fields.GetValueOrDefault("values", Value.Of(ValueList.Empty));
            case Package + "Timestamp":
                return CelTimestamp.OfNanoseconds(Nanoseconds(fields));
            case Package + "Duration":
                return CelDuration.OfNanoseconds(Nanoseconds(fields));
            default:
                return MakeWrapper(fields.GetValueOrDefault("value", _default));
        }
    }

    private static Int128 Nanoseconds(IReadOnlyDictionary<string, Value> fields) =>
        ((Int128)fields.GetValueOrDefault("seconds").AsInt * CelDuration.NanosecondsPerSecond) + fields.GetValueOrDefault("nanos").AsInt;

    private Value MakeWrapper(Value value)
    {
        if (!Result.Accepts(value))
        {
            return CelError.Of($"{Name}.value must be {Result}, not {TypeNames.NameOf(value)}");
        }

        bool fits = Name switch
        {
            Package + "Int32Value" => value.AsInt is >= int.MinValue and <= int.MaxValue,
            Package + "UInt32Value" => value.AsUInt <= uint.MaxValue,
            _ => true,
        };
        return !fits ? CelError.Of($"{Name}.value does not fit 32 bits") : Name == Package + "FloatValue" ? Value.Of((double)(float)value.AsDouble) : value;
    }
}
