using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
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
        : this(module, ImmutableDictionary<string, Value>.Empty.WithComparers(StringComparer.Ordinal), module.IsConditional)
    {
    }

    private Scope(ModuleInstance module, ImmutableDictionary<string, Value> own, bool isSupposed)
    {
        Module = module;
        _own = own;
        IsSupposed = isSupposed;
    }

    public ModuleInstance Module { get; }

    /// <summary>
    /// Inside of something that may not exist at all, so that what is in error here may never be evaluated by Terraform.
    /// </summary>
    public bool IsSupposed { get; }

    public Scope With(string name, Value value) => new(Module, _own.SetItem(name, value), IsSupposed);

    public Scope Supposed() => new(Module, _own, isSupposed: true);

    /// <summary>Within an instance of a resource or module call.</summary>
    public Scope With(InstanceKey key) => key.Kind switch
    {
        ExpansionKind.Count => With("count", Object("index", key.Key)),
        ExpansionKind.ForEach => With("each", Each(key)),
        ExpansionKind.Unknown => Supposed().With("count", Object("index", key.Key)).With("each", Each(key)),
        _ => this,
    };

    public bool TryGetOwn(string name, out Value value) => _own.TryGetValue(name, out value);

    /// <summary>
    /// The value of an argument. Its origin is the whole argument; behind it is the trail of where the value came from.
    /// </summary>
    public Value Evaluate(HclAttribute attribute)
    {
        Value value = Evaluate(attribute.Expression, attribute.Source, out Derivation from);
        return value.WithOrigin(from.To(OriginKind.Written, "", attribute.Location));
    }

    /// <summary>The value of an expression and the trail behind the place that it stands at.</summary>
    public Value Evaluate(HclExpression expression, SourceText source, out Derivation from)
    {
        from = default;
        EvaluationRun run = Module.Run;
        if (!run.TryEnter())
        {
            string detail = $"more than {EvaluationLimits.MaxDefinitionDepth} definitions need each other in a row";
            run.Report("terraform/too-deep", "Definitions refer to each other too deeply", $"There are {detail}: what this one gives is unknown.", new SourceLocation(source, expression.Span));
            return Value.Unknown(UnknownKind.Limit, detail);
        }

        try
        {
            var names = new ScopeNames(this, source, run.References.Get(expression));
            EvaluationResult result = Evaluator.Evaluate(expression, new EvaluationContext(source, names) { Budget = run.Budget, Files = run.Files });
            if (!IsSupposed)
            {
                run.Report(result.Diagnostics);
            }

            if (result.Value.UnknownReason is { Kind: UnknownKind.Limit } limit)
            {
                run.ReportLimit(limit.Detail, new SourceLocation(source, expression.Span));
            }

            from = Derivation.Of(result.Value, expression, source, names.FirstOrigin);
            return result.Value;
        }
        finally
        {
            run.Leave();
        }
    }

    internal static string? NameAt(TraversalExpression traversal, int step) =>
        step < traversal.Steps.Length && traversal.Steps[step] is AttributeStep attribute ? attribute.Name : null;

    private static Value Each(InstanceKey key) =>
        Value.Of(new ValueMap([new(Value.Of("key"), key.Key), new(Value.Of("value"), key.Element)]));

    private static Value Object(string key, Value value) => Value.Of(new ValueMap([new(Value.Of(key), value)]));
}
