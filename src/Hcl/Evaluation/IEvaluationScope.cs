using GcpLint.Hcl.Syntax;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>The variables that expressions may refer to; asked only for what an expression refers to.</summary>
public interface IEvaluationScope
{
    /// <summary>
    /// The value behind as many leading steps of a reference as the scope knows: of <c>google_x.y[0].z</c> it may consume
    /// one step (the resource), two (the instance) or three. The evaluator applies the rest. The value's origin becomes
    /// the next step of the result's trail.
    /// </summary>
    Resolution Resolve(TraversalExpression reference);
}

/// <summary>What a scope says to a reference.</summary>
/// <param name="Value">The value; unknown with <see cref="UnknownKind.Error"/> if there is none.</param>
/// <param name="Steps">How many steps behind the root it stands for.</param>
/// <param name="Summary">What is wrong with the reference; null if nothing is.</param>
/// <param name="Detail">The same in a sentence.</param>
public readonly record struct Resolution(Value Value, int Steps, string? Summary = null, string? Detail = null)
{
    public static Resolution Found(Value value, int steps = 0) => new(value, steps);

    /// <summary>The evaluator reports it at the place of the reference.</summary>
    public static Resolution Failed(string summary, string detail) =>
        new(Value.Unknown(UnknownKind.Error, detail), int.MaxValue, summary, detail);
}

/// <summary>A scope without variables: tfvars files, defaults, constants.</summary>
public sealed class EmptyScope : IEvaluationScope
{
    public static readonly EmptyScope Instance = new();

    public Resolution Resolve(TraversalExpression reference) =>
        Resolution.Failed("Variables not allowed", $"\"{reference.RootName}\" cannot be used here: the value has to be written as a constant.");
}

/// <summary>Variables by name, such as those of a template.</summary>
public sealed class MapScope(ValueMap variables) : IEvaluationScope
{
    public Resolution Resolve(TraversalExpression reference) => variables.ContainsKey(reference.RootName)
        ? Resolution.Found(variables.Get(reference.RootName))
        : Resolution.Failed("Invalid reference", $"There is no variable \"{reference.RootName}\" here.");
}
