using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>Builds a map whose keys are of the kinds that CEL knows and differ from each other.</summary>
internal sealed class MapBuilder
{
    private readonly ImmutableArray<ValueEntry>.Builder _entries = ImmutableArray.CreateBuilder<ValueEntry>();
    private readonly HashSet<Value> _keys = [];

    /// <summary>An error or unknown that stands instead of the whole map, or null.</summary>
    public Value? Add(in Value key, in Value value)
    {
        if (key.IsUnfit)
        {
            return key;
        }

        if (key.Kind is not (ValueKind.Bool or ValueKind.Int or ValueKind.UInt or ValueKind.String))
        {
            return CelError.Of($"unsupported key type: {TypeNames.NameOf(key)}");
        }

        if (!_keys.Add(key))
        {
            return CelError.Of($"failed with repeated key: {key}");
        }

        _entries.Add(new ValueEntry(key, value));
        return null;
    }

    public Value ToValue() => Value.Of(new ValueMap(_entries.ToImmutable()));
}
