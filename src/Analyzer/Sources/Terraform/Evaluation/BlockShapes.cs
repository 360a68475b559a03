using GcpLint.Analyzer.Facts;
using GcpLint.Hcl.Syntax;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// Which nested blocks a configuration writes into the resources of a type: a block that one resource has and another
/// lacks is an empty list there, as Terraform plans it, whether or not a provider's schema is known.
/// </summary>
internal sealed class BlockShapes
{
    private static readonly HclSchema s_dynamic = new([new("content", 0)]);

    private readonly Dictionary<(TerraformResourceMode Mode, string Type), Shape> _shapes = [];

    /// <param name="modules">Every module of the configuration, also those that are called for no instance.</param>
    public BlockShapes(IEnumerable<TerraformModule> modules)
    {
        foreach (TerraformResourceBlock block in modules.SelectMany(module => module.Resources))
        {
            BlockSchema? schema = ResourceNode.SchemaOf(block)?.Body;
            Add(ShapeOf(block), block.Body.Blocks.Where(nested => !BodyEvaluator.IsMetaArgument(nested.Type)), schema, 0);
        }
    }

    /// <summary>The arguments and blocks of a resource with the empty lists that belong to it.</summary>
    public Value Complete(TerraformResourceBlock block, ValueMap values) => Complete(values, ShapeOf(block));

    private Shape ShapeOf(TerraformResourceBlock block)
    {
        if (!_shapes.TryGetValue((block.Mode, block.Type), out Shape? shape))
        {
            _shapes[(block.Mode, block.Type)] = shape = new Shape();
        }

        return shape;
    }

    private static void Add(Shape shape, IEnumerable<HclBlock> blocks, BlockSchema? schema, int depth)
    {
        if (depth > EvaluationLimits.MaxBlockDepth)
        {
            return;
        }

        foreach (HclBlock block in blocks)
        {
            HclBlock? content = block.Type == "dynamic" ? block.Body.GetContent(s_dynamic).Blocks.FirstOrDefault() : block;
            string type = block.Type == "dynamic" ? block.GetLabel(0) : block.Type;
            if (content is null)
            {
                continue;
            }

            if (!shape.Blocks.TryGetValue(type, out Shape? inner))
            {
                shape.Blocks[type] = inner = new Shape();
            }

            BlockSchema? known = schema?.Get(type)?.Block;
            Add(inner, content.Body is HclNativeBody native ? native.Blocks : TerraformBody.Of(content.Body, BodySchemas.For(known)).Blocks, known, depth + 1);
        }
    }

    private static Value Complete(ValueMap values, Shape shape)
    {
        if (shape.Blocks.Count == 0)
        {
            return Value.Of(values);
        }

        IEnumerable<ValueEntry> written = values.Entries.Select(entry => shape.Blocks.TryGetValue(entry.Key.AsString, out Shape? inner)
            ? entry with { Value = Complete(entry.Value, inner) }
            : entry);
        IEnumerable<ValueEntry> missing = shape.Blocks.Keys.Where(type => !values.ContainsKey(type))
            .Select(type => new ValueEntry(Value.Of(type), Value.Of(ValueList.Empty)));
        return Value.Of(new ValueMap([.. written, .. missing]));
    }

    private static Value Complete(Value blocks, Shape shape) => blocks.Kind == ValueKind.List
        ? Value.Of(new ValueList([.. blocks.AsList.Items.Select(block => block.Kind == ValueKind.Map ? Complete(block.AsMap, shape) : block)]))
        : blocks;

    private sealed class Shape
    {
        public SortedDictionary<string, Shape> Blocks { get; } = new(StringComparer.Ordinal);
    }
}
