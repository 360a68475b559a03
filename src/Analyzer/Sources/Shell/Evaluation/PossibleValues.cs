using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Values of which it is open which one holds.</summary>
internal static class PossibleValues
{
    /// <summary>The value behind a fork whose ways gave different ones; absent means that a way left it as it came from outside.</summary>
    public static Value Join(string name, ReadOnlySpan<Value> values)
    {
        var alternatives = new List<Value>();
        bool complete = true;
        foreach (Value value in values)
        {
            complete &= AddAlternatives(alternatives, value);
        }

        if (complete && alternatives.Count == 1)
        {
            return alternatives[0];
        }

        Value first = FirstUnknown(values);
        if (alternatives.Count == 0)
        {
            return first.IsUnknown ? first : values.IsEmpty ? default : values[0];
        }

        UnknownKind kind = first.UnknownReason?.Kind ?? (complete ? UnknownKind.RunTime : UnknownKind.EnvironmentVariable);
        return Value.Unknown(new Unknown(kind, $"{name} has one of several values")
        {
            Alternatives = new ValueList([.. alternatives]),
            AlternativesAreAll = complete,
        }).WithOrigin(alternatives[0].Origin);
    }

    /// <summary>All values that it may have if these are known, itself if it is known; empty if they are not.</summary>
    public static ImmutableArray<Value> All(Value value) =>
        value.IsKnown ? [value] : value.UnknownReason is { AlternativesAreAll: true, Alternatives: { } alternatives } ? alternatives.Items : [];

    /// <summary>Adds what a value may be; false if it may be something else as well.</summary>
    private static bool AddAlternatives(List<Value> alternatives, Value value)
    {
        if (value.IsKnown)
        {
            return Add(alternatives, value);
        }

        if (value.IsNull)
        {
            return Add(alternatives, Value.EmptyString.WithOrigin(value.Origin));
        }

        bool complete = value.UnknownReason is { AlternativesAreAll: true };
        foreach (Value alternative in value.UnknownReason?.Alternatives?.Items ?? [])
        {
            complete &= Add(alternatives, alternative);
        }

        if (value.UnknownReason is { Alternatives: null } reason)
        {
            complete = false;
            if (!reason.Default.IsAbsent)
            {
                Add(alternatives, reason.Default);
            }
            else if (reason.Parts is not null)
            {
                Add(alternatives, value);
            }
        }

        return complete;
    }

    private static bool Add(List<Value> alternatives, Value value)
    {
        if (alternatives.Contains(value))
        {
            return true;
        }

        if (alternatives.Count == WalkLimits.MaxAlternatives)
        {
            return false;
        }

        alternatives.Add(value);
        return true;
    }

    private static Value FirstUnknown(ReadOnlySpan<Value> values)
    {
        foreach (Value value in values)
        {
            if (value.IsUnknown)
            {
                return value;
            }
        }

        return default;
    }
}
