using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Json;

/// <summary>JSON values as expressions of HCL.</summary>
internal sealed class JsonExpressions(SourceText source, JsonStrings strings)
{
    public SourceText Source => source;

    /// <summary>Templates that cannot be read are reported to <paramref name="diagnostics"/>.</summary>
    public HclExpression ToExpression(JsonNode node, ImmutableArray<Diagnostic>.Builder diagnostics) => node switch
    {
        JsonLiteral literal => new LiteralExpression(literal.Span, literal.Value),
        JsonString text => ToTemplate(text, diagnostics),
        JsonArray array => new TupleExpression(array.Span, [.. array.Items.Select(item => ToExpression(item, diagnostics))]),
        JsonObject members => new ObjectExpression(members.Span, [.. members.Members.Select(member => ToItem(member, diagnostics))]),
        _ => new ErrorExpression(node.Span),
    };

    private ObjectItem ToItem(JsonMember member, ImmutableArray<Diagnostic>.Builder diagnostics) =>
        new(member.Span, ToTemplate(member.Name, diagnostics), ToExpression(member.Value, diagnostics));

    private HclExpression ToTemplate(JsonString text, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        string content = text.Text.Text;
        bool plain = strings == JsonStrings.Literals
            || (!content.Contains("${", StringComparison.Ordinal) && !content.Contains("%{", StringComparison.Ordinal));
        if (plain)
        {
            ImmutableArray<HclExpression> parts = content.Length == 0 ? [] : [new LiteralExpression(text.Span, Value.Of(content.ToNfc()))];
            return new TemplateExpression(text.Span, parts, TemplateForm.Bare);
        }

        HclExpressionResult result = HclParser.ParseTemplate(text.Text);
        diagnostics.AddRange(result.Diagnostics);
        return result.Expression switch
        {
            TemplateExpression template => template with { Span = text.Span },
            TemplateWrapExpression wrap => wrap with { Span = text.Span },
            HclExpression other => other,
        };
    }
}
