using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>JSON as Go's encoding/json writes it.</summary>
internal static class JsonText
{
    /// <summary>Deeper JSON is not read: values of it could not be walked over.</summary>
    private const int MaxDepth = 200;

    /// <summary>A value that is wholly known, on one line, keys in order.</summary>
    public static string Encode(Value value)
    {
        var text = new StringBuilder();
        Append(value, text);
        return text.ToString();
    }

    public static string Quote(string value)
    {
        var text = new StringBuilder(value.Length + 2);
        AppendQuoted(value, text);
        return text.ToString();
    }

    /// <summary>False if it is no JSON.</summary>
    public static bool TryDecode(string json, out Value value)
    {
        value = default;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return TryRead(document.RootElement, out value);
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // The second for half of a surrogate pair, which is no text.
            return false;
        }
    }

    private static void Append(Value value, StringBuilder text)
    {
        if (text.Length > Evaluation.EvaluationBudget.MaxTextLength)
        {
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.String:
                AppendQuoted(value.AsString, text);
                break;
            case ValueKind.Bool:
                text.Append(value.AsBool ? "true" : "false");
                break;
            case ValueKind.List or ValueKind.Set:
                text.Append('[');
                for (int i = 0; i < value.AsList.Count; i++)
                {
                    text.Append(i > 0 ? "," : "");
                    Append(value.AsList[i], text);
                }

                text.Append(']');
                break;
            case ValueKind.Map:
                string separator = "{";
                foreach (ValueEntry entry in value.AsMap.GetSortedEntries())
                {
                    text.Append(separator);
                    AppendQuoted(entry.Key.AsString, text);
                    text.Append(':');
                    Append(entry.Value, text);
                    separator = ",";
                }

                text.Append(value.AsMap.Count == 0 ? "{}" : "}");
                break;
            default:
                text.Append(value.IsNumber ? HclNumbers.Format(value) ?? "0" : "null");
                break;
        }
    }

    private static void AppendQuoted(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (char unit in value)
        {
            switch (unit)
            {
                case '"':
                    text.Append("\\\"");
                    break;
                case '\\':
                    text.Append("\\\\");
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\b':
                    text.Append("\\b");
                    break;
                case '\f':
                    text.Append("\\f");
                    break;
                case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                    text.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}");
                    break;
                default:
                    text.Append(unit);
                    break;
            }
        }

        text.Append('"');
    }

    private static bool TryRead(JsonElement element, out Value value)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                value = Value.Of(element.ValueKind == JsonValueKind.True);
                return true;
            case JsonValueKind.Number:
                bool fits = BigNumber.TryParse(element.GetRawText(), out BigNumber? number);
                value = number is null ? Value.Unknown(UnknownKind.Limit, "the number is out of range") : Value.Of(number);
                return fits;
            case JsonValueKind.String:
                value = Value.Of(ReadText(element));
                return true;
            case JsonValueKind.Array:
                return TryReadArray(element, out value);
            case JsonValueKind.Object:
                return TryReadObject(element, out value);
            default:
                value = Value.Null;
                return true;
        }
    }

    /// <summary>Half of a surrogate pair, which JSON can write, becomes the replacement character as in Go.</summary>
    private static string ReadText(JsonElement element)
    {
        try
        {
            return (element.GetString() ?? "").ToNfc();
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }

    private static bool TryReadArray(JsonElement element, out Value value)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        foreach (JsonElement child in element.EnumerateArray())
        {
            if (!TryRead(child, out Value item))
            {
                value = item;
                return false;
            }

            items.Add(item);
        }

        value = TypedValues.Tuple(items.ToImmutable());
        return true;
    }

    private static bool TryReadObject(JsonElement element, out Value value)
    {
        var entries = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (JsonProperty property in element.EnumerateObject())
        {
            if (!TryRead(property.Value, out Value item))
            {
                value = item;
                return false;
            }

            entries[property.Name.ToNfc()] = item;
        }

        value = TypedValues.Object([.. entries.Select(pair => new ValueEntry(Value.Of(pair.Key), pair.Value))]);
        return true;
    }
}
