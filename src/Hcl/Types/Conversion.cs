using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using GcpLint.Values;

namespace GcpLint.Hcl.Types;

/// <summary>Conversion of values between types, as go-cty's convert package does it in its "unsafe" mode.</summary>
public static class Conversion
{
    /// <summary>
    /// Converts; false with a reason for people where the type does not fit. Origins and marks are kept. Attributes of
    /// objects that the type does not know are dropped; optional ones that are missing become null.
    /// </summary>
    public static bool TryConvert(Value value, HclType type, out Value result, [NotNullWhen(false)] out string? reason)
    {
        reason = null;
        result = value;
        HclType from = value.GetHclType();
        if (from.Equals(type) || type.IsDynamic)
        {
            return true;
        }

        if (!CanConvert(from, type))
        {
            reason = Mismatch.Describe(from, type);
            return false;
        }

        var error = new ConversionError();
        result = Convert(value, type, error);
        reason = error.Reason;
        return reason is null;
    }

    /// <summary>Whether values of one type may convert to another; <paramref name="safe"/>: every value does.</summary>
    public static bool CanConvert(HclType from, HclType to, bool safe = false)
    {
        if (to.IsDynamic || from.Equals(to))
        {
            return true;
        }

        return (from.Kind, to.Kind) switch
        {
            (HclTypeKind.Dynamic, _) => !safe,
            (HclTypeKind.Bool or HclTypeKind.Number, HclTypeKind.String) => true,
            (HclTypeKind.String, HclTypeKind.Bool or HclTypeKind.Number) => !safe,
            (HclTypeKind.List or HclTypeKind.Set, HclTypeKind.List or HclTypeKind.Set) => CanConvert(from.Element, to.Element, safe),
            (HclTypeKind.Map, HclTypeKind.Map) => CanConvert(from.Element, to.Element, safe),
            (HclTypeKind.Tuple, HclTypeKind.List or HclTypeKind.Set) => CanConvertAll(from.Elements, to.Element, safe),
            (HclTypeKind.Object, HclTypeKind.Map) => CanConvertAll([.. from.Attributes.Select(attribute => attribute.Type)], to.Element, safe),
            (HclTypeKind.Map, HclTypeKind.Object) => !safe && to.Attributes.All(attribute => CanConvert(from.Element, attribute.Type, safe)),
            (HclTypeKind.Tuple, HclTypeKind.Tuple) => CanConvertTuple(from, to, safe),
            (HclTypeKind.Object, HclTypeKind.Object) => CanConvertObject(from, to, safe),
            _ => false,
        };
    }

    private static bool CanConvertAll(ImmutableArray<HclType> types, HclType element, bool safe) =>
        element.IsDynamic
            ? types.IsEmpty || Unification.Unify(types) is not null
            : types.All(type => CanConvert(type, element, safe));

    private static bool CanConvertTuple(HclType from, HclType to, bool safe)
    {
        if (from.Elements.Length != to.Elements.Length)
        {
            return false;
        }

        for (int i = 0; i < to.Elements.Length; i++)
        {
            if (!CanConvert(from.Elements[i], to.Elements[i], safe))
            {
                return false;
            }
        }

        return true;
    }

    private static bool CanConvertObject(HclType from, HclType to, bool safe) => to.Attributes.All(attribute =>
        from.GetAttribute(attribute.Name) is { } given ? CanConvert(given.Type, attribute.Type, safe) : attribute.Optional);

    private sealed class ConversionError
    {
        public string? Reason { get; private set; }

        public Value Fail(string reason)
        {
            Reason ??= reason;
            return Value.Unknown(UnknownKind.Error, reason);
        }
    }

    /// <summary>For types of which <see cref="CanConvert"/> holds.</summary>
    private static Value Convert(Value value, HclType type, ConversionError error)
    {
        HclType from = value.GetHclType();
        if (type.IsDynamic || from.Equals(type))
        {
            return value;
        }

        Value result = value.Kind switch
        {
            ValueKind.Null => Value.NullOf(type.WithoutOptional()),
            ValueKind.Unknown => ConvertUnknown(value, type),
            _ when !CanConvert(from, type) => error.Fail(Mismatch.Describe(from, type)),
            ValueKind.String => ConvertText(value.AsString, type, error),
            ValueKind.Bool => Value.Of(value.AsBool ? "true" : "false"),
            ValueKind.List or ValueKind.Set => ConvertSequence(value, type, error),
            ValueKind.Map => ConvertEntries(value, type, error),
            _ => HclNumbers.Format(value) is { } text ? Value.Of(text) : Value.Unknown(UnknownKind.Limit, "the number has too many digits"),
        };
        return result.WithOrigin(value.Origin).WithSensitive(value.IsSensitive || result.IsSensitive);
    }

