using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GcpLint.Rules.Declarative.Families;

namespace GcpLint.Rules.Declarative;

/// <summary>The JSON schema of rule files, for editors; made of the words that the reader checks by.</summary>
public static class RuleFileSchema
{
    /// <summary>Where the schema is published: editors find it by the first line of a rule file.</summary>
    public const string Address = "https://raw.githubusercontent.com/gcp-lint/gcp-lint/main/docs/rule.schema.json";

    /// <summary>The schema as JSON text (draft 2020-12), the same bytes every time.</summary>
    public static string Render()
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            writer.WriteString("$id", Address);
            writer.WriteString("title", "Rule of gcp-lint");
            WriteObject(writer, RuleFileKeys.Required, RuleFileKeys.Top, key => WriteTop(writer, key));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteTop(Utf8JsonWriter writer, string key)
    {
        writer.WriteString("description", RuleFileKeys.DescriptionOf(key));
        switch (key)
        {
            case "severity":
                WriteEnum(writer, RuleFileKeys.Severities);
                break;
            case "confidence":
                WriteEnum(writer, RuleFileKeys.Confidences);
                break;
            case "profile":
                WriteEnum(writer, RuleFileKeys.Profiles);
                break;
            case "environments":
                WriteEnum(writer, RuleFileKeys.Environments);
                break;
            case "subject":
                WriteEnum(writer, RuleFileKeys.DeclarativeSubjects);
                break;
            case "code":
                writer.WriteString("type", "boolean");
                break;
            case "when" or "for":
                WriteExpression(writer);
                break;
            case "subjects":
                WriteArray(writer, () => WriteEnum(writer, RuleFileKeys.Subjects));
                break;
            case "resources":
                WriteResources(writer);
                break;
            case "references":
                WriteArray(writer, () => WritePattern(writer, "^https://"));
                break;
            case "controls" or "equivalents":
                WriteArray(writer, () => writer.WriteString("type", "string"));
                break;
            case "assert":
                WriteArray(writer, () => WriteObject(writer, ["that", "message"], RuleFileKeys.Assertion, part => WriteAssertion(writer, part)));
                break;
            case "remedy":
                WriteObject(writer, [], RuleFileKeys.Remedies, _ => writer.WriteString("type", "string"));
                writer.WriteNumber("minProperties", 1);
                break;
            case "options":
                WriteOptions(writer);
                break;
            case "examples":
                WriteObject(writer, RuleFileKeys.Examples, RuleFileKeys.Examples, _ => WriteArray(writer, () => WriteExample(writer)));
                break;
            default:
                WriteText(writer, key);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string key)
    {
        writer.WriteString("type", "string");
        if (key == "title")
        {
            writer.WriteNumber("maxLength", RuleFileReader.MaxTitleLength);
            writer.WriteString("pattern", "[^.]$");
        }
        else if (key == "id")
        {
            writer.WriteString("pattern", "^[a-z0-9-]+/[a-z0-9-]+$");
        }
    }

    private static void WriteAssertion(Utf8JsonWriter writer, string key)
    {
        writer.WriteString("description", key switch
        {
            "that" => "CEL, true for a good resource.",
            "at" => "The path of the attribute where a finding belongs.",
            _ => "What is wrong and what to do; {CEL} is replaced by its value.",
        });
        if (key == "that")
        {
            WriteExpression(writer);
        }
        else
        {
            writer.WriteString("type", "string");
        }
    }

    private static void WriteResources(Utf8JsonWriter writer) => WriteArray(writer, () =>
    {
        writer.WriteStartArray("anyOf");
        writer.WriteStartObject();
        WritePattern(writer, @"^([a-z][a-z0-9]*_[a-z0-9_]+|\*)$");
        writer.WriteEndObject();
        writer.WriteStartObject();
        WriteEnum(writer, [.. ResourceFamily.Names.Order(StringComparer.Ordinal)]);
        writer.WriteEndObject();
        writer.WriteEndArray();
    });

    private static void WriteOptions(Utf8JsonWriter writer)
    {
        writer.WriteString("type", "object");
        writer.WriteStartObject("additionalProperties");
        WriteObject(writer, RuleFileKeys.Option, RuleFileKeys.Option, key =>
        {
            if (key == "type")
            {
                WriteEnum(writer, RuleFileKeys.OptionTypes);
            }
            else if (key == "description")
            {
                writer.WriteString("type", "string");
            }
        });
        writer.WriteEndObject();
    }

    private static void WriteExample(Utf8JsonWriter writer) => WriteObject(writer, ["name"], RuleFileKeys.Example, key =>
    {
        switch (key)
        {
            case "files":
                writer.WriteString("type", "object");
                writer.WriteStartObject("additionalProperties");
                writer.WriteString("type", "string");
                writer.WriteEndObject();
                break;
            case "options":
                writer.WriteString("type", "object");
                break;
            case "today":
                writer.WriteString("type", "string");
                writer.WriteString("pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
                break;
            default:
                writer.WriteString("type", "string");
                break;
        }
    });

    /// <summary><c>that: true</c> is CEL as well.</summary>
    private static void WriteExpression(Utf8JsonWriter writer) => WriteTexts(writer, "type", ["string", "boolean"]);

    private static void WriteObject(Utf8JsonWriter writer, ImmutableArray<string> required, ImmutableArray<string> keys, Action<string> write)
    {
        writer.WriteString("type", "object");
        writer.WriteBoolean("additionalProperties", false);
        if (!required.IsEmpty)
        {
            WriteTexts(writer, "required", required);
        }

        writer.WriteStartObject("properties");
        foreach (string key in keys)
        {
            writer.WriteStartObject(key);
            write(key);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter writer, Action writeItems)
    {
        writer.WriteString("type", "array");
        writer.WriteStartObject("items");
        writeItems();
        writer.WriteEndObject();
    }

    private static void WritePattern(Utf8JsonWriter writer, string pattern)
    {
        writer.WriteString("type", "string");
        writer.WriteString("pattern", pattern);
    }

    private static void WriteEnum(Utf8JsonWriter writer, ImmutableArray<string> words) => WriteTexts(writer, "enum", words);

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
