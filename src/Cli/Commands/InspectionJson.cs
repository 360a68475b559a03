using System.Text;
using System.Text.Json;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Writes what <c>inspect</c> found out.</summary>
internal static class InspectionJson
{
    public static void Write(TextWriter output, ScanResult result, RootModule root) => Write(output, result, writer =>
    {
        writer.WriteStartArray("resources");
        foreach (InspectedResource resource in root.Inspection.Resources)
        {
            WriteResource(writer, resource, root.PathOf(resource.Location.Source.Path));
        }

        writer.WriteEndArray();
        WriteValues(writer, "outputs", root.Inspection.Outputs);
        WriteValues(writer, "locals", root.Inspection.Locals);
    });

    /// <summary>Plans: those of the root module of the tree as its resources, others as deployments.</summary>
    public static void WritePlans(TextWriter output, ScanResult result) => Write(output, result, writer =>
    {
        writer.WriteStartArray("resources");
        foreach (Deployment deployment in result.Model.Deployments.Where(deployment => deployment.Path == "."))
        {
            WriteElements(writer, deployment);
        }

        writer.WriteEndArray();
    });

    private static void Write(TextWriter output, ScanResult result, Action<Utf8JsonWriter> writeRoot)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            writer.WriteStartObject();
            WriteFiles(writer, result);
            writeRoot(writer);
            writer.WriteStartArray("deployments");
            foreach (Deployment deployment in result.Model.Deployments.Where(deployment => deployment.Path != "."))
            {
                writer.WriteStartObject();
                writer.WriteString("path", deployment.Path);
                writer.WriteString("kind", deployment.Kind.ToString());
                writer.WriteString("environment", deployment.Environment?.Name.Text);
                WriteResources(writer, deployment);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            InspectionPipelines.Write(writer, result.Model.Pipelines);
            writer.WriteEndObject();
        }

        output.Write(Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        output.Write('\n');
    }

    private static void WriteFiles(Utf8JsonWriter writer, ScanResult result)
    {
        writer.WriteStartArray("files");
        foreach (ScannedFile file in result.Files)
        {
            writer.WriteStartObject();
            writer.WriteString("path", file.Path);
            writer.WriteString("kind", WordOf(file.Kind));
            writer.WriteStartArray("errors");
            foreach (Diagnostic diagnostic in file.Diagnostics.Where(diagnostic => diagnostic.IsError))
            {
                writer.WriteStartObject();
                writer.WriteNumber("line", diagnostic.Location.Line);
                writer.WriteString("message", diagnostic.Detail.Length == 0 ? diagnostic.Summary : $"{diagnostic.Summary}: {diagnostic.Detail}");
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteResource(Utf8JsonWriter writer, InspectedResource resource, string file)
    {
        writer.WriteStartObject();
        writer.WriteString("address", resource.Address);
        writer.WriteString("type", resource.Type);
        if (resource.Mode != TerraformResourceMode.Managed)
        {
            writer.WriteString("mode", resource.Mode.ToString().ToLowerInvariant());
        }

        writer.WriteString("file", file);
        writer.WriteNumber("line", resource.Location.Line);
        writer.WriteString("module", resource.Module);
        writer.WritePropertyName("values");
        ValueJson.Write(writer, resource.Values);
        writer.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter writer, Deployment deployment)
    {
        writer.WriteStartArray("resources");
        WriteElements(writer, deployment);
        writer.WriteEndArray();
    }

    private static void WriteElements(Utf8JsonWriter writer, Deployment deployment)
    {
        foreach (CloudResource resource in deployment.Resources)
        {
            WriteResource(writer, resource, ProviderSchema.Current.GetResource(resource.Type)?.Body, isData: false);
        }

        foreach (CloudResource data in deployment.DataSources)
        {
            WriteResource(writer, data, ProviderSchema.Current.GetData(data.Type)?.Body, isData: true);
        }
    }

    private static void WriteResource(Utf8JsonWriter writer, CloudResource resource, BlockSchema? schema, bool isData)
    {
        writer.WriteStartObject();
        writer.WriteString("address", resource.Address.Text);
        writer.WriteString("type", resource.Type);
        if (isData)
        {
            writer.WriteString("mode", "data");
        }

        writer.WriteString("file", resource.Header.Source.Path);
        writer.WriteNumber("line", resource.Header.Line);
        writer.WriteString("module", ModuleOf(resource.Address.Text));
        writer.WritePropertyName("values");
        ValueJson.WriteResource(writer, resource.Source == ResourceSource.Plan ? SensitiveValues.Mask(resource.Attributes) : resource.Attributes, schema);
        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IEnumerable<ValueEntry> entries)
    {
        writer.WriteStartObject(name);
        foreach (ValueEntry entry in entries)
        {
            writer.WritePropertyName(entry.Key.AsString);
            ValueJson.Write(writer, entry.Value);
        }

        writer.WriteEndObject();
    }

    /// <summary>The module calls before the type: <c>module.m["k"]</c>; "" for the root module.</summary>
    private static string ModuleOf(string address)
    {
        int end = 0;
        while (address.AsSpan(end).StartsWith("module."))
        {
            int next = EndOfStep(address, end + "module.".Length);
            if (next >= address.Length)
            {
                break;
            }

            end = next + 1;
        }

        return end == 0 ? "" : address[..(end - 1)];
    }

    /// <summary>The next '.' that is not inside of an instance key.</summary>
    private static int EndOfStep(string address, int from)
    {
        bool quoted = false;
        for (int i = from; i < address.Length; i++)
        {
            char unit = address[i];
            if (quoted && unit == '\\')
            {
                i++;
            }
            else if (unit == '"')
            {
                quoted = !quoted;
            }
            else if (unit == '.' && !quoted)
            {
                return i;
            }
        }

        return address.Length;
    }

    private static string WordOf(FileKind kind) => kind switch
    {
        FileKind.Terraform or FileKind.TerraformJson or FileKind.Tfvars => "terraform",
        FileKind.GitHubWorkflow => "workflow",
        FileKind.GitHubAction => "action",
        FileKind.KnativeService => "knative",
        FileKind.AlertPolicy => "alert-policy",
        FileKind.OrgPolicy => "org-policy",
        FileKind.Nginx => "nginx",
        FileKind.DotEnv => "env",
        _ => kind.ToString().ToLowerInvariant(),
    };
}
