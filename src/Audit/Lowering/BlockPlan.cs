using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;

namespace GcpLint.Audit.Lowering;

/// <summary>How to read the attributes of a block from an API object; made once a type.</summary>
/// <param name="Attributes">In ordinal order of their names.</param>
internal sealed record BlockPlan(ImmutableArray<AttributePlan> Attributes)
{
    public static BlockPlan Make(BlockSchema schema, AttributeNames? names) => new(
        [.. schema.Attributes.Values.OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => AttributePlan.Make(attribute, names?.Get(attribute.Name)))]);

    /// <summary>The API has a map where Terraform has a list of blocks.</summary>
    public bool IsOfMapEntries { get; } = Attributes.Any(attribute => attribute.Api is { IsOfMapEntry: true });
}

/// <summary>How to read one attribute.</summary>
/// <param name="Schema">What the provider says of it.</param>
/// <param name="Api">Where it lies; null if only Terraform has it.</param>
/// <param name="IsJson">It is the JSON text of the API's object.</param>
/// <param name="Block">For a nested block.</param>
internal sealed record AttributePlan(AttributeSchema Schema, ApiPath? Api, bool IsJson, BlockPlan? Block)
{
    public string Name => Schema.Name;

    public static AttributePlan Make(AttributeSchema schema, AttributeNames? names)
    {
        ApiPath? api = names is { IsTerraformOnly: true, Api: null } ? null : names?.Api is { } path ? ApiPath.Parse(path) : ApiPath.OfAttribute(schema.Name);
        return new AttributePlan(schema, api, names?.IsJson ?? false, schema.Block is { } block ? BlockPlan.Make(block, names) : null);
    }
}
