using System.Collections;
using System.Collections.Immutable;

namespace GcpLint.Values;

/// <summary>The elements of a list, tuple or set, in order of the source. Immutable.</summary>
public sealed class ValueList : IReadOnlyList<Value>
{
    public static readonly ValueList Empty = new([]);

    /// <summary>A hash of more elements than this costs more than it tells.</summary>
    private const int HashedItems = 16;

    private readonly ImmutableArray<Value> _items;
    private object? _type;

    public ValueList(ImmutableArray<Value> items, object? type = null)
    {
        _items = items;
        _type = type;
        int depth = 0;
        long size = 1;
        foreach (Value item in items)
        {
            depth = Math.Max(depth, item.Depth);
            size += item.Size;
        }

        Depth = depth + 1;
        Size = (int)Math.Min(size, int.MaxValue);
    }

    /// <summary>
    /// The type that the language gives the elements (HCL: list of string, tuple), null where it gives none. No part of
    /// equality.
    /// </summary>
    public object? Type => _type;

    /// <summary>1 for a list of scalars, 2 for a list of such lists.</summary>
    public int Depth { get; }

    /// <summary>How many values a walk over it meets, itself included; <see cref="int.MaxValue"/> for more than that. Parts that are shared count each time.</summary>
    public int Size { get; }

    /// <summary>The type; computed and kept where there is none. Two threads may both compute it: the results are equal.</summary>
    public object GetType(Func<ValueList, object> compute) => _type ??= compute(this);

    public ImmutableArray<Value> Items => _items;

    public int Count => _items.Length;

    public Value this[int index] => _items[index];

    public ImmutableArray<Value>.Enumerator GetEnumerator() => _items.GetEnumerator();

    IEnumerator<Value> IEnumerable<Value>.GetEnumerator() => ((IEnumerable<Value>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_items).GetEnumerator();

    /// <summary>The same whatever the order of the elements, as sets need it.</summary>
    internal int ShallowHash
    {
        get
        {
            int hash = Count;
            foreach (Value item in _items.AsSpan()[..Math.Min(Count, HashedItems)])
            {
                hash += item.ShallowHash;
            }

            return Count > HashedItems ? Count : hash;
        }
    }

    internal bool SequenceEquals(ValueList other) =>
        ReferenceEquals(this, other) || _items.AsSpan().SequenceEqual(other._items.AsSpan());

    internal bool SetEquals(ValueList other) =>
        ReferenceEquals(this, other) || (Count == other.Count && new HashSet<Value>(_items).SetEquals(other._items));
}
