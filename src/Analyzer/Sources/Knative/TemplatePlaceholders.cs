using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Knative;

/// <summary>
/// Cloud Run does not replace <c>${NAME}</c>: where it stands, envsubst, sed or a pipeline fills it in before the file is
/// applied. Such a value is unknown.
/// </summary>
internal static class TemplatePlaceholders
{
    public static Value MarkUnknown(Value value) => value.Kind switch
    {
        ValueKind.String when Find(value.AsString) is { } name =>
            Value.Unknown(UnknownKind.EnvironmentVariable, $"{name} is filled in before the file is applied").WithOrigin(value.Origin),
        ValueKind.List => Value.Of(new ValueList([.. value.AsList.Items.Select(MarkUnknown)])).WithOrigin(value.Origin),
        ValueKind.Map => Value.Of(new ValueMap([.. value.AsMap.Entries.Select(entry => entry with { Value = MarkUnknown(entry.Value) })]))
            .WithOrigin(value.Origin),
        _ => value,
    };

    /// <summary>The first placeholder of the forms <c>${NAME}</c>, <c>{{ … }}</c> and <c>%NAME%</c>; null if there is none.</summary>
    private static string? Find(string text)
    {
        int start = text.IndexOf("${", StringComparison.Ordinal);
        if (start >= 0 && text.IndexOf('}', start) is > 0 and int end)
        {
            return text[start..(end + 1)];
        }

        int braces = text.IndexOf("{{", StringComparison.Ordinal);
        if (braces >= 0 && text.IndexOf("}}", braces, StringComparison.Ordinal) is > 0 and int close)
        {
            return text[braces..(close + 2)];
        }

        return text is ['%', .. var name, '%'] && name.Length > 0 && !name.AsSpan().ContainsAnyExceptInRange('A', '_') ? text : null;
    }
}
