using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources;

/// <summary>Shapes in which YAML formats write things, and where they stand.</summary>
public static class ValueShapes
{
    extension(Value value)
    {
        /// <summary>The items of a list; a lone value as a list of one; nothing for null and absent.</summary>
        public ImmutableArray<Value> OneOrMany() =>
            value.Kind is ValueKind.List or ValueKind.Set ? value.AsList.Items : value.IsSet ? [value] : [];

        /// <summary>Where it was written; the start of the file for a value that no reader made.</summary>
        public SourceLocation LocationIn(SourceText source) => value.Origin?.Location ?? new SourceLocation(source, default);
    }

    /// <summary>From the key to the end of the value.</summary>
    public static SourceLocation LocationIn(this ValueEntry entry, SourceText source)
    {
        SourceLocation key = entry.Key.LocationIn(source);
        SourceLocation value = entry.Value.LocationIn(source);
        return value.Source == key.Source && value.Span.Start >= key.Span.Start ? key with { Span = key.Span.Cover(value.Span) } : key;
    }
}
