using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>
/// Lays one Compose file or service over another (Compose specification, "Merge"): maps are merged, sequences appended,
/// everything else replaced, with the exceptions below.
/// </summary>
internal sealed class ComposeMerge(Func<Value, string?> tagOf)
{
    /// <param name="key">The field, "" for a whole.</param>
    /// <param name="below">What is there; may be absent.</param>
    /// <param name="above">What counts more.</param>
    public Value Merge(string key, Value below, Value above)
    {
        string? tag = tagOf(above);
        if (tag == "!reset")
        {
            return default;
        }

        if (tag == "!override" || below.IsAbsent)
        {
            return above;
        }

        if (above.IsAbsent || above.IsNull)
        {
            return below;
        }

        switch (key)
        {
            case "command" or "entrypoint" or "test":
                return above;
            case "environment" or "labels" or "args" or "annotations" or "sysctls" or "extra_hosts":
                return Entries(ComposeShapes.Assignments(below), ComposeShapes.Assignments(above), above.Origin, named: true);
            case "depends_on" or "networks":
                return Entries(ComposeShapes.Names(below), ComposeShapes.Names(above), above.Origin, named: true);
            case "ports" when AreLists(below, above):
                return Unique(below, above, static item => ComposePort.KeyOf(item));
            case "volumes" or "secrets" or "configs" or "devices" when AreLists(below, above):
                return Unique(below, above, static item => ComposeMount.TargetOf(item));
            default:
                break;
        }

        if (below.Kind == ValueKind.Map && above.Kind == ValueKind.Map)
        {
            bool named = key is "services" or "volumes" or "secrets" or "configs";
            return Entries(below.AsMap.Entries, above.AsMap.Entries, above.Origin, named);
        }

        return below.Kind == ValueKind.List || above.Kind == ValueKind.List
            ? Value.Of(new ValueList([.. below.OneOrMany(), .. above.OneOrMany()])).WithOrigin(above.Origin)
            : above;
    }

    private static bool AreLists(Value below, Value above) => below.Kind == ValueKind.List && above.Kind == ValueKind.List;

    /// <summary>Where keys are names that the author chose (<paramref name="named"/>), a service called "command" is a service.</summary>
    private Value Entries(ImmutableArray<ValueEntry> below, ImmutableArray<ValueEntry> above, Origin? origin, bool named)
    {
        var result = new List<ValueEntry>(below);
        var removed = new HashSet<int>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < result.Count; i++)
        {
            index[ScalarText.Of(result[i].Key)] = i;
        }

        foreach (ValueEntry entry in above)
        {
            string name = ScalarText.Of(entry.Key);
            bool known = index.TryGetValue(name, out int at);
            Value merged = Merge(named ? "*" : name, known ? result[at].Value : default, entry.Value);
            if (!known)
            {
                at = result.Count;
                index[name] = at;
                result.Add(default);
            }

            result[at] = new ValueEntry(entry.Key, merged);
            if (tagOf(entry.Value) == "!reset")
            {
                removed.Add(at);
            }
        }

        return Value.Of(new ValueMap([.. result.Where((_, i) => !removed.Contains(i))])).WithOrigin(origin);
    }

    private static Value Unique(Value below, Value above, Func<Value, string> keyOf)
    {
        var items = new List<Value>();
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (Value item in below.AsList.Items.AddRange(above.AsList.Items))
        {
            string key = keyOf(item);
            if (key.Length > 0 && index.TryGetValue(key, out int at))
            {
                items[at] = item;
            }
            else
            {
                index[key] = items.Count;
                items.Add(item);
            }
        }

        return Value.Of(new ValueList([.. items])).WithOrigin(above.Origin);
    }
}
