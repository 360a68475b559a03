using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Model;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// Finds the resources that attributes lead to, through locals, variables of modules and outputs: an edge is what a
/// person means who reads <c>network = var.network_id</c>.
/// </summary>
internal sealed class ReferenceResolver
{
    /// <summary>Resources behind one expression: a local that gathers everything would make an edge from each use to all.</summary>
    private const int MaxTargets = 64;

    /// <summary>Locals, inputs and outputs in a row; longer chains lead to the same few resources.</summary>
    private const int MaxSteps = 32;

    private readonly Dictionary<(ModuleInstance Module, string Name), ImmutableArray<Target>> _known = [];

    /// <summary>A resource, data source or part of one that an expression leads to.</summary>
    internal readonly record struct Target(string Address, string Attribute);

    public ImmutableArray<ResourceReference> Find(TerraformResourceBlock block, ResourceInstance instance)
    {
        var references = ImmutableArray.CreateBuilder<ResourceReference>();
        AddBody(references, "", block.Body.Attributes, block.Body.Blocks, instance.Scope.Module, block, depth: 0);
        return references.ToImmutable();
    }

    private void AddBody(
        ImmutableArray<ResourceReference>.Builder references,
        string prefix,
        ImmutableArray<HclAttribute> attributes,
        ImmutableArray<HclBlock> blocks,
        ModuleInstance module,
        TerraformResourceBlock block,
        int depth)
    {
        foreach (HclAttribute attribute in attributes)
        {
            string path = prefix.Length == 0 ? attribute.Name : $"{prefix}.{attribute.Name}";
            foreach (TraversalExpression traversal in module.Run.References.Get(attribute.Expression).Traversals)
            {
                var location = new SourceLocation(attribute.Source, traversal.Span);
                IEnumerable<Target> targets = traversal.RootName == "each" && block.GetAttribute("for_each") is { } each
                    ? TargetsOf(each.Expression, module, 0)
                    : TargetsOf(traversal, module, 0);
                references.AddRange(targets.Take(MaxTargets).Select(target =>
                    new ResourceReference(path, new ResourceAddress(target.Address), target.Attribute, location)));
            }
        }

        if (depth >= EvaluationLimits.MaxBlockDepth)
        {
            return;
        }

        foreach (HclBlock nested in blocks)
        {
            // Paths are those of the model, where a dynamic block is the blocks that it makes.
            string path = nested.Type switch
            {
                "dynamic" => Join(prefix, nested.GetLabel(0)),
                "content" => prefix,
                _ => Join(prefix, nested.Type),
            };
            AddBody(references, path, nested.Body.Attributes, nested.Body.Blocks, module, block, depth + 1);
        }
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private ImmutableArray<Target> TargetsOf(HclExpression expression, ModuleInstance module, int steps)
    {
        if (steps > MaxSteps)
        {
            return [];
        }

        var targets = ImmutableArray.CreateBuilder<Target>();
        foreach (TraversalExpression traversal in module.Run.References.Get(expression).Traversals)
        {
            targets.AddRange(TargetsOf(traversal, module, steps));
            if (targets.Count >= MaxTargets)
            {
                break;
            }
        }

        return [.. targets.Distinct().Take(MaxTargets)];
    }

    private ImmutableArray<Target> TargetsOf(TraversalExpression traversal, ModuleInstance module, int steps)
    {
        int shift = traversal is { RootName: "resource", Steps: [AttributeStep, AttributeStep, ..] } ? 1 : 0;
        string root = shift == 0 ? traversal.RootName : Scope.NameAt(traversal, 0) ?? "";
        if (Scope.NameAt(traversal, shift) is not { } first)
        {
            return [];
        }

        var index = ModuleIndex.Of(module.Module);
        switch (root)
        {
            case "local":
                return index.Locals.TryGetValue(first, out TerraformLocal? local)
                    ? Through(module, "local." + first, local.Attribute.Expression, module, steps)
                    : [];
            case "var":
                return module.Inputs is CallInputs call && call.GetAttribute(first) is { } argument
                    ? Through(module, "var." + first, argument.Expression, call.Scope.Module, steps)
                    : [];
            case "module":
                return ThroughModule(traversal, first, module, steps);
            case "data" or "ephemeral":
                return Scope.NameAt(traversal, 1) is { } name && index.Resources.ContainsKey($"{traversal.RootName}.{first}.{name}")
                    ? [TargetAt(traversal, module, $"{traversal.RootName}.{first}.{name}", 2)]
                    : [];
            default:
                return index.Resources.ContainsKey($"{root}.{first}")
                    ? [TargetAt(traversal, module, $"{root}.{first}", 1 + shift)]
                    : [];
        }
    }

    private ImmutableArray<Target> ThroughModule(TraversalExpression traversal, string name, ModuleInstance module, int steps)
    {
        int next = 1;
        string suffix = "";
        if (traversal.Steps.Length > 1 && traversal.Steps[1] is IndexStep step)
        {
            next = 2;
            suffix = SuffixOf(step);
        }

        if (Scope.NameAt(traversal, next) is not { } output || module.GetCall(name) is not { } call)
        {
            return [];
        }

        var targets = ImmutableArray.CreateBuilder<Target>();
        foreach (ModuleInstance instance in call.Instances.Take(MaxTargets))
        {
            if ((suffix.Length == 0 || instance.Address.EndsWith(suffix, StringComparison.Ordinal))
                && ModuleIndex.Of(instance.Module).Outputs.GetValueOrDefault(output)?.Value is { } value)
            {
                targets.AddRange(Through(instance, "output." + output, value.Expression, instance, steps));
            }
        }

        return [.. targets.Distinct().Take(MaxTargets)];
    }

    private ImmutableArray<Target> Through(ModuleInstance owner, string name, HclExpression expression, ModuleInstance at, int steps)
    {
        if (_known.TryGetValue((owner, name), out ImmutableArray<Target> known))
        {
            return known;
        }

        // Set before the walk, so that a circle ends here.
        _known[(owner, name)] = [];
        ImmutableArray<Target> targets = TargetsOf(expression, at, steps + 1);
        _known[(owner, name)] = targets;
        return targets;
    }

    private static Target TargetAt(TraversalExpression traversal, ModuleInstance module, string address, int next)
    {
        if (next < traversal.Steps.Length && traversal.Steps[next] is IndexStep index)
        {
            address += SuffixOf(index);
            next++;
        }

        var attribute = new StringBuilder();
        for (; next < traversal.Steps.Length; next++)
        {
            switch (traversal.Steps[next])
            {
                case AttributeStep step:
                    attribute.Append(attribute.Length == 0 ? "" : ".").Append(step.Name);
                    break;
                case IndexStep step:
                    attribute.Append(SuffixOf(step));
                    break;
            }
        }

        return new Target(module.Qualify(address), attribute.ToString());
    }

    private static string SuffixOf(IndexStep step) => step.Key.Kind switch
    {
        ValueKind.Int => $"[{step.Key.AsInt}]",
        ValueKind.String => $"[{InstanceKey.Quote(step.Key.AsString)}]",
        _ => "",
    };
}
