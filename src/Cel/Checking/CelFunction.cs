using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Values;

namespace GcpLint.Cel;

/// <summary>
/// The body of a function. Arguments are of the declared kinds, never unknown and never errors: those pass by it. It gives
/// an error with <see cref="CelError.Of"/>, and may give an unknown. It must be pure: calls with constants are made at compile time.
/// </summary>
public delegate Value CelImplementation(ReadOnlySpan<Value> arguments);

/// <summary>
/// The body of a function that looks at the variables of the evaluation besides its arguments: the slots in the order of
/// <see cref="CelEnvironment.Variables"/>. The elements of a list that it gives are paid for.
/// </summary>
public delegate Value CelContextualImplementation(ReadOnlySpan<Value> arguments, ReadOnlySpan<Value> variables);

/// <summary>What a call gives, told by its literal arguments.</summary>
/// <param name="Type">Null if the call is a mistake.</param>
/// <param name="Summary">The mistake.</param>
/// <param name="Detail">What to do about it.</param>
public readonly record struct CelCallType(CelType? Type, string Summary = "", string Detail = "");

/// <summary>A body that pays for work beyond the number of its arguments.</summary>
internal delegate Value BudgetedImplementation(scoped ReadOnlySpan<Value> arguments, ref Frame frame);

/// <summary>One form of a function: which arguments it takes and what it gives.</summary>
public sealed class CelOverload
{
    private static readonly Value NoVariables = Value.Unknown(UnknownKind.RunTime, "the variables have no values yet");

    internal CelOverload(bool isMember, ImmutableArray<CelType> parameters, CelType result, BudgetedImplementation implementation)
    {
        IsMember = isMember;
        Parameters = parameters;
        Result = result;
        Implementation = implementation;
    }

    /// <summary>Called as <c>first.f(rest)</c>; the first parameter is the target.</summary>
    public bool IsMember { get; }

    public ImmutableArray<CelType> Parameters { get; }

    public CelType Result { get; }

    /// <summary>The last parameter takes any number of arguments from one on.</summary>
    internal bool IsVariadic { get; init; }

    internal BudgetedImplementation Implementation { get; }

    /// <summary>
    /// Tells what a call gives by its literal arguments (absent for one that is no literal); null where <see cref="Result"/>
    /// says it.
    /// </summary>
    public Func<ImmutableArray<Value>, CelCallType>? Typing { get; init; }

    /// <summary>A function of the variables too: it is not computed when the expression is compiled.</summary>
    public static CelOverload Contextual(bool isMember, ImmutableArray<CelType> parameters, CelType result, CelContextualImplementation implementation) =>
        new(isMember, parameters, result, (scoped arguments, ref frame) =>
        {
            if (frame.Variables.IsEmpty)
            {
                return NoVariables;
            }

            Value value = implementation(arguments, frame.Variables);
            return frame.Pay(value.AsList.Count) ? value : Frame.Exhausted;
        });

    /// <summary><c>f(a, b)</c></summary>
    public static CelOverload Global(ImmutableArray<CelType> parameters, CelType result, CelImplementation implementation) =>
        new(false, parameters, result, (scoped arguments, ref _) => implementation(arguments));

    /// <summary><c>a.f(b)</c></summary>
    public static CelOverload Member(ImmutableArray<CelType> parameters, CelType result, CelImplementation implementation) =>
        new(true, parameters, result, (scoped arguments, ref _) => implementation(arguments));

    /// <summary>As <see cref="Contextual"/>; the last parameter takes any number of arguments from one on.</summary>
    public static CelOverload ContextualVariadic(
        bool isMember, ImmutableArray<CelType> parameters, CelType result, CelContextualImplementation implementation, Func<ImmutableArray<Value>, CelCallType>? typing) =>
        new(isMember, parameters, result, Contextual(isMember, parameters, result, implementation).Implementation) { IsVariadic = true, Typing = typing };

    internal bool Takes(int argumentCount) => IsVariadic ? argumentCount >= Parameters.Length : argumentCount == Parameters.Length;

    internal bool Accepts(ReadOnlySpan<Value> arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!Parameters[Math.Min(i, Parameters.Length - 1)].Accepts(arguments[i]))
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>A function with all its overloads. The name may be qualified: "math.greatest".</summary>
public sealed record CelFunction(string Name, ImmutableArray<CelOverload> Overloads)
{
    /// <summary>A global function with one form.</summary>
    public static CelFunction Global(string name, ImmutableArray<CelType> parameters, CelType result, CelImplementation implementation) =>
        new(name, [CelOverload.Global(parameters, result, implementation)]);

    /// <summary>A function that is called on its first argument, with one form.</summary>
    public static CelFunction Member(string name, ImmutableArray<CelType> parameters, CelType result, CelImplementation implementation) =>
        new(name, [CelOverload.Member(parameters, result, implementation)]);
}
