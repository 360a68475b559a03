using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Equality and order of the specification's "Equality" and "Ordering", with unknown parts.</summary>
internal static class Comparison
{
    /// <summary>
    /// True, false, or an unknown if a part that would decide is unknown. Values of different types are not equal;
    /// numbers are equal by amount; NaN equals nothing.
    /// </summary>
    public static Value Equal(in Value left, in Value right, ref Frame frame)
    {
        if (left.Kind == ValueKind.String && right.Kind == ValueKind.String)
        {
            return Value.Of(string.Equals(left.AsString, right.AsString, StringComparison.Ordinal));
        }

        if (left.IsUnfit || right.IsUnfit)
        {
            return ValueStates.Unfit(left, right);
        }

        if (left.IsNumber && right.IsNumber)
        {
            return Value.Of(Numbers.Compare(left, right) == 0);
        }

        if (!frame.Pay(1))
        {
            return Frame.Exhausted;
        }

        if (left.Kind is ValueKind.List or ValueKind.Set && right.Kind is ValueKind.List or ValueKind.Set)
        {
            bool ordered = left.Kind == ValueKind.List || right.Kind == ValueKind.List;
            return ordered ? EqualLists(left.AsList, right.AsList, ref frame) : EqualSets(left.AsList, right.AsList, ref frame);
        }

        if (left.Kind == ValueKind.Map && right.Kind == ValueKind.Map)
        {
            return EqualMaps(left.AsMap, right.AsMap, ref frame);
        }

        if (left.AsOther is CelOptional { HasValue: true } first && right.AsOther is CelOptional { HasValue: true } second)
        {
            return Equal(first.Value, second.Value, ref frame);
        }

        return Value.Of(left.IsNothing ? right.IsNothing : left.Equals(right));
    }

    /// <summary>Whether a list has an equal element.</summary>
    public static Value Contains(ValueList list, in Value element, ref Frame frame)
    {
        Value result = Value.False;
        foreach (Value item in list)
        {
            Value equal = Equal(item, element, ref frame);
            if (equal.AsBool || !frame.Pay(1))
            {
                return equal;
            }

            result = equal.IsUnfit ? equal : result;
        }

        return result;
    }

    /// <summary>-1, 0 or 1 for two values of one ordered type; <see cref="Unordered"/> if one is NaN; null for types without a common order.</summary>
    public static int? Order(in Value left, in Value right)
    {
        if (left.IsNumber && right.IsNumber)
        {
            return Numbers.Compare(left, right) ?? Unordered;
        }

        return (left.Kind, right.Kind) switch
        {
            (ValueKind.String, ValueKind.String) => OrderText(left.AsString, right.AsString),
            (ValueKind.Bool, ValueKind.Bool) => left.AsBool.CompareTo(right.AsBool),
            (ValueKind.Bytes, ValueKind.Bytes) => OrderBytes(left.AsBytes, right.AsBytes),
            (ValueKind.Other, ValueKind.Other) => (left.AsOther, right.AsOther) switch
            {
                (CelTimestamp a, CelTimestamp b) => a.CompareTo(b),
                (CelDuration a, CelDuration b) => a.Nanoseconds.CompareTo(b.Nanoseconds),
                _ => null,
            },
            _ => null,
        };
    }

    public const int Unordered = int.MinValue;

    /// <summary>By code point. UTF-16 units alone would put U+10000, whose surrogates begin at U+D800, before U+E000.</summary>
    private static int OrderText(string left, string right)
    {
        int common = left.AsSpan().CommonPrefixLength(right);
        if (common == left.Length || common == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        // Where the units differ a surrogate stands for a code point above all units.
        bool leftPair = char.IsSurrogate(left[common]);
        bool rightPair = char.IsSurrogate(right[common]);
        return leftPair != rightPair ? (leftPair ? 1 : -1) : Math.Sign(left[common].CompareTo(right[common]));
    }

    private static int OrderBytes(ImmutableArray<byte> left, ImmutableArray<byte> right) =>
        Math.Sign(left.AsSpan().SequenceCompareTo(right.AsSpan()));

    private static Value EqualLists(ValueList left, ValueList right, ref Frame frame)
    {
        if ((ValueStates.OpenEnd(left) ?? ValueStates.OpenEnd(right)) is { } open)
        {
            return open;
        }

        if (left.Count != right.Count)
        {
            return Value.False;
        }

        Value result = Value.True;
        for (int i = 0; i < left.Count; i++)
        {
            Value equal = Equal(left[i], right[i], ref frame);
            if (equal.Kind == ValueKind.Bool && !equal.AsBool)
            {
                return equal;
            }

            if (!frame.Pay(1))
            {
                return Frame.Exhausted;
            }

            result = equal.IsUnfit ? equal : result;
        }

        return result;
    }

    private static Value EqualSets(ValueList left, ValueList right, ref Frame frame)
    {
        if ((ValueStates.OpenEnd(left) ?? ValueStates.OpenEnd(right)) is { } open)
        {
            return open;
        }

        if (left.Count != right.Count)
        {
            return Value.False;
        }

        Value result = Value.True;
        foreach (Value item in left)
        {
            Value contained = Contains(right, item, ref frame);
            if (contained.Kind == ValueKind.Bool && !contained.AsBool)
            {
                return contained;
            }

            result = contained.IsUnfit ? contained : result;
        }

        return result;
    }

    private static Value EqualMaps(ValueMap left, ValueMap right, ref Frame frame)
    {
        if (left.Count != right.Count)
        {
            return Value.False;
        }

        Value result = Value.True;
        foreach (ValueEntry entry in left)
        {
            if (!right.ContainsKey(entry.Key))
            {
                return Value.False;
            }

            Value equal = Equal(entry.Value, right.Get(entry.Key), ref frame);
            if (equal.Kind == ValueKind.Bool && !equal.AsBool)
            {
                return equal;
            }

            if (!frame.Pay(1))
            {
                return Frame.Exhausted;
            }

            result = equal.IsUnfit ? equal : result;
        }

        return result;
    }
}
