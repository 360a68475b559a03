using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace GcpLint.Analyzer.Configuration;

/// <summary>The JSON schema of <c>.gcp-lint.yaml</c>, for editors; made of the keys that the reader checks by.</summary>
public static class ConfigurationSchema
{
    /// <summary>The schema as JSON text (draft 2020-12), the same bytes every time.</summary>
    public static string Render()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("title", "Configuration of gcp-lint");
            WriteMapping(writer, ConfigurationKeys.Top);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteMapping(Utf8JsonWriter writer, ImmutableArray<ConfigurationKey> keys)
    {
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        if (keys.Any(key => key.Required))
        {
            writer.WriteStartArray("required");
            foreach (ConfigurationKey key in keys.Where(key => key.Required))
            {
                writer.WriteStringValue(key.Name);
            }

            writer.WriteEndArray();
        }

        writer.WriteStartObject("properties");
        foreach (ConfigurationKey key in keys)
        {
            writer.WriteStartObject(key.Name);
            writer.WriteString("description", key.Description);
            WriteType(writer, key);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteType(Utf8JsonWriter writer, ConfigurationKey key)
    {
        switch (key.Type)
        {
            case KeyType.Text:
                writer.WriteString("type", "string");
                break;
            case KeyType.Boolean:
                writer.WriteString("type", "boolean");
                break;
            case KeyType.Count:
                writer.WriteString("type", "integer");
                writer.WriteNumber("minimum", 0);
                break;
            case KeyType.Date:
                writer.WriteString("type", "string");
                writer.WriteString("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
                break;
            case KeyType.Choice:
                WriteTexts(writer, "enum", key.Choices);
                break;
            case KeyType.Texts:
                WriteTexts(writer, "type", ["string", "array"]);
                writer.WriteStartObject("items");
                writer.WriteString("type", "string");
                writer.WriteEndObject();
                break;
            case KeyType.Mapping:
                WriteMapping(writer, key.Keys);
                break;
            case KeyType.Mappings:
                writer.WriteString("type", "array");
                writer.WriteStartObject("items");
                WriteMapping(writer, key.Keys);
                writer.WriteEndObject();
                break;
            case KeyType.Named:
                writer.WriteString("type", "object");
                if (!key.Keys.IsEmpty)
                {
                    writer.WriteStartObject("additionalProperties");
                    WriteMapping(writer, key.Keys);
                    writer.WriteEndObject();
                }

                break;
            default:
                break;
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, ImmutableArray<string> texts)
    {
        writer.WriteStartArray(name);
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }
}
