using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>What <c>type(x)</c> gives: equal if the names are.</summary>
internal sealed record CelTypeValue(string Name)
{
    public override string ToString() => Name;
}

/// <summary>An optional with a value, or without one.</summary>
internal sealed class CelOptional : IEquatable<CelOptional>
{
    public static readonly CelOptional None = new(default, false);

    private CelOptional(Value value, bool hasValue)
    {
        Value = value;
        HasValue = hasValue;
    }

    public bool HasValue { get; }

    public Value Value { get; }

    public static Value NoneValue => Value.OfOther(None);

    public static Value Of(Value value) => Value.OfOther(new CelOptional(value, true));

    public bool Equals(CelOptional? other) => other is not null && HasValue == other.HasValue && (!HasValue || Value.Equals(other.Value));

    public override bool Equals(object? obj) => Equals(obj as CelOptional);

    public override int GetHashCode() => HasValue ? Value.GetHashCode() : 0;

    public override string ToString() => HasValue ? $"optional.of({Value})" : "optional.none()";
}
