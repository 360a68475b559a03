using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>The operator <c>==</c>: equal in type and value, with unknown values, as cty's Equals.</summary>
internal static class Equality
{
    /// <summary>True, false or unknown.</summary>
    public static Value Compare(Value left, Value right)
    {
        if ((left.IsNull && IsDefinitelyNotNull(right)) || (right.IsNull && IsDefinitelyNotNull(left)))
        {
            return Value.False;
        }

        if (left.IsUnknown || right.IsUnknown)
        {
            return CompareUnknown(left, right);
        }

        if (left.IsNull || right.IsNull)
        {
            return Value.Of(left.IsNull && right.IsNull);
        }

        HclType leftType = left.GetHclType();
        HclType rightType = right.GetHclType();
        if (leftType.Kind == rightType.Kind && (leftType.HasDynamic || rightType.HasDynamic))
        {
            return CompareDynamic(left, right);
        }

        return leftType.Equals(rightType) ? CompareSame(left, right) : Value.False;
    }

    private static bool IsDefinitelyNotNull(Value value) => value.IsKnown || (value.UnknownReason?.NotNull ?? false);

    private static Value CompareUnknown(Value left, Value right)
    {
        Value unknown = left.IsUnknown ? left : right;
        Value other = left.IsUnknown ? right : left;
        HclType type = unknown.GetHclType();
        bool certain = !other.IsUnknown && !other.IsNull && !type.HasDynamic && !other.GetHclType().HasDynamic;
        bool differs = certain && (!type.Equals(other.GetHclType())
            || (other.Kind == ValueKind.String && unknown.UnknownReason is { Prefix: { Length: > 0 } prefix } && !other.AsString.StartsWith(prefix, StringComparison.Ordinal)));
        return differs ? Value.False : TypedValues.UnknownLike(unknown, HclType.Bool, notNull: true);
    }

    /// <summary>Values with a null of no type in them: they are compared part by part where their shapes agree.</summary>
    private static Value CompareDynamic(Value left, Value right) =>
        (left.FindUnknown() ?? right.FindUnknown()) is { } unknown ? TypedValues.UnknownLike(unknown, HclType.Bool) : Value.Of(left.Equals(right));

    private static Value CompareSame(Value left, Value right)
    {
        switch (left.Kind)
        {
            case ValueKind.List:
                return CompareItems(left.AsList, right.AsList);
            case ValueKind.Map:
                return CompareEntries(left.AsMap, right.AsMap);
            case ValueKind.Set:
                return (left.FindUnknown() ?? right.FindUnknown()) is { } unknown
                    ? TypedValues.UnknownLike(unknown, HclType.Bool, notNull: true)
                    : Value.Of(left.Equals(right));
            default:
                return Value.Of(left.IsNumber ? HclNumbers.Compare(left, right) == 0 : left.Equals(right));
        }
    }

    private static Value CompareItems(ValueList left, ValueList right)
    {
        if (left.Count != right.Count)
        {
            return Value.False;
        }

        Value result = Value.True;
        for (int i = 0; i < left.Count; i++)
        {
            Value equal = Compare(left[i], right[i]);
            if (equal.Kind == ValueKind.Bool && !equal.AsBool)
            {
                return equal;
            }

            result = equal.IsUnknown ? equal : result;
        }

        return result;
    }

    private static Value CompareEntries(ValueMap left, ValueMap right)
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

            Value equal = Compare(entry.Value, right.Get(entry.Key));
            if (equal.Kind == ValueKind.Bool && !equal.AsBool)
            {
                return equal;
            }

            result = equal.IsUnknown ? equal : result;
        }

        return result;
    }
}
