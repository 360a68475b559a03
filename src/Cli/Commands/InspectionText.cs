using System.Text;
using System.Text.Json;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Cli.Terminal;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Why a value is what it is, for people: each argument of each resource with the places that it came through.</summary>
internal static class InspectionText
{
    public static void Write(TextWriter output, RootModule root)
    {
        foreach (InspectedResource resource in root.Inspection.Resources)
        {
            output.Write($"{SafeText.Line(resource.Address)}  {PlaceOf(root, resource.Location)}\n");
            WriteEntries(output, root, resource.Values.AsMap, "  ");
            output.Write('\n');
        }

        WriteNamed(output, root, "output", root.Inspection.Outputs);
        WriteNamed(output, root, "local", root.Inspection.Locals);
        foreach (Diagnostic diagnostic in root.Inspection.Diagnostics)
        {
            output.Write($"{PlaceOf(root, diagnostic.Location)}: {SafeText.Line($"{diagnostic.Summary}: {diagnostic.Detail}")}\n");
        }
    }

    private static void WriteNamed(TextWriter output, RootModule root, string kind, IEnumerable<ValueEntry> entries)
    {
        foreach (ValueEntry entry in entries)
        {
            WriteValue(output, root, $"{kind}.{entry.Key.AsString}", entry.Value, "");
        }
    }

    private static void WriteEntries(TextWriter output, RootModule root, ValueMap map, string indent)
    {
        foreach (ValueEntry entry in map)
        {
            // A block has no place of its own as an argument has: its arguments have.
            if (entry.Value is { Kind: ValueKind.List, Origin: null } && entry.Value.AsList.Items.All(item => item.Kind == ValueKind.Map))
            {
                for (int i = 0; i < entry.Value.AsList.Count; i++)
                {
                    output.Write($"{indent}{SafeText.Line(entry.Key.AsString)}[{i}]\n");
                    WriteEntries(output, root, entry.Value.AsList[i].AsMap, indent + "  ");
                }
            }
            else
            {
                WriteValue(output, root, entry.Key.AsString, entry.Value, indent);
            }
        }
    }

    private static void WriteValue(TextWriter output, RootModule root, string name, Value value, string indent)
    {
        string shown = value.IsSensitive ? "(sensitive)" : value.UnknownReason is { } reason ? $"(not known: {reason.Detail})" : Json(value);
        output.Write($"{indent}{SafeText.Line(name)} = {SafeText.Line(shown)}\n");
        foreach (Origin step in value.Origin?.Trail ?? [])
        {
            output.Write($"{indent}    {(step.Name.Length == 0 ? "written" : SafeText.Line(step.Name))}  {PlaceOf(root, step.Location)}\n");
        }
    }

    private static string PlaceOf(RootModule root, SourceLocation location) => SafeText.Line($"{root.PathOf(location.Source.Path)}:{location.Line}");

    private static string Json(Value value)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            ValueJson.Write(writer, value);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length));
    }
}
