using System.Collections.Frozen;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>The names of types, as expressions write them and <c>type(x)</c> gives them.</summary>
internal static class TypeNames
{
    private static readonly FrozenDictionary<string, Value> Types = new[]
    {
        "bool", "int", "uint", "double", "string", "bytes", "list", "map", "null_type", "type", "optional_type",
        "google.protobuf.Timestamp", "google.protobuf.Duration", "net.IP", "net.CIDR",
    }.ToFrozenDictionary(name => name, name => Value.OfOther(new CelTypeValue(name)), StringComparer.Ordinal);

    /// <summary>The value that a type's name, or the name of an enumeration's constant, stands for.</summary>
    public static Value? Find(string name)
    {
        if (name == "google.protobuf.NullValue.NULL_VALUE")
        {
            return Value.Of(0);
        }

        return Types.TryGetValue(name, out Value type) ? type : null;
    }

    public static Value ValueOf(in Value value) => Types.TryGetValue(NameOf(value), out Value type) ? type : Value.OfOther(new CelTypeValue(NameOf(value)));

    public static string NameOf(in Value value) => value.Kind switch
    {
        ValueKind.Absent or ValueKind.Null => "null_type",
        ValueKind.Bool => "bool",
        ValueKind.Int => "int",
        ValueKind.UInt => "uint",
        ValueKind.Double or ValueKind.Number => "double",
        ValueKind.String => "string",
        ValueKind.Bytes => "bytes",
        ValueKind.List or ValueKind.Set => "list",
        ValueKind.Map => "map",
        _ => value.AsOther switch
        {
            CelTypeValue => "type",
            CelOptional => "optional_type",
            CelTimestamp => "google.protobuf.Timestamp",
            CelDuration => "google.protobuf.Duration",
            IpAddress => "net.IP",
            IpPrefix => "net.CIDR",
            _ => "unknown",
        },
    };

    /// <summary>The static type of a constant.</summary>
    public static CelType TypeOf(in Value value) => value.Kind switch
    {
        ValueKind.Null => CelType.Null,
        ValueKind.Bool => CelType.Bool,
        ValueKind.Int => CelType.Int,
        ValueKind.UInt => CelType.UInt,
        ValueKind.Double => CelType.Double,
        ValueKind.String => CelType.String,
        ValueKind.Bytes => CelType.Bytes,
        ValueKind.Other when value.AsOther is CelTypeValue => CelType.Type,
        _ => CelType.Dyn,
    };
}
