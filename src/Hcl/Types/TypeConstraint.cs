using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Hcl.Types;

/// <summary>
/// The type of a Terraform variable, with the defaults of its optional attributes: what
/// <c>object({ a = optional(string, "x") })</c> says.
/// </summary>
/// <param name="Type">The type to which a value is converted.</param>
/// <param name="Defaults">Null if no optional attribute has one.</param>
public sealed record TypeConstraint(HclType Type, TypeDefaults? Defaults)
{
    public static readonly TypeConstraint Any = new(HclType.Dynamic, null);

    /// <summary>
    /// Puts defaults where optional attributes are missing or null and converts; false with the reason where the value
    /// does not fit.
    /// </summary>
    public bool TryApply(Value value, out Value result, [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out string? reason)
    {
        Value complete = Defaults is not null && !value.IsNull ? Defaults.Apply(value) : value;
        return Conversion.TryConvert(complete, Type, out result, out reason);
    }
}

/// <summary>Defaults of optional attributes at one place of a type.</summary>
/// <param name="Values">By attribute, of the object at this place.</param>
/// <param name="Children">By attribute of an object, by index of a tuple; "" for the elements of a collection.</param>
public sealed record TypeDefaults(ImmutableDictionary<string, Value> Values, ImmutableDictionary<string, TypeDefaults> Children)
{
    internal Value Apply(Value value)
    {
        Value result = value.Kind switch
        {
            ValueKind.Map => ApplyToMap(value.AsMap),
            ValueKind.List => Value.Of(new ValueList(ApplyToItems(value.AsList))),
            ValueKind.Set => ApplyToSet(value.AsList),
            _ => value,
        };
        return result.WithOrigin(value.Origin).WithSensitive(value.IsSensitive);
    }

    private Value ApplyToMap(ValueMap map)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (ValueEntry entry in map.Entries)
        {
            Value value = entry.Value.IsNull && Values.TryGetValue(entry.Key.AsString, out Value instead) ? instead : entry.Value;
            TypeDefaults? child = Children.GetValueOrDefault(entry.Key.AsString) ?? (IsObject ? null : Children.GetValueOrDefault(""));
            entries.Add(entry with { Value = child is null ? value : child.Apply(value) });
        }

        foreach ((string name, Value value) in Values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            if (!map.ContainsKey(name))
            {
                Value complete = Children.TryGetValue(name, out TypeDefaults? child) ? child.Apply(value) : value;
                entries.Add(new ValueEntry(Value.Of(name), complete));
            }
        }

        return TypedValues.Object(entries.ToImmutable());
    }

    private bool IsObject => !Children.ContainsKey("");

    private ImmutableArray<Value> ApplyToItems(ValueList list)
    {
        var items = ImmutableArray.CreateBuilder<Value>(list.Count);
        for (int i = 0; i < list.Count; i++)
        {
            string index = i.ToString(System.Globalization.CultureInfo.InvariantCulture);
            TypeDefaults? child = Children.GetValueOrDefault(index) ?? Children.GetValueOrDefault("");
            items.Add(child is null ? list[i] : child.Apply(list[i]));
        }

        return items.ToImmutable();
    }

    /// <summary>The elements may differ in type now; the conversion behind makes a set of them again.</summary>
    private Value ApplyToSet(ValueList set) => TypedValues.Tuple(ApplyToItems(set));
}
