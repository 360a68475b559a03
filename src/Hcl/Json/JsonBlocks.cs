using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Hcl.Json;

/// <summary>Finds the blocks in a member whose name is a type of block: labels are names of objects in objects.</summary>
internal sealed class JsonBlocks(JsonExpressions expressions, ImmutableArray<Diagnostic>.Builder diagnostics)
{
    /// <summary>The objects that a value stands for: itself, or the elements of a list.</summary>
    public static ImmutableArray<JsonObject> GetObjects(JsonNode node) => node switch
    {
        JsonObject single => [single],
        JsonArray list => [.. list.Items.OfType<JsonObject>()],
        _ => [],
    };

    public void Add(JsonMember member, int labels, ImmutableArray<HclBlock>.Builder blocks)
    {
        Descend(member, member.Value, labels, [], blocks);
    }

    private void Descend(JsonMember member, JsonNode value, int labels, ImmutableArray<HclLabel> found, ImmutableArray<HclBlock>.Builder blocks)
    {
        foreach (JsonNode node in value is JsonArray list ? list.Items : [value])
        {
            if (node is JsonLiteral { Value.IsNull: true } or JsonInvalid)
            {
                continue;
            }

            if (node is not JsonObject content)
            {
                string detail = labels > 0 ? "Here stand objects whose names are the labels of blocks." : "Here stands the content of a block: an object or a list of objects.";
                diagnostics.Add(new Diagnostic("hcl/json-block", DiagnosticSeverity.Error, "Incorrect JSON value type", detail, new SourceLocation(expressions.Source, node.Span)));
            }
            else if (labels == 0)
            {
                blocks.Add(ToBlock(member, found, content));
            }
            else
            {
                foreach (JsonMember inner in content.Members)
                {
                    Descend(member, inner.Value, labels - 1, found.Add(new HclLabel(inner.Name.Text.Text.ToNfc(), inner.Name.Span)), blocks);
                }
            }
        }
    }

    private HclBlock ToBlock(JsonMember member, ImmutableArray<HclLabel> labels, JsonObject content)
    {
        TextSpan name = labels.IsEmpty ? member.Name.Span : labels[^1].Span;
        var open = new TextSpan(content.Span.Start, Math.Min(1, content.Span.Length));
        var close = new TextSpan(Math.Max(open.End, content.Span.End - 1), content.Span.Length > 1 ? 1 : 0);
        var inside = TextSpan.FromBounds(open.End, Math.Max(open.End, close.Start));
        var body = new HclJsonBody(inside, expressions.Source, [content], expressions);

        // Blocks share the labels around them, so the header is the innermost name only.
        return new HclBlock(name.Cover(content.Span), expressions.Source, member.Name.Text.Text, name, labels, open, close, body);
    }
}
