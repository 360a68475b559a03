using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// What names mean at one place: those of the module, and those that only hold there (<c>each</c>, <c>count</c>,
/// <c>self</c>, iterators of dynamic blocks).
/// </summary>
internal sealed class Scope
{
    private readonly ImmutableDictionary<string, Value> _own;

    public Scope(ModuleInstance module)
        : this(module, ImmutableDictionary<string, Value>.Empty.WithComparers(StringComparer.Ordinal))
    {
    }

    private Scope(ModuleInstance module, ImmutableDictionary<string, Value> own)
    {
        Module = module;
        _own = own;
    }

    public ModuleInstance Module { get; }

    public Scope With(string name, Value value) => new(Module, _own.SetItem(name, value));

    /// <summary>Within an instance of a resource or module call.</summary>
    public Scope With(InstanceKey key) => key.Kind switch
    {
        ExpansionKind.Count => With("count", Map("index", key.Key)),
        ExpansionKind.ForEach => With("each", Value.Of(new ValueMap([new(Value.Of("key"), key.Key), new(Value.Of("value"), key.Element)]))),
        ExpansionKind.Unknown => With("count", Map("index", key.Key))
            .With("each", Value.Of(new ValueMap([new(Value.Of("key"), key.Key), new(Value.Of("value"), key.Element)]))),
        _ => this,
    };

    /// <summary>
    /// The value of an argument. Its origin is the whole argument; behind it is the trail of where the value came from.
    /// </summary>
    public Value Evaluate(HclAttribute attribute)
    {
        Value value = Evaluate(attribute.Expression, attribute.Source, out Origin? from);
        return value.WithOrigin(new Origin(OriginKind.Written, "", attribute.Location, from));
    }

    /// <summary>The value of an expression and the next step of its trail; null if it is written out where it stands.</summary>
    public Value Evaluate(HclExpression expression, SourceText source, out Origin? from)
    {
        from = null;
        if (!Module.Run.TryEnter())
        {
            Module.Run.Report(
                "terraform/too-deep",
                "Definitions refer to each other too deeply",
                $"More than {EvaluationLimits.MaxDefinitionDepth} definitions need each other in a row: what this one gives is taken as unknown.",
                new SourceLocation(source, expression.Span));
            return Value.Unknown(UnknownKind.Limit, $"more than {EvaluationLimits.MaxDefinitionDepth} definitions need each other in a row");
        }

        try
        {
            ExpressionReferences references = Module.Run.References.Get(expression);
            var roots = new RootValues();
            foreach (TraversalExpression traversal in references.Traversals)
            {
                AddRoot(roots, traversal, references, source);
            }

            FrozenRoots built = roots.Build();
            Value value = Expressions.Evaluate(expression, source, built, Module);
            from = TrailOf(value, expression, source) ?? TrailOf(references, built);
            return value;
        }
        finally
        {
            Module.Run.Leave();
        }
    }

    private void AddRoot(RootValues roots, TraversalExpression traversal, ExpressionReferences references, SourceText source)
    {
        string root = traversal.RootName;
        if (_own.TryGetValue(root, out Value own))
        {
            roots.Set(root, own);
            return;
        }

        string? first = NameAt(traversal, 0);
        switch (root)
        {
            case "each" or "count" or "self":
                break;
            case "path":
                roots.Set(root, Module.PathValue);
                break;
            case "terraform":
                roots.Set(root, Module.TerraformValue);
                break;
            case "var" when first is not null:
                roots.Add(root, first, Module.GetVariable(first, new SourceLocation(source, traversal.Span)));
                break;
            case "local" when first is not null:
                roots.Add(root, first, Module.GetLocal(first, new SourceLocation(source, traversal.Span)));
                break;
            case "module" when first is not null:
                roots.AddModule(first, Module.GetCall(first), OutputOf(traversal));
                break;
            case "data" or "ephemeral" when first is not null && NameAt(traversal, 1) is { } name:
                roots.Add(root, first, name, Module.GetResource($"{root}.{first}.{name}", new SourceLocation(source, traversal.Span), references.AttributeNames));
                break;
            case "var" or "local" or "module" or "data" or "ephemeral" or "provider" or "action":
                break;
            default:
                if (first is not null)
                {
                    roots.Add(root, first, Module.GetResource($"{root}.{first}", new SourceLocation(source, traversal.Span), references.AttributeNames));
                }

                break;
        }
    }

    /// <summary>The output that a traversal <c>module.x.name</c> or <c>module.x["key"].name</c> asks for; null for all of them.</summary>
    private static string? OutputOf(TraversalExpression traversal)
    {
        int next = traversal.Steps.Length > 1 && traversal.Steps[1] is IndexStep ? 2 : 1;
        return NameAt(traversal, next);
    }

    internal static string? NameAt(TraversalExpression traversal, int step) =>
        step < traversal.Steps.Length && traversal.Steps[step] is AttributeStep attribute ? attribute.Name : null;

    private static Value Map(string key, Value value) => Value.Of(new ValueMap([new(Value.Of(key), value)]));

    // What an expression writes out itself is no step of a trail: the attribute that it stands in says it.
    private static Origin? TrailOf(Value value, HclExpression expression, SourceText source) =>
        value.Origin is { } origin && !(ReferenceEquals(origin.Location.Source, source) && expression.Span.Contains(origin.Location.Span))
            ? origin
            : null;

    // "${var.a}-x" has no origin of its own: the first thing that it is made of tells most.
    private static Origin? TrailOf(ExpressionReferences references, FrozenRoots roots)
    {
        foreach (TraversalExpression traversal in references.Traversals)
        {
            Origin? found = null;
            Value current = roots.Get(traversal.RootName);
            foreach (TraversalStep step in traversal.Steps)
            {
                current = step switch
                {
                    AttributeStep attribute => current.Get(attribute.Name),
                    IndexStep { Key.Kind: ValueKind.Int } index => current.Get((int)Math.Clamp(index.Key.AsInt, -1, int.MaxValue)),
                    IndexStep { Key.Kind: ValueKind.String } index => current.Get(index.Key.AsString),
                    _ => default,
                };
                found = current.Origin ?? found;
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
