using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>A node that is complete.</summary>
/// <param name="Value">What it is.</param>
/// <param name="Size">The number of nodes in it, aliases followed.</param>
/// <param name="Height">0 for a scalar, for a collection one more than the highest child's.</param>
/// <param name="PlainKey">An unquoted scalar of this place: only then "&lt;&lt;" is the merge key.</param>
internal sealed record YamlNode(Value Value, int Size, int Height, bool PlainKey);

/// <summary>A collection that is being read.</summary>
internal sealed class YamlFrame(bool isMapping, bool isFlow, int start, string? anchor)
{
    /// <summary>Up to here comparing with each key costs less than a hash table.</summary>
    private const int LinearSearchLimit = 8;

    private Dictionary<string, int>? _names;

    public bool IsMapping => isMapping;

    public bool IsFlow => isFlow;

    public int Start { get; private set; } = start;

    public int End { get; set; } = start;

    public string? Anchor => anchor;

    public int Size { get; private set; } = 1;

    public int Height { get; private set; }

    /// <summary>The key whose value is awaited.</summary>
    public YamlNode? Key { get; set; }

    public ImmutableArray<Value>.Builder Items { get; } = ImmutableArray.CreateBuilder<Value>();

    public ImmutableArray<ValueEntry>.Builder Entries { get; } = ImmutableArray.CreateBuilder<ValueEntry>();

    /// <summary>The mappings that merge keys name, the one that counts most first.</summary>
    public List<ValueMap>? Merged { get; set; }

    public void Grow(YamlNode child)
    {
        // Sizes are bounded by the file and YamlReader.MaxAliasNodes: no overflow.
        Size += child.Size;
        Height = Math.Max(Height, child.Height);
        if (child.Value.Origin is { } origin)
        {
            if (isMapping && !isFlow && Entries.Count == 0 && Key is null && Merged is null)
            {
                // A block mapping begins with its first key, not with the anchor before it.
                Start = origin.Location.Span.Start;
            }

            End = Math.Max(End, origin.Location.Span.End);
        }
    }

    /// <summary>False if the name is taken; then <paramref name="first"/> is the index of its entry.</summary>
    public bool TryAddName(string name, int index, out int first)
    {
        if (_names is null)
        {
            for (first = 0; first < Entries.Count; first++)
            {
                if (Entries[first].Key.AsString == name)
                {
                    return false;
                }
            }

            if (Entries.Count >= LinearSearchLimit)
            {
                _names = new Dictionary<string, int>(StringComparer.Ordinal);
                for (int i = 0; i < Entries.Count; i++)
                {
                    _names[Entries[i].Key.AsString] = i;
                }

                _names[name] = index;
            }

            return true;
        }

        if (_names.TryGetValue(name, out first))
        {
            return false;
        }

        _names[name] = index;
        return true;
    }
}
