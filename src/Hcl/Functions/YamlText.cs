using System.Text;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>YAML as <c>yamlencode</c> writes it: strings in quotes, those with line ends as literal blocks.</summary>
internal static class YamlText
{
    /// <summary>A value that is wholly known.</summary>
    public static string Encode(Value value)
    {
        var text = new StringBuilder();
        switch (value.Kind)
        {
            case ValueKind.List or ValueKind.Set when value.AsList.Count > 0:
                AppendItems(value.AsList, 0, text);
                break;
            case ValueKind.Map when value.AsMap.Count > 0:
                AppendEntries(value.AsMap, 0, text, indentFirst: true);
                break;
            default:
                AppendScalar(value, 0, text);
                text.Append('\n');

                // A plain scalar needs a mark of its end.
                bool plain = value.IsNumber || value.Kind is ValueKind.Bool or ValueKind.Null;
                text.Append(plain ? "...\n" : "");
                break;
        }

        return text.ToString();
    }

    private static void AppendItems(ValueList list, int indentation, StringBuilder text)
    {
        foreach (Value item in list)
        {
            if (text.Length > Evaluation.EvaluationBudget.MaxTextLength)
            {
                return;
            }

            text.Append(' ', indentation).Append("- ");
            if (item.Kind == ValueKind.Map && item.AsMap.Count > 0)
            {
                AppendEntries(item.AsMap, indentation + 2, text, indentFirst: false);
            }
            else if (item.Kind is ValueKind.List or ValueKind.Set && item.AsList.Count > 0)
            {
                // A list in a list starts on the same line.
                int start = text.Length;
                AppendItems(item.AsList, indentation + 2, text);
                text.Remove(start, indentation + 2);
            }
            else
            {
                AppendScalar(item, indentation + 2, text);
                text.Append('\n');
            }
        }
    }

    private static void AppendEntries(ValueMap map, int indentation, StringBuilder text, bool indentFirst)
    {
        bool indent = indentFirst;
        foreach (ValueEntry entry in map.GetSortedEntries())
        {
            if (text.Length > Evaluation.EvaluationBudget.MaxTextLength)
            {
                return;
            }

            text.Append(' ', indent ? indentation : 0);
            indent = true;
            AppendQuoted(entry.Key.AsString, text);
            text.Append(':');
            Value value = entry.Value;
            if (value.Kind == ValueKind.Map && value.AsMap.Count > 0)
            {
                text.Append('\n');
                AppendEntries(value.AsMap, indentation + 2, text, indentFirst: true);
            }
            else if (value.Kind is ValueKind.List or ValueKind.Set && value.AsList.Count > 0)
            {
                text.Append('\n');
                AppendItems(value.AsList, indentation, text);
            }
            else
            {
                text.Append(' ');
                AppendScalar(value, indentation + 2, text);
                text.Append('\n');
            }
        }
    }

    /// <summary>Without the line end behind it.</summary>
    private static void AppendScalar(Value value, int indentation, StringBuilder text)
    {
        switch (value.Kind)
        {
            case ValueKind.String when CanBeBlock(value.AsString):
                AppendBlock(value.AsString, Math.Max(indentation, 2), text);
                break;
            case ValueKind.String:
                AppendQuoted(value.AsString, text);
                break;
            case ValueKind.List or ValueKind.Set:
                text.Append("[]");
                break;
            case ValueKind.Map:
                text.Append("{}");
                break;
            case ValueKind.Bool:
                text.Append(value.AsBool ? "true" : "false");
                break;
            default:
                text.Append(value.IsNumber ? HclNumbers.Format(value) ?? "0" : "null");
                break;
        }
    }

    private static bool CanBeBlock(string value) =>
        value.Contains('\n', StringComparison.Ordinal)
        && value.Trim('\n').Length > 0
        && value.EnumerateRunes().All(rune => rune.Value is '\n' or '\t' || (rune.Value >= ' ' && rune.Value is not (0x7F or 0xFEFF)));

    private static void AppendBlock(string value, int indentation, StringBuilder text)
    {
        string body = value.TrimEnd('\n');
        int ends = value.Length - body.Length;

        // A blank in front would be taken for indentation.
        text.Append('|').Append(value[0] is ' ' or '\n' ? "2" : "").Append(ends switch { 0 => "-", 1 => "", _ => "+" });
        foreach (string line in body.Split('\n'))
        {
            text.Append('\n');
            if (line.Length > 0)
            {
                text.Append(' ', indentation).Append(line);
            }
        }

        text.Append('\n', Math.Max(0, ends - 1));
    }

    private static void AppendQuoted(string value, StringBuilder text)
    {
        text.Append('"');
        foreach (Rune rune in value.EnumerateRunes())
        {
            string? escape = rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                0 => "\\0",
                7 => "\\a",
                8 => "\\b",
                0x0B => "\\v",
                0x0C => "\\f",
                0x1B => "\\e",
                0x85 => "\\N",
                0xA0 => "\\_",
                0x2028 => "\\L",
                0x2029 => "\\P",
                < ' ' or (>= 0x7F and < 0xA0) => $"\\x{rune.Value:X2}",
                0xFEFF => "\\uFEFF",
                _ => null,
            };
            text.Append(escape ?? rune.ToString());
        }

        text.Append('"');
    }
}
