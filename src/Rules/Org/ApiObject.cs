using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>An API object while it is put together from attributes that lie elsewhere in Terraform.</summary>
internal sealed class ApiObject
{
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ApiObject> _objects = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ApiObject>> _lists = new(StringComparer.Ordinal);

    /// <summary>Somebody wrote it, or something in it.</summary>
    public bool IsWritten { get; set; }

    /// <summary>Of two attributes for one field the one that somebody wrote holds.</summary>
    public void Set(string name, Value value)
    {
        bool isWritten = value.IsKnown && value.Origin is not { Kind: OriginKind.ProviderDefault };
        if (isWritten || !_values.ContainsKey(name))
        {
            _values[name] = value;
            IsWritten |= isWritten;
        }
    }

    /// <summary>The object in a field; null where the field is a list.</summary>
    public ApiObject? Child(string name)
    {
        if (_lists.ContainsKey(name))
        {
            return null;
        }

        if (!_objects.TryGetValue(name, out ApiObject? child))
        {
            _objects[name] = child = new ApiObject();
        }

        return child;
    }

    public List<ApiObject> List(string name)
    {
        if (!_lists.TryGetValue(name, out List<ApiObject>? list))
        {
            _lists[name] = list = [];
        }

        return list;
    }

    /// <summary>Says of a path, in each element of the lists on it, that nobody knows it.</summary>
    public void SetUnknown(ReadOnlySpan<string> path, Unknown reason)
    {
        if (path.Length == 1)
        {
            _values.TryAdd(path[0], Value.Unknown(reason));
        }
        else if (_lists.TryGetValue(path[0], out List<ApiObject>? list))
        {
            foreach (ApiObject element in list)
            {
                element.SetUnknown(path[1..], reason);
            }
        }
        else
        {
            Child(path[0])?.SetUnknown(path[1..], reason);
        }
    }

    /// <inheritdoc cref="ApiView.Of"/>
    public Value ToValue(bool unknownIsWritten)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        var defaults = ImmutableArray.CreateBuilder<ValueEntry>();
        foreach (string name in _values.Keys.Concat(_objects.Keys).Concat(_lists.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            (Value value, bool isWritten) = Field(name, unknownIsWritten);
            (isWritten ? entries : defaults).Add(new ValueEntry(Value.Of(name), value));
        }

        return Value.Of(new ValueMap(entries.ToImmutable(), defaults: defaults.Count > 0 ? new ValueMap(defaults.ToImmutable()) : null));
    }

    private (Value Value, bool IsWritten) Field(string name, bool unknownIsWritten)
    {
        if (_lists.TryGetValue(name, out List<ApiObject>? list))
        {
            return (Value.Of(new ValueList([.. list.Select(element => element.ToValue(unknownIsWritten))])), list.Count > 0);
        }

        if (_values.TryGetValue(name, out Value value) && (value.IsUnknown || !_objects.ContainsKey(name)))
        {
            return (value, value.IsUnknown ? unknownIsWritten : value.Origin is not { Kind: OriginKind.ProviderDefault });
        }

        return _objects.TryGetValue(name, out ApiObject? child) ? (child.ToValue(unknownIsWritten), child.IsWritten) : (value, true);
    }
}
