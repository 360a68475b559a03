using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

public enum BinaryOperator : byte
{
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

public enum UnaryOperator : byte
{
    Negate,
    Not,
}

/// <summary>Chains such as <c>a + b + c</c> nest to the left and may be long: walk them with a loop.</summary>
public sealed record BinaryExpression(TextSpan Span, BinaryOperator Operator, TextSpan OperatorSpan, HclExpression Left, HclExpression Right)
    : HclExpression(Span);

public sealed record UnaryExpression(TextSpan Span, UnaryOperator Operator, TextSpan OperatorSpan, HclExpression Operand) : HclExpression(Span);

/// <summary>A call of a function.</summary>
/// <param name="Span">From the name to the closing parenthesis.</param>
/// <param name="Name">With its namespaces: <c>provider::google::f</c>, without blanks.</param>
/// <param name="NameSpan">The name.</param>
/// <param name="Arguments">In order.</param>
/// <param name="ExpandFinal">The last argument is a list whose elements are the last arguments: <c>f(list...)</c>.</param>
public sealed record FunctionCallExpression(
    TextSpan Span,
    string Name,
    TextSpan NameSpan,
    ImmutableArray<HclExpression> Arguments,
    bool ExpandFinal) : HclExpression(Span);
