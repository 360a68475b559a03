using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Analyzer.Sources.Terraform;

/// <summary>
/// The inside of a block as Terraform sees it: whether it is written natively or in JSON, and with the arguments that
/// override files put in place of its own.
/// </summary>
/// <param name="Attributes">Each name once, in the order of the source; those of override files behind.</param>
/// <param name="Blocks">In the order of the source. An override file replaces all blocks of a type.</param>
public sealed record TerraformBody(ImmutableArray<HclAttribute> Attributes, ImmutableArray<HclBlock> Blocks)
{
    public static readonly TerraformBody Empty = new([], []);

    /// <summary>The argument of that name, null if nobody wrote it.</summary>
    public HclAttribute? GetAttribute(string name)
    {
        foreach (HclAttribute attribute in Attributes)
        {
            if (attribute.Name == name)
            {
                return attribute;
            }
        }

        return null;
    }

    public IEnumerable<HclBlock> GetBlocks(string type) => Blocks.Where(block => block.Type == type);

    /// <summary>The first block of that type, null if nobody wrote one.</summary>
    public HclBlock? GetBlock(string type)
    {
        foreach (HclBlock block in Blocks)
        {
            if (block.Type == type)
            {
                return block;
            }
        }

        return null;
    }

    internal static TerraformBody Of(HclBody body, HclSchema schema)
    {
        HclContent content = body.GetContent(schema);
        return new TerraformBody(content.Attributes, content.Blocks);
    }

    /// <summary>This body with what an override file says: arguments one by one, blocks by type.</summary>
    internal TerraformBody OverriddenBy(TerraformBody other) => new(
        [.. Attributes.Where(attribute => other.GetAttribute(attribute.Name) is null), .. other.Attributes],
        [.. Blocks.Where(block => other.GetBlock(block.Type) is null), .. other.Blocks]);
}
