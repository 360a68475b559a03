using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>A parameter of a function, as <c>terraform metadata functions</c> describes it.</summary>
/// <param name="Name">As messages name it.</param>
/// <param name="Type">Arguments are converted to it.</param>
/// <param name="AllowNull">The function takes null.</param>
/// <param name="AllowUnknown">The function is called with an unknown argument too; without, its result is then unknown.</param>
/// <param name="KeepMarks">
/// The function passes elements on as they are: a sensitive element does not make the whole result sensitive.
/// </param>
internal sealed record Parameter(string Name, HclType Type, bool AllowNull = false, bool AllowUnknown = false, bool KeepMarks = false);

/// <summary>What a function gives: a value, or what is wrong with an argument or the call.</summary>
internal readonly record struct FunctionResult(Value Value, string? Error, int Argument)
{
    public static implicit operator FunctionResult(Value value) => new(value, null, -1);

    public static FunctionResult Fail(string error) => new(default, error, -1);

    /// <summary>An argument does not fit; they count from 0.</summary>
    public static FunctionResult FailArgument(int argument, string error) => new(default, error, argument);

    public static FunctionResult Limit(string detail) => Value.Unknown(UnknownKind.Limit, detail);
}

/// <summary>A call with its converted arguments.</summary>
internal readonly ref struct FunctionCall(ImmutableArray<Value> arguments, EvaluationContext context)
{
    public ImmutableArray<Value> Arguments { get; } = arguments;

    public EvaluationContext Context { get; } = context;

    public Value this[int index] => Arguments[index];

    public int Count => Arguments.Length;

    public string Text(int index) => Arguments[index].AsString;

    /// <summary>The unknown result that follows from an unknown part of the arguments.</summary>
    public static Value UnknownFrom(Value cause, HclType type) => TypedValues.UnknownLike(cause.FindUnknown() ?? cause, type);
}

internal delegate FunctionResult FunctionBody(FunctionCall call);

/// <summary>A function of Terraform.</summary>
internal sealed record HclFunction(string Name, ImmutableArray<Parameter> Parameters, Parameter? Variadic, HclType Result, FunctionBody Body)
{
    public Parameter? GetParameter(int index) => index < Parameters.Length ? Parameters[index] : Variadic;
}

/// <summary>Short words for the tables of the function families.</summary>
internal static class Signature
{
    public static readonly HclType Any = HclType.Dynamic;
    public static readonly HclType Str = HclType.String;
    public static readonly HclType Number = HclType.Number;
    public static readonly HclType Bool = HclType.Bool;
    public static readonly HclType ListOfAny = HclType.List(HclType.Dynamic);
    public static readonly HclType ListOfText = HclType.List(HclType.String);
    public static readonly HclType SetOfAny = HclType.Set(HclType.Dynamic);

    public static HclFunction Define(string name, HclType result, FunctionBody body, params ImmutableArray<Parameter> parameters) =>
        new(name, parameters, null, result, body);

    public static HclFunction DefineVariadic(string name, HclType result, FunctionBody body, Parameter variadic, params ImmutableArray<Parameter> parameters) =>
        new(name, parameters, variadic, result, body);

    public static Parameter Of(string name, HclType type) => new(name, type);

    /// <summary>A parameter whose elements are passed on.</summary>
    public static Parameter Through(string name, HclType type) => new(name, type, KeepMarks: true);
}
