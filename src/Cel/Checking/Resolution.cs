using System.Collections.Immutable;
using GcpLint.Cel.Syntax;
using GcpLint.Values;

namespace GcpLint.Cel.Checking;

/// <summary>What a name or call of the syntax tree stands for.</summary>
internal abstract record Resolution
{
    private protected Resolution()
    {
    }
}

/// <summary>A declared variable.</summary>
internal sealed record VariableResolution(int Slot) : Resolution;

/// <summary>A variable of a macro; its place among the local values.</summary>
internal sealed record LocalResolution(int Index) : Resolution;

/// <summary>A type's name or a constant.</summary>
internal sealed record ConstantResolution(Value Value) : Resolution;

/// <summary>A function; the overloads that its arguments may fit.</summary>
/// <param name="Name">With its namespace.</param>
/// <param name="Overloads">At least one.</param>
/// <param name="PassesTarget">The target of the call is an argument, not the function's namespace.</param>
internal sealed record FunctionResolution(string Name, ImmutableArray<CelOverload> Overloads, bool PassesTarget) : Resolution;

/// <summary>Nothing: an error when evaluated. Checked expressions have none.</summary>
internal sealed record MissingResolution(string Message) : Resolution;

/// <summary>The type of a message literal, "google.protobuf.Duration".</summary>
internal sealed record MessageResolution(string TypeName) : Resolution;

/// <param name="Root">The tree.</param>
/// <param name="Type">What the whole gives.</param>
/// <param name="Resolutions">By node: equal nodes at different places may stand for different things.</param>
/// <param name="LocalCount">How many local values an evaluation needs.</param>
/// <param name="Locals">First and second local of macros.</param>
/// <param name="Problems">Empty if the expression is sound.</param>
internal sealed record CheckedExpression(
    Expression Root,
    CelType Type,
    IReadOnlyDictionary<Expression, Resolution> Resolutions,
    int LocalCount,
    IReadOnlyDictionary<Expression, int> Locals,
    ImmutableArray<Problem> Problems);
