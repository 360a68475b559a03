using System.Collections;
using System.Collections.Immutable;

namespace GcpLint.Values;

/// <summary>The elements of a list, tuple or set, in order of the source. Immutable.</summary>
public sealed class ValueList : IReadOnlyList<Value>
{
    public static readonly ValueList Empty = new([]);

    private readonly ImmutableArray<Value> _items;

    public ValueList(ImmutableArray<Value> items, object? type = null)
    {
        _items = items;
        Type = type;
    }

    /// <summary>
    /// The type that the language gives the elements (HCL: list of string, tuple), null where it gives none. No part of
    /// equality.
    /// </summary>
    public object? Type { get; }

    public ImmutableArray<Value> Items => _items;

    public int Count => _items.Length;

    public Value this[int index] => _items[index];

    public ImmutableArray<Value>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => ((IEnumerable<Value>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_items).GetEnumerator();

    internal bool SequenceEquals(ValueList other) =>
        ReferenceEquals(this, other) || _items.AsSpan().SequenceEqual(other._items.AsSpan());

    internal bool SetEquals(ValueList other) =>
        ReferenceEquals(this, other) || (Count == other.Count && new HashSet<Value>(_items).SetEquals(other._items));
}
