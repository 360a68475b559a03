namespace GcpLint.Values;

/// <summary>What a <see cref="Value"/> is.</summary>
public enum ValueKind : byte
{
    /// <summary>Nobody wrote it. The kind of <c>default(Value)</c>.</summary>
    Absent,

    /// <summary>There is a value, but it is not known here; <see cref="Value.UnknownReason"/> says why.</summary>
    Unknown,

    /// <summary>Null, as it was written or computed.</summary>
    Null,
    Bool,

    /// <summary>A whole number that fits 64 bits with a sign.</summary>
    Int,

    /// <summary>CEL's unsigned 64-bit number. HCL, YAML and JSON never make one.</summary>
    UInt,

    /// <summary>A binary floating-point number: CEL's double, a fraction in YAML or JSON.</summary>
    Double,

    /// <summary>A number of HCL that <see cref="Int"/> cannot hold; the payload is the language's own number type.</summary>
    Number,
    String,
    Bytes,

    /// <summary>A sequence: HCL's list and tuple, a sequence of YAML, an array of JSON, CEL's list.</summary>
    List,

    /// <summary>HCL's set: no order, no equal elements.</summary>
    Set,

    /// <summary>Keys and values in the order of the source: HCL's map and object, a mapping, CEL's map.</summary>
    Map,

    /// <summary>A value of one language alone: CEL's timestamp, duration, type and optional; HCL's capsule.</summary>
    Other,
}
