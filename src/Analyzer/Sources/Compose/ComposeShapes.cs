using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Compose;

/// <summary>The short forms of Compose's fields, brought into the long ones.</summary>
internal static class ComposeShapes
{
    /// <summary>
    /// A map, or a list of "NAME=value", as entries. A name without '=' has no value: for a variable the shell's counts.
    /// </summary>
    public static ImmutableArray<ValueEntry> Assignments(Value value) => value.Kind == ValueKind.Map
        ? value.AsMap.Entries
        : [.. value.OneOrMany().Select(Assignment)];

    /// <summary>A map, or a list of names, as entries without values.</summary>
    public static ImmutableArray<ValueEntry> Names(Value value) => value.Kind == ValueKind.Map
        ? value.AsMap.Entries
        : [.. value.OneOrMany().Select(name => new ValueEntry(name, default))];

    private static ValueEntry Assignment(Value item)
    {
        int equals = item.AsString.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0)
        {
            // A text that interpolation made unknown still names its variable, if the name itself is written.
            int written = item.IsUnknown ? ScalarText.Written(item).IndexOf('=', StringComparison.Ordinal) : -1;
            return written > 0
                ? new ValueEntry(Value.Of(ScalarText.Written(item)[..written]).WithOrigin(item.Origin), item)
                : new ValueEntry(item, default);
        }

        return new ValueEntry(
            ScalarText.Part(item, new TextSpan(0, equals)),
            ScalarText.Part(item, TextSpan.FromBounds(equals + 1, item.AsString.Length)));
    }
}
