using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>The merge key <c>&lt;&lt;</c> of YAML 1.1 (yaml.org/type/merge.html), which Compose files live by.</summary>
internal static class YamlMerge
{
    /// <summary>The mappings that the value of a merge key names, in order; false if it names anything else.</summary>
    public static bool TrySources(Value value, out ImmutableArray<ValueMap> sources)
    {
        if (value.Kind == ValueKind.Map)
        {
            sources = [value.AsMap];
            return true;
        }

        sources = [];
        if (value.Kind != ValueKind.List)
        {
            // An alias that could not be followed has its own diagnostic.
            return value.IsUnknown;
        }

        foreach (Value item in value.AsList)
        {
            if (item.Kind != ValueKind.Map)
            {
                return false;
            }
        }

        sources = [.. value.AsList.Items.Select(item => item.AsMap)];
        return true;
    }

    /// <summary>
    /// Adds the entries of <paramref name="sources"/> that the mapping does not have itself; an earlier source counts
    /// more than a later one. They keep the places where they were written.
    /// </summary>
    public static void Apply(ImmutableArray<ValueEntry>.Builder entries, List<ValueMap> sources)
    {
        var names = new HashSet<string>(entries.Select(entry => entry.Key.AsString), StringComparer.Ordinal);
        foreach (ValueMap source in sources)
        {
            foreach (ValueEntry entry in source)
            {
                if (names.Add(entry.Key.AsString))
                {
                    entries.Add(entry);
                }
            }
        }
    }
}
