using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>Recursive descent over one expression. The first error ends it: the whole becomes an <see cref="ErrorNode"/>.</summary>
internal ref struct ExpressionParser
{
    /// <summary>GitHub's own limit of an expression's length.</summary>
    public const int MaxLength = 21_000;

    /// <summary>Depth of the tree. GitHub allows 50; more keeps the reading of odd files apart from judging them.</summary>
    public const int MaxDepth = 100;

    private readonly TextSpan _whole;
    private ExpressionLexer _lexer;
    private ExpressionToken _token;
    private string? _error;

    private ExpressionParser(string text, TextSpan whole)
    {
        _whole = whole;
        _lexer = new ExpressionLexer(text, whole.Start, whole.End);
    }

    public static ExpressionNode Parse(string text, TextSpan span)
    {
        if (span.Length > MaxLength)
        {
            return new ErrorNode($"The expression is longer than {MaxLength} characters.", span);
        }

        var parser = new ExpressionParser(text, span);
        parser.Next();
        ExpressionNode node = parser.Or(0);
        if (parser._token.Kind != ExpressionTokenKind.End)
        {
            parser.Fail();
        }

        return parser._error is null ? node : new ErrorNode(parser._error, span);
    }

    private void Next() => _token = _lexer.Next();

    private readonly bool IsSymbol(string symbol) => _token.Kind == ExpressionTokenKind.Symbol && _token.Text == symbol;

    private ExpressionNode Or(int depth) => Join(depth, "||", static (ref ExpressionParser parser, int level) => parser.And(level));

    private ExpressionNode And(int depth) => Join(depth, "&&", static (ref ExpressionParser parser, int level) => parser.Equality(level));

    private ExpressionNode Join(int depth, string symbol, Operand operand)
    {
        ExpressionNode first = operand(ref this, depth);
        if (!IsSymbol(symbol) || _error is not null)
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<ExpressionNode>();
        operands.Add(first);
        while (IsSymbol(symbol) && _error is null)
        {
            Next();
            operands.Add(operand(ref this, depth + 1));
        }

        return new OperatorNode(symbol, operands.ToImmutable(), first.Span.Cover(operands[^1].Span));
    }

    private ExpressionNode Equality(int depth)
    {
        ExpressionNode left = Comparison(depth);
        while (_error is null && (IsSymbol("==") || IsSymbol("!=")))
        {
            left = Binary(left, ++depth, static (ref ExpressionParser parser, int level) => parser.Comparison(level));
        }

        return left;
    }

    private ExpressionNode Comparison(int depth)
    {
        ExpressionNode left = Unary(depth);
        while (_error is null && (IsSymbol("<") || IsSymbol("<=") || IsSymbol(">") || IsSymbol(">=")))
        {
            left = Binary(left, ++depth, static (ref ExpressionParser parser, int level) => parser.Unary(level));
        }

        return left;
    }

    private OperatorNode Binary(ExpressionNode left, int depth, Operand operand)
    {
        string symbol = _token.Text;
        Next();
        ExpressionNode right = operand(ref this, depth);
        return new OperatorNode(symbol, [left, right], left.Span.Cover(right.Span));
    }

    private ExpressionNode Unary(int depth)
    {
        if (!IsSymbol("!"))
        {
            return Postfix(depth);
        }

        TextSpan start = _token.Span;
        if (TooDeep(depth))
        {
            return Error();
        }

        Next();
        ExpressionNode operand = Unary(depth + 1);
        return new NotNode(operand, start.Cover(operand.Span));
    }

    private ExpressionNode Postfix(int depth)
    {
        ExpressionNode node = Primary(depth);
        while (_error is null && (IsSymbol(".") || IsSymbol("[")))
        {
            if (TooDeep(++depth))
            {
                return Error();
            }

            bool index = IsSymbol("[");
            Next();
            TextSpan end = _token.Span;
            if (IsSymbol("*"))
            {
                Next();
                node = new StarNode(node, node.Span.Cover(index ? Close("]") : end));
            }
            else if (index)
            {
                ExpressionNode value = Or(depth);
                node = new IndexNode(node, value, node.Span.Cover(Close("]")));
            }
            else if (_token.Kind == ExpressionTokenKind.Word)
            {
                node = new PropertyNode(node, _token.Text, node.Span.Cover(end));
                Next();
            }
            else
            {
                Fail();
            }
        }

        return node;
    }

    private ExpressionNode Primary(int depth)
    {
        ExpressionToken token = _token;
        if (TooDeep(depth))
        {
            return Error();
        }

        if (token.Kind == ExpressionTokenKind.Literal)
        {
            Next();
            return new LiteralNode(token.Value, token.Span);
        }

        if (IsSymbol("("))
        {
            Next();
            ExpressionNode inner = Or(depth + 1);
            Close(")");
            return inner;
        }

        if (token.Kind != ExpressionTokenKind.Word)
        {
            Fail();
            return Error();
        }

        Next();
        if (IsSymbol("("))
        {
            return Call(token, depth);
        }

        return token.Text switch
        {
            "true" => new LiteralNode(Value.True, token.Span),
            "false" => new LiteralNode(Value.False, token.Span),
            "null" => new LiteralNode(Value.Null, token.Span),
            "NaN" => new LiteralNode(Value.Of(double.NaN), token.Span),
            "Infinity" => new LiteralNode(Value.Of(double.PositiveInfinity), token.Span),
            _ => new ContextNode(token.Text, token.Span),
        };
    }

    private CallNode Call(ExpressionToken name, int depth)
    {
        var arguments = ImmutableArray.CreateBuilder<ExpressionNode>();
        Next();
        while (_error is null && !IsSymbol(")"))
        {
            arguments.Add(Or(depth + 1));
            if (!IsSymbol(","))
            {
                break;
            }

            Next();
        }

        return new CallNode(name.Text, arguments.ToImmutable(), name.Span.Cover(Close(")")));
    }

    private TextSpan Close(string symbol)
    {
        TextSpan span = _token.Span;
        if (IsSymbol(symbol))
        {
            Next();
        }
        else
        {
            Fail();
        }

        return span;
    }

    private bool TooDeep(int depth)
    {
        if (depth >= MaxDepth)
        {
            _error ??= $"The expression is nested more than {MaxDepth} levels deep.";
        }

        return depth >= MaxDepth;
    }

    private void Fail() => _error ??= _token.Kind == ExpressionTokenKind.End
        ? "The expression ends too early."
        : $"'{_token.Text}' is not expected here.";

    private readonly ErrorNode Error() => new(_error ?? "", _whole);

    private delegate ExpressionNode Operand(ref ExpressionParser parser, int depth);
}
