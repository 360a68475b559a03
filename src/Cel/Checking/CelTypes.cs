using GcpLint.Cel.Runtime;
using GcpLint.Values;

namespace GcpLint.Cel;

internal sealed record CelSimpleType(string Name) : CelType
{
    internal override bool Accepts(in Value value) => Name switch
    {
        "dyn" => true,
        "null_type" => value.Kind is ValueKind.Null or ValueKind.Absent,
        "bool" => value.Kind == ValueKind.Bool,
        "int" => value.Kind == ValueKind.Int,
        "uint" => value.Kind == ValueKind.UInt,
        "double" => value.Kind is ValueKind.Double or ValueKind.Number,
        "string" => value.Kind == ValueKind.String,
        "bytes" => value.Kind == ValueKind.Bytes,
        _ => value.AsOther switch
        {
            CelTimestamp => Equals(Timestamp),
            CelDuration => Equals(Duration),
            CelTypeValue => Equals(Type),
            IpAddress => Equals(Ip),
            IpPrefix => Equals(Cidr),
            _ => false,
        },
    };

    private protected override string Describe() => Name;
}

internal sealed record CelListType(CelType Element) : CelType
{
    internal override bool Accepts(in Value value) => value.Kind is ValueKind.List or ValueKind.Set;

    private protected override string Describe() => $"list({Element})";
}

internal sealed record CelMapType(CelType Key, CelType Value) : CelType
{
    internal override bool Accepts(in Value value) => value.Kind == ValueKind.Map;

    private protected override string Describe() => $"map({Key}, {Value})";
}

internal sealed record CelOptionalType(CelType Value) : CelType
{
    internal override bool Accepts(in Value value) => value.AsOther is CelOptional;

    private protected override string Describe() => $"optional_type({Value})";
}

internal sealed record CelTypeParameter(string Name) : CelType
{
    internal override bool Accepts(in Value value) => true;

    private protected override string Describe() => Name;
}

/// <summary>Two are the same type if their names are: schemas may refer to themselves.</summary>
internal sealed record CelObjectType(string Name, ICelFields Fields) : CelType
{
    public bool Equals(CelObjectType? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);

    internal override bool Accepts(in Value value) => value.Kind == ValueKind.Map;

    private protected override string Describe() => Name;
}
