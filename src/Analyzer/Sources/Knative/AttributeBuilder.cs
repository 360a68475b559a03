using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>Gathers the attributes of one block; what is absent is left out.</summary>
internal sealed class AttributeBuilder
{
    private readonly List<ValueEntry> _entries = [];

    public bool IsEmpty => _entries.Count == 0;

    public AttributeBuilder Set(string name, Value value)
    {
        if (!value.IsAbsent && !value.IsNull)
        {
            _entries.Add(new ValueEntry(Value.Of(name).WithOrigin(value.Origin), value));
        }

        return this;
    }

    /// <summary>A nested block, if it has anything in it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="block">Its attributes.</param>
    /// <param name="place">Where it is written; without one the place of its first attribute counts.</param>
    public AttributeBuilder Set(string name, AttributeBuilder block, Value place = default) =>
        block.IsEmpty && !place.IsSet ? this : Set(name, block.ToValue(place.Origin ?? block._entries[0].Value.Origin));

    public Value ToValue(Origin? origin, ValueMap? defaults = null) => Value.Of(new ValueMap([.. _entries], null, defaults)).WithOrigin(origin);
}
