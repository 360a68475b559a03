using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Hcl.Json;

/// <summary>A body of JSON: the members of one object, or of several that count as one.</summary>
internal sealed record HclJsonBody : HclBody
{
    /// <summary>Members of this name are comments.</summary>
    private const string Comment = "//";

    private readonly ImmutableArray<JsonObject> _objects;
    private readonly JsonExpressions _expressions;
    private readonly Lazy<HclContent> _attributes;

    public HclJsonBody(TextSpan span, SourceText source, ImmutableArray<JsonObject> objects, JsonExpressions expressions)
        : base(span, source)
    {
        _objects = objects;
        _expressions = expressions;
        _attributes = new Lazy<HclContent>(() => GetContent(HclSchema.JustAttributes));
    }

    public override ImmutableArray<HclAttribute> Attributes => _attributes.Value.Attributes;

    public override ImmutableArray<HclBlock> Blocks => [];

    public override HclAttribute? GetAttribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    public override HclContent GetContent(HclSchema schema)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var attributes = ImmutableArray.CreateBuilder<HclAttribute>();
        var blocks = ImmutableArray.CreateBuilder<HclBlock>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var finder = new JsonBlocks(_expressions, diagnostics);
        foreach (JsonMember member in _objects.SelectMany(content => content.Members))
        {
            string name = member.Name.Text.Text;
            if (name == Comment)
            {
                continue;
            }

            if (schema.TryGetBlock(name, out int labels))
            {
                finder.Add(member, labels, blocks);
            }
            else if (names.Add(name))
            {
                attributes.Add(new HclAttribute(member.Span, Source, name, member.Name.Span, _expressions.ToExpression(member.Value, diagnostics)));
            }
            else
            {
                diagnostics.Add(new Diagnostic(
                    "hcl/duplicate-attribute",
                    DiagnosticSeverity.Error,
                    "Duplicate argument",
                    $"\"{name}\" is set already. An argument is set once.",
                    new SourceLocation(Source, member.Name.Span)));
            }
        }

        return new HclContent(attributes.ToImmutable(), blocks.ToImmutable(), diagnostics.ToImmutable());
    }
}
