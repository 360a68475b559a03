using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Selecting fields and indexing. What is found passes through as it is, with its origin.</summary>
internal static class Access
{
    public static Value Field(in Value target, in Value key, bool absentIsNull)
    {
        switch (target.Kind)
        {
            case ValueKind.Map:
                Value found = target.AsMap.Get(key);
                return !found.IsAbsent ? found : absentIsNull ? Value.Null : NoSuchKey(key);
            case ValueKind.Unknown:
                return target;
            case ValueKind.Null or ValueKind.Absent when absentIsNull:
                return Value.Null;
            case ValueKind.Other when target.AsOther is CelOptional:
                return Optional(target, key, absentIsNull);
            default:
                return target.IsError ? target : CelError.Of($"a value of type {TypeNames.NameOf(target)} has no fields");
        }
    }

    /// <summary>Whether somebody wrote the field: defaults do not count.</summary>
    public static Value Has(in Value target, in Value key, bool absentIsNull)
    {
        switch (target.Kind)
        {
            case ValueKind.Map:
                // A block that nobody wrote is itself a default, and so is all that it holds.
                return Value.Of(target.AsMap.ContainsKey(key) && target.AsMap.Get(key) is not { Origin.Kind: OriginKind.ProviderDefault });
            case ValueKind.Unknown:
                return target;
            case ValueKind.Null or ValueKind.Absent when absentIsNull:
                return Value.False;
            case ValueKind.Other when target.AsOther is CelOptional optional:
                return optional.HasValue ? Has(optional.Value, key, absentIsNull) : Value.False;
            default:
                return target.IsError ? target : CelError.Of($"a value of type {TypeNames.NameOf(target)} has no fields");
        }
    }

    public static Value Index(in Value target, in Value key, bool absentIsNull)
    {
        if (target.IsUnfit || key.IsUnfit)
        {
            return ValueStates.Unfit(target, key);
        }

        if (target.AsOther is CelOptional)
        {
            return Optional(target, key, absentIsNull);
        }

        if (absentIsNull && target.IsNothing)
        {
            return Value.Null;
        }

        Value found = Find(target, key);
        if (!found.IsAbsent)
        {
            return found;
        }

        if (target.Kind == ValueKind.List && ValueStates.OpenEnd(target.AsList) is { } open)
        {
            return open;
        }

        return absentIsNull ? Value.Null : target.Kind == ValueKind.Map ? NoSuchKey(key) : CelError.Of($"index out of bounds: {key}");
    }

    /// <summary>The optional of a field or element: none where it is not there.</summary>
    public static Value Optional(in Value target, in Value key, bool absentIsNull)
    {
        if (target.IsUnfit || key.IsUnfit)
        {
            return ValueStates.Unfit(target, key);
        }

        if (target.AsOther is CelOptional optional)
        {
            return optional.HasValue ? Optional(optional.Value, key, absentIsNull) : target;
        }

        if (absentIsNull && target.IsNothing)
        {
            return CelOptional.NoneValue;
        }

        Value found = Find(target, key);
        return found.IsUnfit ? found : found.IsAbsent ? CelOptional.NoneValue : CelOptional.Of(found);
    }

    /// <summary>Absent if it is not there, an error if there can be no such thing.</summary>
    private static Value Find(in Value target, in Value key)
    {
        switch (target.Kind)
        {
            case ValueKind.Map:
                return IsKey(key) ? target.AsMap.Get(key) : CelError.Of($"no such key: a key cannot be of type {TypeNames.NameOf(key)}");
            case ValueKind.List or ValueKind.Set:
                return IndexOf(key) is { } index ? target.Get(index) : CelError.Of($"an index must be an int, not {TypeNames.NameOf(key)}");
            default:
                return CelError.Of($"no such overload: a value of type {TypeNames.NameOf(target)} cannot be indexed");
        }
    }

    public static bool IsKey(in Value key) => key.IsNumber || key.Kind is ValueKind.Bool or ValueKind.String;

    /// <summary>-1 for a whole number that is no index of any list; null for what is no whole number.</summary>
    private static int? IndexOf(in Value key)
    {
        if (!key.TryGetNumber(out double number) || number != Math.Floor(number))
        {
            return null;
        }

        return number is >= 0 and <= int.MaxValue ? (int)number : -1;
    }

    private static Value NoSuchKey(in Value key) => CelError.Of($"no such key: {(key.TryGetString(out string? name) ? name : key.ToString())}");
}
