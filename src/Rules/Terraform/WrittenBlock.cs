using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>
/// A resource or one of its nested blocks as it is written, beside what the provider knows of it. A <c>dynamic</c> block
/// is the block that it makes.
/// </summary>
internal sealed class WrittenBlock
{
    private static readonly HclSchema s_dynamic = new([new("content", 0)]);

    private WrittenBlock(TerraformResourceBlock resource, WrittenBlock? outer, string path, BlockSchema schema, SourceLocation header, TerraformBody body)
    {
        Resource = resource;
        Outer = outer;
        Path = path;
        Schema = schema;
        Header = header;
        Attributes = body.Attributes;
        Blocks = body.Blocks;
    }

    /// <summary>The resource that it belongs to.</summary>
    public TerraformResourceBlock Resource { get; }

    /// <summary>The block around it; null for the resource itself.</summary>
    public WrittenBlock? Outer { get; }

    /// <summary>"settings.ip_configuration"; "" for the resource itself.</summary>
    public string Path { get; }

    public BlockSchema Schema { get; }

    public SourceLocation Header { get; }

    public ImmutableArray<HclAttribute> Attributes { get; }

    /// <summary>As written: <see cref="NameOf"/> tells what a <c>dynamic</c> block makes.</summary>
    public ImmutableArray<HclBlock> Blocks { get; }

    public bool IsResource => Path.Length == 0;

    /// <summary>All of a resource, outer blocks before inner ones; blocks that the provider does not know are left out.</summary>
    public static IEnumerable<WrittenBlock> In(TerraformResourceBlock resource, ResourceSchema schema)
    {
        var open = new Stack<WrittenBlock>();
        open.Push(new WrittenBlock(resource, null, "", schema.Body, resource.Header, resource.Body));
        while (open.TryPop(out WrittenBlock? block))
        {
            yield return block;
            for (int i = block.Blocks.Length - 1; i >= 0; i--)
            {
                if (block.Inner(block.Blocks[i]) is { } inner)
                {
                    open.Push(inner);
                }
            }
        }
    }

    public string PathOf(string name) => IsResource ? name : $"{Path}.{name}";

    public static string NameOf(HclBlock block) => block.Type == "dynamic" && !block.Labels.IsEmpty ? block.GetLabel(0) : block.Type;

    /// <summary>Whether anything of that name stands here: an argument, a block, a <c>dynamic</c> block.</summary>
    public bool Has(string name) => Attributes.Any(attribute => attribute.Name == name) || Blocks.Any(block => NameOf(block) == name);

    public HclAttribute? GetAttribute(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);

    /// <summary>The text of an argument that is a plain string; null for anything else.</summary>
    public string? GetText(string name) => TerraformLiterals.Text(GetAttribute(name));

    private WrittenBlock? Inner(HclBlock block)
    {
        string name = NameOf(block);
        if (Schema.Get(name) is not { IsComputed: false, Block: { } schema })
        {
            return null;
        }

        HclBody? body = block.Body;
        if (block.Type == "dynamic")
        {
            body = block.Body.GetContent(s_dynamic).Blocks.FirstOrDefault(inner => inner.Type == "content")?.Body;
        }

        return body is null ? null : new WrittenBlock(Resource, this, PathOf(name), schema, block.Location, Content(body, schema));
    }

    private static TerraformBody Content(HclBody body, BlockSchema schema)
    {
        if (body is HclNativeBody)
        {
            return new TerraformBody(body.Attributes, body.Blocks);
        }

        HclContent content = body.GetContent(new HclSchema(
            schema.Attributes.Values.Where(attribute => attribute.IsBlock).Select(attribute => new HclBlockSchema(attribute.Name, 0))
                .Append(new HclBlockSchema("dynamic", 1))));
        return new TerraformBody(content.Attributes, content.Blocks);
    }
}
