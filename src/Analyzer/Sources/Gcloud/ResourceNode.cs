using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Gcloud;

/// <summary>A block of a resource while the flags of a command fill it.</summary>
internal sealed class ResourceNode
{
    private readonly BlockSchema? _schema;
    private readonly List<string> _order = [];
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ResourceNode> _blocks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(string Key, ResourceNode Node)>> _lists = new(StringComparer.Ordinal);

    public ResourceNode(BlockSchema? schema) => _schema = schema;

    public bool IsEmpty => _order.Count == 0;

    public AttributeSchema? SchemaOf(string name) => _schema?.Get(name);

    public void Set(string name, Value value)
    {
        Note(name);
        _values[name] = value;
    }

    public Value Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>
    /// The block of a name, made if need be. Of blocks that may be several, those with the same <paramref name="key"/>
    /// are one.
    /// </summary>
    public ResourceNode Block(string name, string key = "")
    {
        AttributeSchema? schema = SchemaOf(name);
        Note(name);
        if (schema?.Kind == AttributeKind.Blocks)
        {
            if (!_lists.TryGetValue(name, out List<(string Key, ResourceNode Node)>? list))
            {
                _lists[name] = list = [];
            }

            foreach ((string known, ResourceNode node) in list)
            {
                if (known == key)
                {
                    return node;
                }
            }

            var added = new ResourceNode(schema.Block);
            list.Add((key, added));
            return added;
        }

        if (!_blocks.TryGetValue(name, out ResourceNode? block))
        {
            _blocks[name] = block = new ResourceNode(schema?.Block);
        }

        return block;
    }

    /// <summary>The block that the last name of a path is in.</summary>
    public ResourceNode Descend(ReadOnlySpan<string> path, string containerKey, string volumeKey)
    {
        ResourceNode node = this;
        foreach (string name in path)
        {
            node = node.Block(name, name == "containers" ? containerKey : name == "volumes" ? volumeKey : "");
        }

        return node;
    }

    /// <summary>The attributes; what the command takes if it is not told stands behind them.</summary>
    public Value ToValue(ResourceNode? defaults)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (string name in _order)
        {
            entries.Add(new ValueEntry(Value.Of(name), ValueOf(name, defaults)));
        }

        ValueMap? behind = defaults is { IsEmpty: false } ? defaults.ToMap() : null;
        return Value.Of(new ValueMap(entries.DrainToImmutable(), defaults: behind));
    }

    private Value ValueOf(string name, ResourceNode? defaults)
    {
        if (_blocks.TryGetValue(name, out ResourceNode? block))
        {
            return block.ToValue(defaults?._blocks.GetValueOrDefault(name));
        }

        if (_lists.TryGetValue(name, out List<(string Key, ResourceNode Node)>? list))
        {
            ResourceNode? first = defaults?._lists.GetValueOrDefault(name)?[0].Node;
            return Value.Of(new ValueList([.. list.Select(item => item.Node.ToValue(first))]));
        }

        return _values[name];
    }

    private ValueMap ToMap()
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (string name in _order)
        {
            entries.Add(new ValueEntry(Value.Of(name), ValueOf(name, null)));
        }

        return new ValueMap(entries.DrainToImmutable());
    }

    private void Note(string name)
    {
        if (!_values.ContainsKey(name) && !_blocks.ContainsKey(name) && !_lists.ContainsKey(name))
        {
            _order.Add(name);
        }
    }
}
