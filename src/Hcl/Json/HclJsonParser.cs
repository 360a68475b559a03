using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Hcl.Json;

/// <summary>What the strings of a file of JSON are.</summary>
public enum JsonStrings : byte
{
    /// <summary>Templates, as in <c>.tf.json</c>: <c>"${var.x}"</c> is an expression.</summary>
    Templates,

    /// <summary>Plain text, as in <c>.tfvars.json</c>.</summary>
    Literals,
}

/// <summary>
/// Reads HCL's JSON syntax (https://github.com/hashicorp/hcl/blob/main/json/spec.md) to the same tree as
/// <see cref="HclParser"/>. What is a block only the reader of the tree knows: see <see cref="HclBody.GetContent"/>.
/// </summary>
public static class HclJsonParser
{
    /// <summary>A whole file. Never throws on input: what is no JSON is missing from the body, and a diagnostic says why.</summary>
    public static HclFile ParseFile(SourceText source, JsonStrings strings = JsonStrings.Templates)
    {
        var diagnostics = new DiagnosticSink(MappedText.Whole(source));
        JsonNode root = new JsonReader(source, diagnostics).ReadAll();
        var expressions = new JsonExpressions(source, strings);
        ImmutableArray<JsonObject> objects = JsonBlocks.GetObjects(root);
        if (objects.IsEmpty && root is not (JsonArray or JsonInvalid))
        {
            diagnostics.Error("json-root", "Root value must be object", "A file of JSON holds one object, or a list of objects.", root.Span);
        }

        var body = new HclJsonBody(new TextSpan(0, source.Length), source, objects, expressions);
        return new HclFile(source, body, [], diagnostics.ToSorted());
    }
}