    private static Value ConvertUnknown(Value value, HclType type)
    {
        Unknown reason = value.UnknownReason ?? new Unknown(UnknownKind.Computed, "");
        return Value.Unknown(new Unknown(reason.Kind, reason.Detail)
        {
            Type = type.HasDynamic && type.IsDynamic ? null : type.WithoutOptional(),
            NotNull = reason.NotNull,
            Prefix = type.Kind == HclTypeKind.String ? reason.Prefix : "",
        });
    }

    private static Value ConvertText(string text, HclType type, ConversionError error)
    {
        if (type.Kind == HclTypeKind.Number)
        {
            return BigNumber.TryParse(text, out BigNumber? number) ? Value.Of(number) : error.Fail("a number is required");
        }

        return text switch
        {
            "true" or "1" => Value.True,
            "false" or "0" => Value.False,
            _ => error.Fail(text.ToLowerInvariant() is "true" or "false"
                ? $"a bool is required; write \"{text.ToLowerInvariant()}\" in lower case"
                : "a bool is required"),
        };
    }

    private static Value ConvertSequence(Value value, HclType type, ConversionError error)
    {
        ImmutableArray<Value> items = value.AsList.Items;
        if (type.Kind == HclTypeKind.Tuple)
        {
            var elements = ImmutableArray.CreateBuilder<Value>(items.Length);
            for (int i = 0; i < items.Length; i++)
            {
                elements.Add(Convert(items[i], type.Elements[i], error));
            }

            return TypedValues.Tuple(elements.ToImmutable());
        }

        HclType element = ChooseElement(type.Element, value.GetHclType());
        ImmutableArray<Value> converted = [.. items.Select(item => Convert(item, element, error))];
        element = Settle(element, converted);
        if (type.Kind == HclTypeKind.List)
        {
            return TypedValues.List(element, converted);
        }

        return TypedValues.Set(element, converted);
    }

    private static Value ConvertEntries(Value value, HclType type, ConversionError error)
    {
        ValueMap map = value.AsMap;
        if (type.Kind == HclTypeKind.Object)
        {
            return ConvertToObject(map, type, error);
        }

        HclType element = ChooseElement(type.Element, value.GetHclType());
        ImmutableArray<ValueEntry> entries = [.. map.Entries.Select(entry => entry with { Value = Convert(entry.Value, element, error) })];
        return TypedValues.Map(Settle(element, [.. entries.Select(entry => entry.Value)]), entries);
    }

    /// <summary>Attributes keep the order in which they were written; those that were not come last.</summary>
    private static Value ConvertToObject(ValueMap map, HclType type, ConversionError error)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>(type.Attributes.Length);
        foreach (ValueEntry entry in map.Entries)
        {
            if (type.GetAttribute(entry.Key.AsString) is { } attribute)
            {
                entries.Add(entry with { Value = Convert(entry.Value, attribute.Type, error) });
            }
        }

        foreach (HclTypeAttribute attribute in type.Attributes)
        {
            if (map.ContainsKey(attribute.Name))
            {
                continue;
            }

            if (!attribute.Optional)
            {
                error.Fail($"attribute \"{attribute.Name}\" is required");
            }

            entries.Add(new ValueEntry(Value.Of(attribute.Name), Value.NullOf(attribute.Type.WithoutOptional())));
        }

        return Value.Of(new ValueMap(entries.ToImmutable(), type.WithoutOptional()));
    }

    /// <summary>For a collection of any type, the type to which all elements convert.</summary>
    private static HclType ChooseElement(HclType wanted, HclType from)
    {
        if (!wanted.IsDynamic)
        {
            return wanted;
        }

        ImmutableArray<HclType> types = from.Kind switch
        {
            HclTypeKind.Tuple => from.Elements,
            HclTypeKind.Object => [.. from.Attributes.Select(attribute => attribute.Type)],
            _ => [from.Element],
        };
        return types.IsEmpty ? HclType.Dynamic : Unification.Unify(types) ?? HclType.Dynamic;
    }

    /// <summary>The type that the elements really have where the wanted one leaves parts open.</summary>
    private static HclType Settle(HclType element, ImmutableArray<Value> items)
    {
        HclType wanted = element.WithoutOptional();
        if (!wanted.HasDynamic || items.IsEmpty)
        {
            return wanted;
        }

        HclType first = items[0].GetHclType();
        return items.All(item => item.GetHclType().Equals(first)) ? first : wanted;
    }
}
