using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Hcl.Syntax;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Evaluates the inside of a block: arguments, nested blocks, dynamic blocks.</summary>
internal static class BodyEvaluator
{
    private static readonly string[] s_metaArguments = ["count", "for_each", "depends_on", "provider", "lifecycle", "provisioner", "connection"];

    /// <summary>Arguments and blocks of a resource that are Terraform's own.</summary>
    public static bool IsMetaArgument(string name) => s_metaArguments.Contains(name);

    /// <summary>A resource or data source without the arguments and blocks that are Terraform's own.</summary>
    public static EvaluatedBody EvaluateResource(TerraformBody body, Scope scope, BlockSchema? schema) =>
        Evaluate(
            [.. body.Attributes.Where(attribute => !s_metaArguments.Contains(attribute.Name))],
            [.. body.Blocks.Where(block => !s_metaArguments.Contains(block.Type))],
            scope,
            schema,
            depth: 0);

    public static EvaluatedBody Evaluate(TerraformBody body, Scope scope, BlockSchema? schema) =>
        Evaluate(body.Attributes, body.Blocks, scope, schema, depth: 0);

    private static EvaluatedBody Evaluate(
        ImmutableArray<HclAttribute> attributes,
        ImmutableArray<HclBlock> blocks,
        Scope scope,
        BlockSchema? schema,
        int depth)
    {
        var values = ImmutableArray.CreateBuilder<EvaluatedAttribute>(attributes.Length);
        foreach (HclAttribute attribute in attributes)
        {
            values.Add(new EvaluatedAttribute(attribute.Name, scope.Evaluate(attribute), attribute));
        }

        if (blocks.IsEmpty || depth >= EvaluationLimits.MaxBlockDepth)
        {
            return new EvaluatedBody(values.MoveToImmutable(), []);
        }

        var nested = ImmutableArray.CreateBuilder<EvaluatedBlock>();
        var empty = ImmutableArray.CreateBuilder<string>();
        foreach (HclBlock block in blocks)
        {
            if (block.Type != "dynamic" || block.Labels.IsEmpty)
            {
                nested.Add(new EvaluatedBlock(block.Type, block.Location, EvaluateInner(block, scope, schema?.Get(block.Type)?.Block, depth), null));
                continue;
            }

            int before = nested.Count;
            Expand(block, scope, schema, depth, nested);
            if (nested.Count == before)
            {
                empty.Add(block.GetLabel(0));
            }
        }

        return new EvaluatedBody(values.MoveToImmutable(), nested.ToImmutable()) { EmptyBlocks = empty.ToImmutable() };
    }

    private static EvaluatedBody EvaluateInner(HclBlock block, Scope scope, BlockSchema? schema, int depth)
    {
        TerraformBody body = block.Body is HclNativeBody native
            ? new TerraformBody(native.Attributes, native.Blocks)
            : TerraformBody.Of(block.Body, BodySchemas.For(schema));
        return Evaluate(body.Attributes, body.Blocks, scope, schema, depth + 1);
    }

    private static void Expand(HclBlock dynamic, Scope scope, BlockSchema? schema, int depth, ImmutableArray<EvaluatedBlock>.Builder nested)
    {
        HclContent content = dynamic.Body.GetContent(s_dynamic);
        HclAttribute? each = content.Attributes.FirstOrDefault(attribute => attribute.Name == "for_each");
        HclBlock? inner = content.Blocks.FirstOrDefault(block => block.Type == "content");
        string type = dynamic.GetLabel(0);
        if (each is null || inner is null)
        {
            scope.Module.Run.Report("terraform/invalid-dynamic", "Invalid dynamic block", $"`dynamic \"{type}\"` needs `for_each` and a `content` block.", dynamic.Location);
            return;
        }

        string iterator = content.Attributes.FirstOrDefault(attribute => attribute.Name == "iterator")?.Expression is TraversalExpression { Steps.IsEmpty: true } name
            ? name.RootName
            : type;
        BlockSchema? innerSchema = schema?.Get(type)?.Block;
        Value collection = scope.Evaluate(each);
        collection = collection.WithOrigin(Expansion.Named(collection.Origin, "for_each"));
        if (KeysOf(collection) is { Count: 0 } && scope.Module.Run.Root.IsReusableModule && each.Source.Slice(each.Expression.Span).Contains("var.", StringComparison.Ordinal))
        {
            // The default of an input says nothing: who calls the module may ask for the block.
            collection = Value.Unknown(UnknownKind.InputVariable, each.Source.GetText(each.Expression.Span)).WithOrigin(collection.Origin);
        }

        if (KeysOf(collection) is { } keys && keys.Count <= EvaluationLimits.MaxDynamicBlocks)
        {
            foreach ((Value key, Value element) in keys)
            {
                Scope at = scope.With(iterator, Iterator(Expansion.TakenFrom(collection, key), Expansion.TakenFrom(collection, element)));
                nested.Add(new EvaluatedBlock(type, dynamic.Location, EvaluateInner(inner, at, innerSchema, depth), null));
            }

            return;
        }

        Unknown reason = collection.UnknownReason is { } given ? new Unknown(given.Kind, given.Detail) : (collection.IsKnown && KeysOf(collection) is not null
            ? new Unknown(UnknownKind.Limit, $"more than {EvaluationLimits.MaxDynamicBlocks} blocks")
            : new Unknown(UnknownKind.Error, $"the for_each of dynamic \"{type}\" is no collection"));
        Scope unknown = scope.Supposed().With(iterator, Iterator(Value.Unknown(reason), Value.Unknown(reason)));
        nested.Add(new EvaluatedBlock(type, dynamic.Location, EvaluateInner(inner, unknown, innerSchema, depth), reason));
    }

    private static readonly HclSchema s_dynamic = new([new("content", 0)]);

    private static List<(Value Key, Value Element)>? KeysOf(Value collection) => collection.Kind switch
    {
        ValueKind.List => [.. collection.AsList.Items.Select((item, i) => (Value.Of((long)i), item))],
        ValueKind.Set when !collection.AsList.Items.Any(item => item.IsUnknown) => [.. collection.AsList.Items.Select(item => (item, item))],
        ValueKind.Map => [.. collection.AsMap.Entries.OrderBy(entry => entry.Key.AsString, StringComparer.Ordinal).Select(entry => (Value.Of(entry.Key.AsString).WithOrigin(entry.Key.Origin), entry.Value))],
        _ => null,
    };

    private static Value Iterator(Value key, Value element) =>
        Value.Of(new ValueMap([new(Value.Of("key"), key), new(Value.Of("value"), element)]));
}
