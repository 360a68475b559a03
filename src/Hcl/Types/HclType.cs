using System.Collections.Immutable;
using System.Text;

namespace GcpLint.Hcl.Types;

/// <summary>The kinds of types of HCL's information model.</summary>
public enum HclTypeKind : byte
{
    /// <summary>Any type: <c>any</c>, the type of <c>null</c>, what is not known yet.</summary>
    Dynamic,
    Bool,
    Number,
    String,
    List,
    Set,
    Map,
    Tuple,
    Object,
}

/// <summary>An attribute of an object type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Optional">A value without it may be converted to the type, and has null there: <c>optional(T)</c>.</param>
public sealed record HclTypeAttribute(string Name, HclType Type, bool Optional = false);

/// <summary>A type of HCL, as go-cty has them. Immutable; equal by structure.</summary>
public sealed class HclType : IEquatable<HclType>
{
    public static readonly HclType Dynamic = new(HclTypeKind.Dynamic);
    public static readonly HclType Bool = new(HclTypeKind.Bool);
    public static readonly HclType Number = new(HclTypeKind.Number);
    public static readonly HclType String = new(HclTypeKind.String);
    public static readonly HclType EmptyTuple = new(HclTypeKind.Tuple);
    public static readonly HclType EmptyObject = new(HclTypeKind.Object);

    private readonly int _hash;

    private HclType(HclTypeKind kind, HclType? element = null, ImmutableArray<HclType> elements = default, ImmutableArray<HclTypeAttribute> attributes = default)
    {
        Kind = kind;
        Element = element ?? this;
        Elements = elements.IsDefault ? [] : elements;
        Attributes = attributes.IsDefault ? [] : attributes;
        HasDynamic = kind == HclTypeKind.Dynamic || (element?.HasDynamic ?? false)
            || Elements.Any(item => item.HasDynamic) || Attributes.Any(attribute => attribute.Type.HasDynamic);
        var hash = default(HashCode);
        hash.Add(kind);
        hash.Add(element?._hash);
        foreach (HclType item in Elements)
        {
            hash.Add(item._hash);
        }

        foreach (HclTypeAttribute attribute in Attributes)
        {
            hash.Add(attribute.Name, StringComparer.Ordinal);
            hash.Add(attribute.Type._hash);
        }

        _hash = hash.ToHashCode();
    }

    public HclTypeKind Kind { get; }

    /// <summary>Of a list, set or map; the type itself for every other kind.</summary>
    public HclType Element { get; }

    /// <summary>Of a tuple; else empty.</summary>
    public ImmutableArray<HclType> Elements { get; }

    /// <summary>Of an object, in the order of their names; else empty.</summary>
    public ImmutableArray<HclTypeAttribute> Attributes { get; }

    /// <summary>It is or contains <see cref="Dynamic"/>.</summary>
    public bool HasDynamic { get; }

    public bool IsDynamic => Kind == HclTypeKind.Dynamic;

    public bool IsPrimitive => Kind is HclTypeKind.Bool or HclTypeKind.Number or HclTypeKind.String;

    /// <summary>List, set or map: all elements are of one type.</summary>
    public bool IsCollection => Kind is HclTypeKind.List or HclTypeKind.Set or HclTypeKind.Map;

    public static HclType List(HclType element) => new(HclTypeKind.List, element);

    public static HclType Set(HclType element) => new(HclTypeKind.Set, element);

    public static HclType Map(HclType element) => new(HclTypeKind.Map, element);

    public static HclType Tuple(ImmutableArray<HclType> elements) => elements.IsEmpty ? EmptyTuple : new(HclTypeKind.Tuple, elements: elements);

    public static HclType Object(IEnumerable<HclTypeAttribute> attributes)
    {
        ImmutableArray<HclTypeAttribute> sorted = [.. attributes.OrderBy(attribute => attribute.Name, StringComparer.Ordinal)];
        return sorted.IsEmpty ? EmptyObject : new(HclTypeKind.Object, attributes: sorted);
    }

    /// <summary>The attribute of an object type, null if it has none of that name.</summary>
    public HclTypeAttribute? GetAttribute(string name)
    {
        int low = 0;
        int high = Attributes.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int compared = string.CompareOrdinal(Attributes[middle].Name, name);
            if (compared == 0)
            {
                return Attributes[middle];
            }

            (low, high) = compared < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        return null;
    }

    /// <summary>The same with every attribute required: the type that a value has after conversion.</summary>
    public HclType WithoutOptional() => Kind switch
    {
        HclTypeKind.List => List(Element.WithoutOptional()),
        HclTypeKind.Set => Set(Element.WithoutOptional()),
        HclTypeKind.Map => Map(Element.WithoutOptional()),
        HclTypeKind.Tuple => Tuple([.. Elements.Select(element => element.WithoutOptional())]),
        HclTypeKind.Object => Object(Attributes.Select(attribute => new HclTypeAttribute(attribute.Name, attribute.Type.WithoutOptional()))),
        _ => this,
    };

    public bool Equals(HclType? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || _hash != other._hash || Kind != other.Kind
            || Elements.Length != other.Elements.Length || Attributes.Length != other.Attributes.Length)
        {
            return false;
        }

        if (IsCollection)
        {
            return Element.Equals(other.Element);
        }

        for (int i = 0; i < Elements.Length; i++)
        {
            if (!Elements[i].Equals(other.Elements[i]))
            {
                return false;
            }
        }

        for (int i = 0; i < Attributes.Length; i++)
        {
            if (Attributes[i] != other.Attributes[i])
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as HclType);

    public override int GetHashCode() => _hash;

    /// <summary>As messages name it: "list of string", "object", "bool".</summary>
    public string FriendlyName => Kind switch
    {
        HclTypeKind.Dynamic => "dynamic",
        HclTypeKind.List => "list of " + Element.FriendlyName,
        HclTypeKind.Set => "set of " + Element.FriendlyName,
        HclTypeKind.Map => "map of " + Element.FriendlyName,
        _ => Keyword,
    };

    private string Keyword => Kind switch
    {
        HclTypeKind.Dynamic => "any",
        HclTypeKind.Bool => "bool",
        HclTypeKind.Number => "number",
        HclTypeKind.String => "string",
        HclTypeKind.List => "list",
        HclTypeKind.Set => "set",
        HclTypeKind.Map => "map",
        HclTypeKind.Tuple => "tuple",
        _ => "object",
    };

    /// <summary>As a type constraint: <c>list(object({a=string,b=optional(number)}))</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        text.Append(Keyword);
        switch (Kind)
        {
            case HclTypeKind.List or HclTypeKind.Set or HclTypeKind.Map:
                text.Append('(');
                Element.Append(text);
                text.Append(')');
                break;
            case HclTypeKind.Tuple:
                text.Append("([");
                for (int i = 0; i < Elements.Length; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Elements[i].Append(text);
                }

                text.Append("])");
                break;
            case HclTypeKind.Object:
                AppendAttributes(text);
                break;
        }
    }

    private void AppendAttributes(StringBuilder text)
    {
        text.Append("({");
        for (int i = 0; i < Attributes.Length; i++)
        {
            text.Append(i > 0 ? "," : "").Append(Attributes[i].Name).Append(Attributes[i].Optional ? "=optional(" : "=");
            Attributes[i].Type.Append(text);
            text.Append(Attributes[i].Optional ? ")" : "");
        }

        text.Append("})");
    }
}
