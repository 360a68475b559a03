using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Resolves the references of one expression.</summary>
internal sealed class ScopeNames(Scope scope, SourceText source, ExpressionReferences references) : IEvaluationScope
{
    /// <summary>
    /// Where the first thing came from that the expression asked for: <c>var.production ? 2 : 1</c> has no better trail.
    /// </summary>
    public Origin? FirstOrigin { get; private set; }

    public Resolution Resolve(TraversalExpression reference)
    {
        Resolution resolution = Find(reference);
        if (resolution.Summary is null)
        {
            FirstOrigin ??= resolution.Value.Origin ?? OriginWithin(resolution, reference);
        }

        return resolution;
    }

    private Resolution Find(TraversalExpression reference)
    {
        // "resource" may stand before an address.
        int shift = reference is { RootName: "resource", Steps: [AttributeStep, AttributeStep, ..] } ? 1 : 0;
        string root = shift == 0 ? reference.RootName : Scope.NameAt(reference, 0) ?? "";
        if (scope.TryGetOwn(root, out Value own))
        {
            return Resolution.Found(own);
        }

        ModuleInstance module = scope.Module;
        string? first = Scope.NameAt(reference, shift);
        var place = new SourceLocation(source, reference.Span);
        switch (root)
        {
            case "each":
                return Resolution.Failed("Reference to \"each\" in context without for_each", "`each` can only be used where `for_each` is set.");
            case "count":
                return Resolution.Failed("Reference to \"count\" in non-counted context", "`count` can only be used where `count` is set.");
            case "self":
                return Resolution.Failed("Invalid \"self\" reference", "`self` can only be used in provisioners, connections and postconditions.");
            case "path":
                return Resolution.Found(module.PathValue);
            case "terraform":
                return Resolution.Found(module.TerraformValue);
            case "var" when first is not null:
                return Resolution.Found(module.GetVariable(first, place), 1);
            case "local" when first is not null:
                return Resolution.Found(module.GetLocal(first, place), 1);
            case "module" when first is not null:
                return FindOutput(reference, first);
            case "data" or "ephemeral" when first is not null && Scope.NameAt(reference, 1) is { } name:
                return FindResource(reference, $"{root}.{first}.{name}", 2);
            case "var" or "local" or "module" or "data" or "ephemeral":
                return Resolution.Failed("Invalid reference", $"`{root}` has to be followed by a name.");
            default:
                return first is null
                    ? Resolution.Failed("Invalid reference", $"A reference to a resource has its type and its name: `{root}` alone is neither that nor a variable.")
                    : FindResource(reference, $"{root}.{first}", 1 + shift);
        }
    }

    private Resolution FindOutput(TraversalExpression reference, string name)
    {
        if (scope.Module.GetCall(name) is not { } call)
        {
            return Resolution.Failed("Reference to undeclared module", $"There is no module call named `{name}` in this module.");
        }

        if (call.UnresolvedReason is { } unresolved)
        {
            return Unknown(unresolved, OriginKind.ModuleOutput, reference, call.Call.Header);
        }

        int next = 1;
        ModuleInstance? instance = call.Expansion.Kind == ExpansionKind.Single ? call.Instances[0] : null;
        if (instance is null && reference.Steps.Length > 1 && reference.Steps[1] is IndexStep step)
        {
            instance = call.Find(step.Key);
            next = 2;
        }

        return instance is not null && Scope.NameAt(reference, next) is { } output && instance.HasOutput(output)
            ? Resolution.Found(instance.GetOutput(output), next + 1)
            : Resolution.Found(call.ToValue(), 1);
    }

    private Resolution FindResource(TraversalExpression reference, string address, int steps)
    {
        ModuleInstance module = scope.Module;
        if (module.GetBlock(address) is not { } block)
        {
            return Resolution.Failed("Reference to undeclared resource", $"There is no `{address}` in this module.");
        }

        if (module.FindResource(address) is not { } node)
        {
            module.ReportCycle(address, new SourceLocation(source, reference.Span));
            return Resolution.Found(Value.Unknown(UnknownKind.Error, $"{address} refers to itself"), reference.Steps.Length);
        }

        if (node.UnknownInstances is { } unknown)
        {
            return Unknown(unknown, OriginKind.ResourceAttribute, reference, block.Header);
        }

        int whole = steps;
        ResourceInstance? instance = node.Expansion.Kind == ExpansionKind.Single ? node.Instances[0] : null;
        if (instance is null && steps < reference.Steps.Length && reference.Steps[steps] is IndexStep step)
        {
            instance = node.Find(step.Key);
            steps++;
        }

        if (instance is null || Scope.NameAt(reference, steps) is not { } attribute)
        {
            return Resolution.Found(node.ToValue(references.AttributeNames), whole);
        }

        Value value = node.GetAttribute(instance, attribute, references.AttributeNames);
        return value.IsUnknown
            ? Unknown(value.UnknownReason ?? new Unknown(UnknownKind.Computed, attribute), OriginKind.ResourceAttribute, reference, value.Origin?.Location ?? block.Header, value.Origin?.From)
            : Resolution.Found(value, steps + 1);
    }

    /// <summary>An unknown value under the name by which the expression asks for it.</summary>
    private Resolution Unknown(Unknown reason, OriginKind kind, TraversalExpression reference, SourceLocation place, Origin? from = null) =>
        Resolution.Found(
            Value.Unknown(reason).WithOrigin(new Origin(kind, scope.Module.Qualify(TextOf(reference)), place, from)),
            reference.Steps.Length);

    private string TextOf(TraversalExpression reference) => source.GetText(reference.Span);

    private static Origin? OriginWithin(Resolution resolution, TraversalExpression reference)
    {
        Value value = resolution.Value;
        for (int i = resolution.Steps; i < reference.Steps.Length; i++)
        {
            value = reference.Steps[i] switch
            {
                AttributeStep attribute => value.Get(attribute.Name),
                IndexStep { Key.Kind: ValueKind.Int } index => value.Get((int)Math.Clamp(index.Key.AsInt, -1, int.MaxValue)),
                IndexStep { Key.Kind: ValueKind.String } index => value.Get(index.Key.AsString),
                _ => default,
            };
        }

        return value.Origin;
    }
}
