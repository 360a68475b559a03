using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>The entries of a mapping: the last one of a key counts, and what is merged in counts least.</summary>
internal sealed class YamlEntries
{
    public const string MergeKey = "<<";

    private readonly Dictionary<string, Value> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _merged = new(StringComparer.Ordinal);

    /// <summary>False for a key that is null or no scalar, and for merging what is no mapping.</summary>
    public bool TryAdd(Value key, Value value)
    {
        if (key.Kind == ValueKind.String && key.AsString == MergeKey)
        {
            return TryMerge(value);
        }

        if (key.IsNull || !Conversion.TryConvert(key, HclType.String, out Value name, out _))
        {
            return false;
        }

        _own[name.AsString] = value;
        return true;
    }

    public Value ToValue()
    {
        foreach ((string name, Value value) in _merged)
        {
            _own.TryAdd(name, value);
        }

        return TypedValues.Object([.. _own.Select(pair => new ValueEntry(Value.Of(pair.Key), pair.Value))]);
    }

    private bool TryMerge(Value value)
    {
        if (value.Kind == ValueKind.List)
        {
            return value.AsList.Items.All(item => item.Kind == ValueKind.Map && TryMerge(item));
        }

        foreach (ValueEntry entry in value.AsMap)
        {
            _merged.TryAdd(entry.Key.AsString, entry.Value);
        }

        return value.Kind == ValueKind.Map;
    }
}
