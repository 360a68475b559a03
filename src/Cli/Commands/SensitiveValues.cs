using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Takes out of a value what its plan calls sensitive.</summary>
internal static class SensitiveValues
{
    private static readonly Value s_mask = Value.Of(new ValueMap([new ValueEntry(Value.Of("$sensitive"), Value.True)]));

    /// <summary>The value with <c>{"$sensitive": true}</c> in place of each sensitive part; values are no deeper than their reader allows.</summary>
    public static Value Mask(Value value) => value switch
    {
        { IsSensitive: true, IsKnown: true } => s_mask.WithOrigin(value.Origin),
        { Kind: ValueKind.Map } => Value.Of(new ValueMap(
            [.. value.AsMap.Select(entry => entry with { Value = Mask(entry.Value) })],
            defaults: value.AsMap.Defaults is { } defaults ? Mask(Value.Of(defaults)).AsMap : null)).WithOrigin(value.Origin),
        { Kind: ValueKind.List } => Value.Of(new ValueList([.. value.AsList.Select(Mask)])).WithOrigin(value.Origin),
        _ => value,
    };
}
