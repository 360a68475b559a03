using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GcpLint.Values;

/// <summary>An entry of a <see cref="ValueMap"/>. The key's origin is the place where the key stands.</summary>
public readonly record struct ValueEntry(Value Key, Value Value);

/// <summary>
/// Entries in the order of the source. Keys are strings in every configuration format; CEL's maps have others too.
/// Immutable.
/// </summary>
public sealed class ValueMap : IReadOnlyCollection<ValueEntry>, IEquatable<ValueMap>
{
    public static readonly ValueMap Empty = new([]);

    /// <summary>Up to here a walk along the entries is quicker than a hash table, and needs no memory.</summary>
    private const int LinearSearchLimit = 8;

    private readonly ImmutableArray<ValueEntry> _entries;
    private readonly FrozenDictionary<Value, int>? _index;
    private object? _type;

    /// <param name="entries">Of two entries with an equal key the last one counts.</param>
    /// <param name="type">The type that the language gives it (HCL: object, map of string); no part of equality.</param>
    /// <param name="defaults">What holds for keys that nobody wrote: see <see cref="Defaults"/>.</param>
    public ValueMap(ImmutableArray<ValueEntry> entries, object? type = null, ValueMap? defaults = null)
    {
        _entries = entries;
        _type = type;
        Defaults = defaults;
        int depth = 0;
        long size = 1;
        foreach (ValueEntry entry in entries)
        {
            depth = Math.Max(depth, entry.Value.Depth);
            size += entry.Value.Size;
        }

        Depth = depth + 1;
        Size = (int)Math.Min(size, int.MaxValue);
        if (entries.Length > LinearSearchLimit)
        {
            var index = new Dictionary<Value, int>(entries.Length);
            for (int i = 0; i < entries.Length; i++)
            {
                index[entries[i].Key] = i;
            }

            _index = index.ToFrozenDictionary();
        }
    }

    private ValueMap(ImmutableArray<ValueEntry> entries, FrozenDictionary<Value, int>? index, object? type, ValueMap? defaults, int depth, int size)
    {
        _entries = entries;
        _index = index;
        _type = type;
        Defaults = defaults;
        Depth = depth;
        Size = size;
    }

    public object? Type => _type;

    /// <summary>1 for a map of scalars, 2 for a map of such maps.</summary>
    public int Depth { get; }

    /// <summary>How many values a walk over it meets, itself included; <see cref="int.MaxValue"/> for more than that. Parts that are shared count each time.</summary>
    public int Size { get; }

    /// <summary>The type; computed and kept where there is none. Two threads may both compute it: the results are equal.</summary>
    public object GetType(Func<ValueMap, object> compute) => _type ??= compute(this);

    /// <summary>
    /// Values of keys that nobody wrote: the provider's defaults. <see cref="Get(string)"/> falls back to them;
    /// <see cref="ContainsKey(string)"/> and the enumeration do not see them. So a rule can ask what holds, and also
    /// whether somebody wrote it.
    /// </summary>
    public ValueMap? Defaults { get; }

    public ImmutableArray<ValueEntry> Entries => _entries;

    public int Count => _entries.Length;

    /// <summary>The same entries with other defaults behind them; the index is shared, so this costs nothing.</summary>
    public ValueMap WithDefaults(ValueMap? defaults) => new(_entries, _index, _type, defaults, Depth, Size);

    /// <summary>The value of a key, else its default, else absent.</summary>
    public Value Get(string key) => Get(Value.Of(key));

    /// <inheritdoc cref="Get(string)"/>
    public Value Get(Value key)
    {
        int found = IndexOf(key);
        return found >= 0 ? _entries[found].Value : Defaults?.Get(key) ?? default;
    }

    /// <summary>Whether somebody wrote this key.</summary>
    public bool ContainsKey(string key) => IndexOf(Value.Of(key)) >= 0;

    /// <inheritdoc cref="ContainsKey(string)"/>
    public bool ContainsKey(Value key) => IndexOf(key) >= 0;

    /// <summary>The entry that somebody wrote; absent key and value if nobody did.</summary>
    public ValueEntry GetEntry(string key)
    {
        int found = IndexOf(Value.Of(key));
        return found >= 0 ? _entries[found] : default;
    }

    public bool Equals(ValueMap? other)
    {
        if (other is null || Count != other.Count)
        {
            return false;
        }

        foreach (ValueEntry entry in _entries)
        {
            int found = other.IndexOf(entry.Key);
            if (found < 0 || !other._entries[found].Value.Equals(entry.Value))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as ValueMap);

    public override int GetHashCode() => ShallowHash;

    /// <summary>The same whatever the order of the entries.</summary>
    internal int ShallowHash
    {
        get
        {
            int hash = Count;
            if (Count <= LinearSearchLimit)
            {
                foreach (ValueEntry entry in _entries)
                {
                    hash += HashCode.Combine(entry.Key.ShallowHash, entry.Value.ShallowHash);
                }
            }

            return hash;
        }
    }

    public ImmutableArray<ValueEntry>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    IEnumerator<ValueEntry> IEnumerable<ValueEntry>.GetEnumerator() => ((IEnumerable<ValueEntry>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_entries).GetEnumerator();

    private int IndexOf(Value key)
    {
        if (_index is not null)
        {
            return _index.TryGetValue(key, out int found) ? found : -1;
        }

        for (int i = _entries.Length - 1; i >= 0; i--)
        {
            if (_entries[i].Key.Equals(key))
            {
                return i;
            }
        }

        return -1;
    }
}
