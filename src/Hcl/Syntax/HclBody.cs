using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>
/// The inside of a file or block. In the native syntax the text itself says what is an attribute and what a block; in
/// JSON only the reader's schema does. <see cref="GetContent"/> serves both.
/// </summary>
/// <param name="Span">From behind the opening to before the closing brace; of a file, all of it.</param>
/// <param name="Source">The file: spans of this body and all below it are places in it.</param>
public abstract record HclBody(TextSpan Span, SourceText Source) : HclNode(Span)
{
    /// <summary>
    /// The attributes in the order of the source, each name once. Of a body in JSON: every property, as it would be
    /// without any block type known.
    /// </summary>
    public abstract ImmutableArray<HclAttribute> Attributes { get; }

    /// <summary>The blocks in the order of the source; none for JSON: use <see cref="GetContent"/>.</summary>
    public abstract ImmutableArray<HclBlock> Blocks { get; }

    /// <summary>The attribute of that name, null if there is none.</summary>
    public abstract HclAttribute? GetAttribute(string name);

    /// <summary>
    /// Attributes and blocks, told apart with <paramref name="schema"/> where the syntax leaves it open. The native
    /// syntax gives all that it has, JSON all properties that are no block types as attributes.
    /// </summary>
    public abstract HclContent GetContent(HclSchema schema);

    public IEnumerable<HclBlock> GetBlocks(string type) => Blocks.Where(block => block.Type == type);
}

/// <summary>What a body holds, and what was wrong with its shape: JSON that is no block where one is meant.</summary>
public sealed record HclContent(ImmutableArray<HclAttribute> Attributes, ImmutableArray<HclBlock> Blocks, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>A body of the native syntax.</summary>
public sealed record HclNativeBody : HclBody
{
    /// <summary>Up to here a walk along the attributes is quicker than a table.</summary>
    private const int LinearSearchLimit = 8;

    private readonly Dictionary<string, HclAttribute>? _byName;

    internal HclNativeBody(TextSpan span, SourceText source, ImmutableArray<HclNode> items, ImmutableArray<HclAttribute> attributes)
        : base(span, source)
    {
        Items = items;
        Attributes = attributes;
        Blocks = [.. items.OfType<HclBlock>()];
        if (attributes.Length > LinearSearchLimit)
        {
            _byName = attributes.ToDictionary(attribute => attribute.Name, StringComparer.Ordinal);
        }
    }

    /// <summary>
    /// Everything in the order of the source: <see cref="HclAttribute"/> (also a second one of the same name),
    /// <see cref="HclBlock"/> and <see cref="HclSkippedText"/>.
    /// </summary>
    public ImmutableArray<HclNode> Items { get; }

    public override ImmutableArray<HclAttribute> Attributes { get; }

    public override ImmutableArray<HclBlock> Blocks { get; }

    public override HclAttribute? GetAttribute(string name)
    {
        if (_byName is not null)
        {
            return _byName.GetValueOrDefault(name);
        }

        foreach (HclAttribute attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }

    public override HclContent GetContent(HclSchema schema) => new(Attributes, Blocks, []);
}
