using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Cel;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>What a constraint says of a resource.</summary>
/// <param name="IsRefused">Null if it is not known.</param>
/// <param name="Causes">The parts of the condition that decided.</param>
/// <param name="Reason">Why it is not known; null if it is.</param>
internal readonly record struct ConstraintVerdict(bool? IsRefused, ImmutableArray<CelCause> Causes, Unknown? Reason);

/// <summary>The condition of a custom constraint, ready to be asked of resources of one type.</summary>
internal sealed class ConstraintProgram
{
    /// <summary>What Google adds to CEL for constraints about grants, whose resources are none of Terraform's: no answer, but no mistake.</summary>
    private static readonly ImmutableArray<string> s_grantFunctions =
    [
        "RoleNameMatches", "RoleNameStartsWith", "RoleNameEndsWith", "RoleNameContains", "MemberSubjectMatches", "MemberSubjectStartsWith", "MemberSubjectEndsWith",
        "MemberTypeMatches", "MemberInPrincipalSet",
    ];

    private static readonly CelEnvironment s_base = s_grantFunctions.Aggregate(
        CelEnvironment.Standard,
        (environment, name) => environment.WithFunction(new CelFunction(
            name, [CelOverload.Global([CelType.Dyn, CelType.Dyn], CelType.Bool, static _ => Value.Unknown(ApiView.Unmapped))])));

    private readonly CelProgram? _program;
    private readonly ImmutableArray<string> _unmapped;

    private ConstraintProgram(CustomConstraint constraint, CelCompilation compiled, ImmutableArray<string> unmapped)
    {
        Constraint = constraint;
        Diagnostics = compiled.Diagnostics;
        _program = compiled.Program;
        _unmapped = unmapped;
    }

    public CustomConstraint Constraint { get; }

    /// <summary>At their places in the condition.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <param name="constraint">Whose condition.</param>
    /// <param name="type">Terraform's type; null if it has none: only the syntax can be judged then.</param>
    public static ConstraintProgram Compile(CustomConstraint constraint, string? type)
    {
        var unmapped = new SortedSet<string>(StringComparer.Ordinal);
        CelType resource = type is null ? CelType.Dyn : ApiField.Of(type, path => unmapped.Add(path)).Type;
        CelCompilation compiled = CelCompiler.Compile(constraint.Condition, s_base.WithVariable("resource", resource), CelType.Bool);
        return new ConstraintProgram(constraint, compiled, [.. unmapped]);
    }

    public ConstraintVerdict Judge(CloudResource resource)
    {
        if (_program is null)
        {
            return new ConstraintVerdict(null, [], new Unknown(UnknownKind.Error, $"the condition of `{Constraint.Name}` is no expression that this program can evaluate"));
        }

        // What is not known may be there or not; has() must not make up its mind about it.
        Value[] written = [ApiView.Of(resource, _unmapped, unknownIsWritten: true)];
        Value[] silent = [ApiView.Of(resource, _unmapped, unknownIsWritten: false)];
        Value first = _program.Evaluate(written);
        Value second = _program.Evaluate(silent);
        if (!first.TryGetBool(out bool holds) || !second.TryGetBool(out bool other) || holds != other)
        {
            return new ConstraintVerdict(null, [], Reason(first, second));
        }

        bool isRefused = holds == Constraint.IsDeny;
        return new ConstraintVerdict(isRefused, isRefused ? [.. _program.Explain(written).Select(cause => WithPlace(cause, written))] : [], null);
    }

    /// <summary>A value that was computed has no place; what it was computed from has.</summary>
    private static CelCause WithPlace(CelCause cause, Value[] slots)
    {
        if (cause.Value.Origin is not null || FieldPath.In(cause.Expression) is not { } path)
        {
            return cause;
        }

        CelProgram? field = CelCompiler.Compile(path, s_base.WithVariable("resource", CelType.Dyn)).Program;
        return field?.Evaluate(slots).Origin is { } origin ? cause with { Value = cause.Value.WithOrigin(origin) } : cause;
    }

    private Unknown Reason(Value first, Value second) =>
        first.UnknownReason ?? second.UnknownReason
        ?? ((CelError.From(first) ?? CelError.From(second)) is { } error
            ? new Unknown(UnknownKind.Error, $"`{Constraint.Name}` cannot be evaluated: {error}")
            : new Unknown(UnknownKind.Computed, $"what `{Constraint.Name}` asks for is not known"));
}
