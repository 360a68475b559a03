using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>Short forms for the tables of functions: parameters first, the result last, then the body.</summary>
internal static class Define
{
    public delegate Value Unary(Value argument);

    public delegate Value Binary(Value first, Value second);

    public static CelFunction Function(string name, params ImmutableArray<CelOverload> overloads) => new(name, overloads);

    public static CelOverload Global(CelType parameter, CelType result, Unary body) =>
        new(false, [parameter], result, (scoped arguments, ref _) => body(arguments[0]));

    public static CelOverload Global(CelType first, CelType second, CelType result, Binary body) =>
        new(false, [first, second], result, (scoped arguments, ref _) => body(arguments[0], arguments[1]));

    public static CelOverload Member(CelType target, CelType result, Unary body) =>
        new(true, [target], result, (scoped arguments, ref _) => body(arguments[0]));

    public static CelOverload Member(CelType target, CelType argument, CelType result, Binary body) =>
        new(true, [target, argument], result, (scoped arguments, ref _) => body(arguments[0], arguments[1]));

    /// <summary>A body for any number of arguments, or for ones that it pays for.</summary>
    public static CelOverload Any(bool isMember, ImmutableArray<CelType> parameters, CelType result, BudgetedImplementation body) =>
        new(isMember, parameters, result, body);
}
