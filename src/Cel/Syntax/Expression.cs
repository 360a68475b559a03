using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Syntax;

/// <summary>A node of the syntax tree. Macros stand as nodes of their own, so that they can be checked and explained as they were written.</summary>
internal abstract record Expression
{
    private protected Expression(TextSpan span, int childHeight)
    {
        Span = span;
        Height = childHeight + 1;
    }

    public TextSpan Span { get; }

    /// <summary>
    /// Levels from here to the deepest leaf; the parser keeps it within <see cref="CelLimits.MaxHeight"/>. Where a macro
    /// names a value the levels of value and body add up: the body can wrap the value in lists as often as it is deep.
    /// So the height also bounds how deep a value can become that an expression makes.
    /// </summary>
    public int Height { get; }

    private protected static int HeightOf(ImmutableArray<Expression> children)
    {
        int height = 0;
        foreach (Expression child in children)
        {
            height = Math.Max(height, child.Height);
        }

        return height;
    }

    private protected static int HeightOf(Expression? first, Expression? second = null, Expression? third = null) =>
        Math.Max(first?.Height ?? 0, Math.Max(second?.Height ?? 0, third?.Height ?? 0));
}

/// <summary>A place that could not be parsed; a diagnostic tells why.</summary>
internal sealed record InvalidExpression(TextSpan Place) : Expression(Place, 0);

internal sealed record LiteralExpression(Value Value, TextSpan Place) : Expression(Place, 0);

/// <param name="Name">The name without a leading dot.</param>
/// <param name="IsRooted">Written with a leading dot: neither the container nor local variables count.</param>
/// <param name="Place">With the leading dot.</param>
internal sealed record NameExpression(string Name, bool IsRooted, TextSpan Place) : Expression(Place, 0);

/// <summary><c>a.b</c>, or <c>a.?b</c> if optional. <see cref="FieldSpan"/> is the field's name alone.</summary>
internal sealed record SelectExpression(Expression Operand, string Field, bool IsOptional, TextSpan FieldSpan, TextSpan Place)
    : Expression(Place, Operand.Height);

/// <summary><c>a[b]</c>, or <c>a[?b]</c> if optional.</summary>
internal sealed record IndexExpression(Expression Operand, Expression Index, bool IsOptional, TextSpan Place)
    : Expression(Place, HeightOf(Operand, Index));

/// <summary><c>target.f(arguments)</c>; without a target <c>f(arguments)</c>.</summary>
internal sealed record CallExpression(Expression? Target, string Function, TextSpan FunctionSpan, ImmutableArray<Expression> Arguments, TextSpan Place)
    : Expression(Place, Math.Max(HeightOf(Target), HeightOf(Arguments)));

internal sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, TextSpan Place)
    : Expression(Place, Operand.Height);

internal sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, TextSpan Place)
    : Expression(Place, HeightOf(Left, Right));

/// <summary>A whole chain of <c>&amp;&amp;</c> or <c>||</c>: one node, so that long chains make no deep tree.</summary>
internal sealed record LogicalExpression(bool IsAnd, ImmutableArray<Expression> Operands, TextSpan Place)
    : Expression(Place, HeightOf(Operands));

internal sealed record ConditionalExpression(Expression Condition, Expression WhenTrue, Expression WhenFalse, TextSpan Place)
    : Expression(Place, HeightOf(Condition, WhenTrue, WhenFalse));

/// <summary><see cref="OptionalElements"/> tells of each element whether it was written <c>?x</c>; it is default if none was.</summary>
internal sealed record ListExpression(ImmutableArray<Expression> Elements, ImmutableArray<bool> OptionalElements, TextSpan Place)
    : Expression(Place, HeightOf(Elements));

internal readonly record struct MapEntry(Expression Key, Expression Value, bool IsOptional);

internal sealed record MapExpression(ImmutableArray<MapEntry> Entries, TextSpan Place) : Expression(Place, HeightOf(Entries))
{
    private static int HeightOf(ImmutableArray<MapEntry> entries)
    {
        int height = 0;
        foreach (MapEntry entry in entries)
        {
            height = Math.Max(height, Math.Max(entry.Key.Height, entry.Value.Height));
        }

        return height;
    }
}

internal readonly record struct MessageField(string Name, TextSpan Span, Expression Value, bool IsOptional);

/// <summary><c>google.protobuf.Duration{seconds: 3}</c>.</summary>
internal sealed record MessageExpression(string TypeName, bool IsRooted, ImmutableArray<MessageField> Fields, TextSpan Place)
    : Expression(Place, HeightOf(Fields))
{
    private static int HeightOf(ImmutableArray<MessageField> fields)
    {
        int height = 0;
        foreach (MessageField field in fields)
        {
            height = Math.Max(height, field.Value.Height);
        }

        return height;
    }
}

/// <summary>The macro <c>has(a.b)</c>.</summary>
internal sealed record HasExpression(SelectExpression Selection, TextSpan Place) : Expression(Place, Selection.Height);

/// <summary>A macro that walks along a list or map.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Range">What is walked along.</param>
/// <param name="First">The element, or the key or index if there is a second variable.</param>
/// <param name="Second">The element or value; null for macros with one variable.</param>
/// <param name="Predicate">The condition on elements; null where the macro has none.</param>
/// <param name="Transform">What is made of an element; null where the macro makes nothing.</param>
/// <param name="Place">The whole call.</param>
internal sealed record ComprehensionExpression(
    ComprehensionKind Kind,
    Expression Range,
    string First,
    string? Second,
    Expression? Predicate,
    Expression? Transform,
    TextSpan Place) : Expression(Place, Range.Height + HeightOf(Predicate, Transform));

/// <summary>The macro <c>cel.bind(name, value, body)</c>.</summary>
internal sealed record BindExpression(string Name, Expression Value, Expression Body, TextSpan Place)
    : Expression(Place, Value.Height + Body.Height);

/// <summary>The macros <c>a.optMap(v, e)</c> and <c>a.optFlatMap(v, e)</c>.</summary>
internal sealed record OptionalMapExpression(Expression Operand, string Name, Expression Body, bool IsFlat, TextSpan Place)
    : Expression(Place, Operand.Height + Body.Height);

internal enum UnaryOperator : byte
{
    Not,
    Negate,
}

internal enum BinaryOperator : byte
{
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
    Add,
    Subtract,
    Multiply,
    Divide,
    Modulo,
}

internal enum ComprehensionKind : byte
{
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
    TransformList,
    TransformMap,
    TransformMapEntry,
    SortBy,
}
