using System.Collections.Frozen;

namespace GcpLint.Hcl.Syntax;

/// <summary>A type of block and how many labels stand before its body.</summary>
public readonly record struct HclBlockSchema(string Type, int Labels);

/// <summary>Which names of a body are block types: all that is needed to tell blocks from attributes in JSON.</summary>
public sealed class HclSchema
{
    /// <summary>No blocks: every property is an attribute, as in <c>.tfvars.json</c>.</summary>
    public static readonly HclSchema JustAttributes = new([]);

    private readonly FrozenDictionary<string, int> _labels;

    public HclSchema(IEnumerable<HclBlockSchema> blocks)
    {
        _labels = blocks.ToFrozenDictionary(block => block.Type, block => block.Labels, StringComparer.Ordinal);
    }

    /// <summary>Whether <paramref name="name"/> is a block type; <paramref name="labels"/> is the number of its labels.</summary>
    public bool TryGetBlock(string name, out int labels) => _labels.TryGetValue(name, out labels);
}
