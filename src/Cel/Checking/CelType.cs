using GcpLint.Values;

namespace GcpLint.Cel;

/// <summary>What a checked expression gives. Types are compared by what they say, not by reference.</summary>
public abstract record CelType
{
    private protected CelType()
    {
    }

    /// <summary>Known only at evaluation; fits everywhere.</summary>
    public static CelType Dyn { get; } = new CelSimpleType("dyn");

    public static CelType Null { get; } = new CelSimpleType("null_type");

    public static CelType Bool { get; } = new CelSimpleType("bool");

    public static CelType Int { get; } = new CelSimpleType("int");

    public static CelType UInt { get; } = new CelSimpleType("uint");

    public static CelType Double { get; } = new CelSimpleType("double");

    public static CelType String { get; } = new CelSimpleType("string");

    public static CelType Bytes { get; } = new CelSimpleType("bytes");

    public static CelType Timestamp { get; } = new CelSimpleType("google.protobuf.Timestamp");

    public static CelType Duration { get; } = new CelSimpleType("google.protobuf.Duration");

    /// <summary>The type of types: what <c>type(x)</c> gives.</summary>
    public static CelType Type { get; } = new CelSimpleType("type");

    internal static CelType Ip { get; } = new CelSimpleType("net.IP");

    internal static CelType Cidr { get; } = new CelSimpleType("net.CIDR");

    public static CelType List(CelType element) => new CelListType(element);

    public static CelType Map(CelType key, CelType value) => new CelMapType(key, value);

    public static CelType Optional(CelType value) => new CelOptionalType(value);

    /// <summary>A type that a call chooses: the same letter is the same type in all parameters and the result of a function.</summary>
    public static CelType Parameter(string name) => new CelTypeParameter(name);

    /// <summary>A map whose keys are declared: selecting another one is an error of the expression, found when it is compiled.</summary>
    public static CelType Object(string name, IReadOnlyDictionary<string, CelType> fields) =>
        new CelObjectType(name, new DeclaredFields(fields));

    /// <inheritdoc cref="Object(string, IReadOnlyDictionary{string, CelType})"/>
    public static CelType Object(string name, ICelFields fields) => new CelObjectType(name, fields);

    /// <summary>The type of a list's elements; null for what is no list.</summary>
    public CelType? ElementType => (this as CelListType)?.Element;

    /// <summary>It has declared fields, or is a map.</summary>
    public bool HasFields => this is CelObjectType or CelMapType;

    /// <summary>What selecting a field gives; null if there is none of this name.</summary>
    public CelType? FieldType(string name) => this switch
    {
        CelObjectType declared => declared.Fields.TypeOf(name),
        CelMapType map => map.Value,
        _ => this == Dyn ? Dyn : null,
    };

    /// <summary>The declared fields; empty for what has none.</summary>
    public IEnumerable<string> FieldNames => this is CelObjectType declared ? declared.Fields.Names : [];

    /// <summary>Whether a value can be an argument for a parameter of this type: looks at the value's own kind, not into lists and maps.</summary>
    internal abstract bool Accepts(in Value value);

    public sealed override string ToString() => Describe();

    private protected abstract string Describe();

    private sealed class DeclaredFields(IReadOnlyDictionary<string, CelType> fields) : ICelFields
    {
        public IEnumerable<string> Names => fields.Keys;

        public CelType? TypeOf(string field) => fields.GetValueOrDefault(field);
    }
}

/// <summary>The fields of a declared object. Implemented by hosts that have schemas of their own; must not change.</summary>
public interface ICelFields
{
    /// <summary>For proposals after a misspelt name.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>Null if there is no such field.</summary>
    CelType? TypeOf(string field);

    /// <summary>The strings that a field can be: comparing it with one that is like them, but none of them, is a mistake. Null if it can be any.</summary>
    IReadOnlyCollection<string>? ValuesOf(string field) => null;
}
