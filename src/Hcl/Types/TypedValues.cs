using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Hcl.Types;

/// <summary>HCL's types of values, and the making of values with types.</summary>
public static class TypedValues
{
    /// <summary>
    /// The type of a value. A list without a type of its own is a tuple, a map without one an object: so values of YAML
    /// and JSON are what HCL would have made of them.
    /// </summary>
    public static HclType GetHclType(this Value value) => value.Kind switch
    {
        ValueKind.Bool => HclType.Bool,
        ValueKind.Int or ValueKind.UInt or ValueKind.Double or ValueKind.Number => HclType.Number,
        ValueKind.String => HclType.String,
        ValueKind.List => value.AsList.GetType(ComputeTuple) as HclType ?? HclType.Dynamic,
        ValueKind.Set => value.AsList.Type as HclType ?? HclType.Set(HclType.Dynamic),
        ValueKind.Map => value.AsMap.GetType(ComputeObject) as HclType ?? HclType.Dynamic,
        _ => value.Type as HclType ?? HclType.Dynamic,
    };

    public static Value Tuple(ImmutableArray<Value> items) => Value.Of(new ValueList(items));

    public static Value List(HclType element, ImmutableArray<Value> items) => Value.Of(new ValueList(items, HclType.List(element)));

    /// <summary>A set: equal elements once, in cty's order, which is by amount or by text for primitive types.</summary>
    public static Value Set(HclType element, IEnumerable<Value> items)
    {
        var seen = new HashSet<Value>();
        var kept = ImmutableArray.CreateBuilder<Value>();
        foreach (Value item in items)
        {
            // Unknown elements may turn out different: each is kept.
            if (item.IsUnknown || seen.Add(item))
            {
                kept.Add(item);
            }
        }

        if (element.IsPrimitive)
        {
            kept.Sort(CompareElements);
        }

        return Value.OfSet(new ValueList(kept.ToImmutable(), HclType.Set(element)));
    }

    public static Value Map(HclType element, ImmutableArray<ValueEntry> entries) => Value.Of(new ValueMap(entries, HclType.Map(element)));

    public static Value Object(ImmutableArray<ValueEntry> entries) => Value.Of(new ValueMap(entries));

    /// <summary>An unknown value of a type, for the reason that <paramref name="cause"/> is unknown.</summary>
    public static Value UnknownLike(Value cause, HclType type, bool notNull = false)
    {
        Unknown reason = cause.UnknownReason ?? new Unknown(UnknownKind.Computed, "computed");
        return Value.Unknown(new Unknown(reason.Kind, reason.Detail) { Type = type.IsDynamic ? null : type, NotNull = notNull })
            .WithOrigin(cause.Origin)
            .WithSensitive(cause.IsSensitive);
    }

    /// <summary>The keys in the order in which HCL goes through maps and objects.</summary>
    public static ImmutableArray<ValueEntry> GetSortedEntries(this ValueMap map) =>
        map.Entries.Sort(static (left, right) => CompareText(left.Key.AsString, right.Key.AsString));

    /// <summary>Neither it nor anything in it is unknown.</summary>
    public static bool IsWhollyKnown(this Value value) => FindUnknown(value) is null;

    /// <summary>The first unknown value in it, or itself; null if all is known.</summary>
    public static Value? FindUnknown(this Value value)
    {
        switch (value.Kind)
        {
            case ValueKind.Unknown:
                return value;
            case ValueKind.List or ValueKind.Set:
                foreach (Value item in value.AsList)
                {
                    if (FindUnknown(item) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            case ValueKind.Map:
                foreach (ValueEntry entry in value.AsMap)
                {
                    if (FindUnknown(entry.Value) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>It or something in it is sensitive.</summary>
    public static bool HasSensitive(this Value value) => value.IsSensitive || value.Kind switch
    {
        ValueKind.List or ValueKind.Set => value.AsList.Items.Any(HasSensitive),
        ValueKind.Map => value.AsMap.Entries.Any(entry => HasSensitive(entry.Value)),
        _ => false,
    };

    /// <summary>By UTF-8, as Go compares strings: characters above U+FFFF come last.</summary>
    public static int CompareText(string left, string right)
    {
        int length = Math.Min(left.Length, right.Length);
        int same = left.AsSpan().CommonPrefixLength(right);
        if (same == length)
        {
            return left.Length.CompareTo(right.Length);
        }

        char a = left[same];
        char b = right[same];
        bool surrogates = char.IsSurrogate(a) != char.IsSurrogate(b);
        return surrogates ? char.IsSurrogate(a).CompareTo(char.IsSurrogate(b)) : a.CompareTo(b);
    }

    private static int CompareElements(Value left, Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return HclNumbers.Compare(left, right);
        }

        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String)
        {
            return CompareText(left.AsString, right.AsString);
        }

        // Null and unknown elements come last.
        return left.Kind == ValueKind.Bool && right.Kind == ValueKind.Bool
            ? left.AsBool.CompareTo(right.AsBool)
            : right.IsKnown.CompareTo(left.IsKnown);
    }

    private static HclType ComputeTuple(ValueList list) => HclType.Tuple([.. list.Items.Select(GetHclType)]);

    private static HclType ComputeObject(ValueMap map) =>
        HclType.Object(map.Entries
            .GroupBy(entry => entry.Key.AsString, StringComparer.Ordinal)
            .Select(group => new HclTypeAttribute(group.Key, group.Last().Value.GetHclType())));
}
