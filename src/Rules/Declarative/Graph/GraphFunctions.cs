using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Cel;
using GcpLint.Rules.Declarative.Typing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Declarative.Graph;

/// <summary>The functions by which a rule looks at other resources than its subject.</summary>
internal static class GraphFunctions
{
    private static readonly CelType AnyResource = CelType.Map(CelType.String, CelType.Dyn);
    private static readonly CelType AnyResources = CelType.List(CelType.Dyn);

    /// <summary>By the types that their arguments name the calls are typed only where a rule file is checked: that opens the schema.</summary>
    public static CelEnvironment WithGraph(this CelEnvironment environment, bool isTyped) => environment
        .WithFunction(Function("resources", Global(isTyped, AnyResources, (scope, types) => scope.Resources(types))))
        .WithFunction(Function("data", Global(isTyped, AnyResources, (scope, types) => scope.DataSources(types))))
        .WithFunction(Function("deploys", Global(isTyped, CelType.Bool, (scope, types) => IsAny(scope.Resources(types).AsList))))
        .WithFunction(Function("references", Member(isTyped, (scope, resource, types) => scope.References(resource, types))))
        .WithFunction(Function("referrers", Member(isTyped, (scope, resource, types) => scope.Referrers(resource, types))))
        .WithFunction(Function("grants", [CelOverload.Contextual(true, [AnyResource], CelType.List(GrantValue.Type),
            (arguments, variables) => Ask(arguments[0], variables, (scope, resource) => scope.GrantsOn(resource)))]));

    private static CelFunction Function(string name, ImmutableArray<CelOverload> overloads) => new(name, overloads);

    private static ImmutableArray<CelOverload> Global(bool isTyped, CelType result, Func<RuleScope, ImmutableArray<string>, Value> ask) =>
    [
        CelOverload.ContextualVariadic(false, [CelType.String], result, (arguments, variables) => ask(ScopeOf(variables), Texts(arguments)),
            isTyped ? literals => TypeOf(literals, result) : null),
    ];

    private static ImmutableArray<CelOverload> Member(bool isTyped, Func<RuleScope, CloudResource, ImmutableArray<string>, Value> ask) =>
    [
        CelOverload.Contextual(true, [AnyResource], AnyResources, (arguments, variables) => Ask(arguments[0], variables, (scope, resource) => ask(scope, resource, []))),
        CelOverload.ContextualVariadic(true, [AnyResource, CelType.String], AnyResources, (arguments, variables) =>
        {
            ImmutableArray<string> types = Texts(arguments[1..]);
            return Ask(arguments[0], variables, (scope, resource) => ask(scope, resource, types));
        }, isTyped ? literals => TypeOf(literals[1..], AnyResources) : null),
    ];

    private static Value Ask(Value value, ReadOnlySpan<Value> variables, Func<RuleScope, CloudResource, Value> ask) =>
        ResourceValue.ResourceOf(value) is { } resource ? ask(ScopeOf(variables), resource) : CelError.Of("only a resource has references, referrers and grants");

    private static RuleScope ScopeOf(ReadOnlySpan<Value> variables) =>
        variables[RuleVariables.Scope].AsOther as RuleScope ?? throw new InvalidOperationException("The rule was evaluated without its scope.");

    private static ImmutableArray<string> Texts(ReadOnlySpan<Value> values)
    {
        var texts = ImmutableArray.CreateBuilder<string>(values.Length);
        foreach (Value value in values)
        {
            texts.Add(value.AsString);
        }

        return texts.MoveToImmutable();
    }

    /// <summary>One that is there for certain decides; else the open end, if there is one.</summary>
    private static Value IsAny(ValueList list) => list.Count == 0 ? Value.False : list[0].IsUnknown ? list[0] : Value.True;

    private static CelCallType TypeOf(ImmutableArray<Value> literals, CelType result)
    {
        foreach (Value literal in literals)
        {
            if (literal.TryGetString(out string? type) && !ResourceTypes.IsKnown(type))
            {
                return new CelCallType(null, $"There is no resource type '{type}'", Spelling.Question(type, ResourceTypes.Names));
            }
        }

        return new CelCallType(result != AnyResources ? result
            : CelType.List(literals.All(literal => literal.Kind == ValueKind.String) ? ResourceTypes.Of([.. literals.Select(literal => literal.AsString)]) : CelType.Dyn));
    }
}
