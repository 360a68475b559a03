using System.Text.Json;
using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Values as plain JSON; what is not known is <c>{"$unknown": true, "reason": "…"}</c>.</summary>
internal static class ValueJson
{
    /// <summary>Values nest as deep as the files they come from, whose readers have limits; this one keeps JSON readers well.</summary>
    private const int MaxDepth = 200;

    public static void Write(Utf8JsonWriter writer, Value value, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            WriteUnknown(writer, "nested too deep");
            return;
        }

        switch (value.Kind)
        {
            case ValueKind.Unknown:
                WriteUnknown(writer, value.UnknownReason?.Detail ?? "");
                break;
            case ValueKind.Bool:
                writer.WriteBooleanValue(value.AsBool);
                break;
            case ValueKind.Int:
                writer.WriteNumberValue(value.AsInt);
                break;
            case ValueKind.UInt:
                writer.WriteNumberValue(value.AsUInt);
                break;
            case ValueKind.Double when double.IsInteger(value.AsDouble) && BigNumber.Of(value.AsDouble)?.Format() is { } digits:
                writer.WriteRawValue(digits, skipInputValidation: true);
                break;
            case ValueKind.Double when double.IsFinite(value.AsDouble):
                writer.WriteNumberValue(value.AsDouble);
                break;
            case ValueKind.Number when value.AsBigNumber?.Format() is { } digits:
                writer.WriteRawValue(digits, skipInputValidation: true);
                break;
            case ValueKind.Number:
                WriteUnknown(writer, "a number of too many digits");
                break;
            case ValueKind.String:
                writer.WriteStringValue(value.AsString);
                break;
            case ValueKind.List or ValueKind.Set:
                writer.WriteStartArray();
                foreach (Value item in value.AsList)
                {
                    Write(writer, item, depth + 1);
                }

                writer.WriteEndArray();
                break;
            case ValueKind.Map:
                writer.WriteStartObject();
                WriteEntries(writer, value.AsMap, null, depth);
                writer.WriteEndObject();
                break;
            case ValueKind.Absent or ValueKind.Null:
                writer.WriteNullValue();
                break;
            default:
                writer.WriteStringValue(value.ToString());
                break;
        }
    }

    /// <summary>
    /// The arguments of a resource as Terraform's own JSON has them: each type of nested block is a list of objects, also
    /// where the provider allows it once.
    /// </summary>
    public static void WriteResource(Utf8JsonWriter writer, Value attributes, BlockSchema? schema)
    {
        writer.WriteStartObject();
        WriteEntries(writer, attributes.AsMap, schema, 0, isBlock: true);
        writer.WriteEndObject();
    }

    private static void WriteEntries(Utf8JsonWriter writer, ValueMap map, BlockSchema? schema, int depth, bool isBlock = false)
    {
        var written = new HashSet<string>(StringComparer.Ordinal);
        foreach (ValueEntry entry in map)
        {
            string key = entry.Key.Kind == ValueKind.String ? entry.Key.AsString : entry.Key.ToString();
            if (!written.Add(key))
            {
                continue;
            }

            writer.WritePropertyName(key);
            Value value = map.Get(entry.Key);
            AttributeSchema? attribute = schema?.Get(key);
            bool isNested = attribute is { IsBlock: true } || (isBlock && schema is not null && key == "timeouts");
            if (isNested && value.Kind is ValueKind.Map or ValueKind.List)
            {
                WriteBlocks(writer, value, attribute?.Block, depth);
            }
            else
            {
                Write(writer, value, depth + 1);
            }
        }
    }

    private static void WriteBlocks(Utf8JsonWriter writer, Value value, BlockSchema? schema, int depth)
    {
        writer.WriteStartArray();
        foreach (Value block in value.Kind == ValueKind.Map ? [value] : value.AsList.Items)
        {
            if (block.Kind != ValueKind.Map || depth > MaxDepth)
            {
                Write(writer, block, depth + 1);
                continue;
            }

            writer.WriteStartObject();
            WriteEntries(writer, block.AsMap, schema, depth + 1, isBlock: true);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteUnknown(Utf8JsonWriter writer, string reason)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("$unknown", true);
        writer.WriteString("reason", reason);
        writer.WriteEndObject();
    }
}
