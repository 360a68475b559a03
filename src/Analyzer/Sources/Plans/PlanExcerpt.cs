using GcpLint.Analyzer.Facts;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>
/// The text of a resource's element as reports may show it: everything is blank but the address and the values that are
/// not sensitive. What a resource was before, and sections of the file that nobody judges, never come near a report.
/// </summary>
internal sealed class PlanExcerpt
{
    private readonly string _text;
    private readonly char[] _shown;

    private PlanExcerpt(string text)
    {
        _text = text;
        _shown = new char[text.Length];
        for (int i = 0; i < text.Length; i++)
        {
            _shown[i] = text[i] is '\n' or '\r' ? text[i] : ' ';
        }
    }

    /// <summary>The text with the same lines, columns and length.</summary>
    public static SourceText Of(SourceText element, Value identity, Value values, Value sensitive, BlockSchema? schema)
    {
        var excerpt = new PlanExcerpt(element.Content);
        foreach (string name in (ReadOnlySpan<string>)["address", "module_address", "module", "mode", "type", "name"])
        {
            if (identity.Kind == ValueKind.Map && identity.AsMap.GetEntry(name) is { Key.IsAbsent: false, Value.Kind: ValueKind.String } entry)
            {
                excerpt.Show(entry.Key);
                excerpt.Show(entry.Value);
            }
        }

        excerpt.ShowValues(values, sensitive, schema);
        return new SourceText(element.Path, new string(excerpt._shown)) { Start = element.Start };
    }

    private void ShowValues(Value value, Value sensitive, BlockSchema? schema)
    {
        if (IsAll(sensitive))
        {
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Map:
                foreach (ValueEntry entry in value.AsMap)
                {
                    Show(entry.Key);
                    AttributeSchema? attribute = schema?.Get(entry.Key.AsString);
                    ShowValues(entry.Value, attribute?.IsSensitive == true ? Value.True : sensitive.Get(entry.Key.AsString), attribute?.Block);
                }

                break;
            case ValueKind.List:
                for (int i = 0; i < value.AsList.Count; i++)
                {
                    ShowValues(value.AsList[i], sensitive.Get(i), schema);
                }

                break;
            default:
                Show(value);
                break;
        }
    }

    internal static bool IsAll(Value mask) => mask is { Kind: ValueKind.Bool, AsBool: true };

    private void Show(Value value)
    {
        if (value.Origin is { Location.Span: { } span } && span.End <= _text.Length)
        {
            _text.AsSpan(span.Start, span.Length).CopyTo(_shown.AsSpan(span.Start));
        }
    }
}
