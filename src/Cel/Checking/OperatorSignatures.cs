using System.Collections.Immutable;
using GcpLint.Cel.Syntax;

namespace GcpLint.Cel.Checking;

internal readonly record struct Signature(ImmutableArray<CelType> Parameters, CelType Result);

/// <summary>The operators' overloads of the specification's "List of Standard Definitions".</summary>
internal static class OperatorSignatures
{
    private static readonly CelType A = CelType.Parameter("A");
    private static readonly CelType B = CelType.Parameter("B");
    private static readonly CelType[] Numbers = [CelType.Int, CelType.UInt, CelType.Double];

    private static readonly ImmutableArray<Signature> Equality = [new([A, A], CelType.Bool)];

    private static readonly ImmutableArray<Signature> Ordering =
    [
        .. from left in Numbers from right in Numbers select new Signature([left, right], CelType.Bool),
        .. from type in new[] { CelType.Bool, CelType.String, CelType.Bytes, CelType.Timestamp, CelType.Duration }
           select new Signature([type, type], CelType.Bool),
    ];

    private static readonly ImmutableArray<Signature> Membership =
        [new([A, CelType.List(A)], CelType.Bool), new([A, CelType.Map(A, B)], CelType.Bool)];

    private static readonly ImmutableArray<Signature> Addition =
    [
        .. Same(CelType.Int, CelType.UInt, CelType.Double, CelType.String, CelType.Bytes, CelType.Duration),
        new([CelType.List(A), CelType.List(A)], CelType.List(A)),
        new([CelType.Timestamp, CelType.Duration], CelType.Timestamp),
        new([CelType.Duration, CelType.Timestamp], CelType.Timestamp),
    ];

    private static readonly ImmutableArray<Signature> Subtraction =
    [
        .. Same(CelType.Int, CelType.UInt, CelType.Double, CelType.Duration),
        new([CelType.Timestamp, CelType.Duration], CelType.Timestamp),
        new([CelType.Timestamp, CelType.Timestamp], CelType.Duration),
    ];

    private static readonly ImmutableArray<Signature> Product = Same(CelType.Int, CelType.UInt, CelType.Double);
    private static readonly ImmutableArray<Signature> Remainder = Same(CelType.Int, CelType.UInt);

    public static readonly ImmutableArray<Signature> Not = [new([CelType.Bool], CelType.Bool)];

    public static readonly ImmutableArray<Signature> Negation =
        [new([CelType.Int], CelType.Int), new([CelType.Double], CelType.Double)];

    public static readonly ImmutableArray<Signature> Conditional = [new([CelType.Bool, A, A], A)];

    public static readonly ImmutableArray<Signature> Index =
    [
        new([CelType.List(A), CelType.Int], A),
        new([CelType.Map(A, B), A], B),
        new([CelType.Optional(CelType.List(A)), CelType.Int], CelType.Optional(A)),
        new([CelType.Optional(CelType.Map(A, B)), A], CelType.Optional(B)),
    ];

    public static ImmutableArray<Signature> Of(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Equal or BinaryOperator.NotEqual => Equality,
        BinaryOperator.In => Membership,
        BinaryOperator.Add => Addition,
        BinaryOperator.Subtract => Subtraction,
        BinaryOperator.Multiply or BinaryOperator.Divide => Product,
        BinaryOperator.Modulo => Remainder,
        _ => Ordering,
    };

    public static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Equal => "==",
        BinaryOperator.NotEqual => "!=",
        BinaryOperator.Less => "<",
        BinaryOperator.LessOrEqual => "<=",
        BinaryOperator.Greater => ">",
        BinaryOperator.GreaterOrEqual => ">=",
        BinaryOperator.In => "in",
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "%",
    };

    private static ImmutableArray<Signature> Same(params CelType[] types) => [.. from type in types select new Signature([type, type], type)];
}
