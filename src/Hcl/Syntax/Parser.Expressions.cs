using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Syntax;

internal sealed partial class Parser
{
    private HclExpression ParseExpression()
    {
        if (!TryEnter())
        {
            return MakeError();
        }

        HclExpression expression = ParseConditional();
        Leave();
        return expression;
    }

    private HclExpression ParseConditional()
    {
        int start = Peek().Start;
        HclExpression condition = ParseBinary(0);
        if (_recovering || !PeekIs(TokenKind.Question))
        {
            return condition;
        }

        Read();
        HclExpression whenTrue = ParseExpression();
        if (_recovering)
        {
            return condition;
        }

        if (!PeekIs(TokenKind.Colon))
        {
            Error("conditional", "Missing false expression in conditional", "Behind \"condition ? a\" stands \": b\", on the same line unless parentheses are around it all.", Peek().Span);
            _recovering = true;
            return condition;
        }

        Read();
        HclExpression whenFalse = ParseExpression();
        return new ConditionalExpression(SpanFrom(start), condition, whenTrue, whenFalse);
    }

    /// <summary>The level of a binary operator: 0 binds least; -1 is none.</summary>
    private static (int Level, BinaryOperator Operator) GetOperator(TokenKind kind) => kind switch
    {
        TokenKind.Or => (0, BinaryOperator.Or),
        TokenKind.And => (1, BinaryOperator.And),
        TokenKind.EqualsEquals => (2, BinaryOperator.Equal),
        TokenKind.NotEquals => (2, BinaryOperator.NotEqual),
        TokenKind.Greater => (3, BinaryOperator.Greater),
        TokenKind.GreaterOrEqual => (3, BinaryOperator.GreaterOrEqual),
        TokenKind.Less => (3, BinaryOperator.Less),
        TokenKind.LessOrEqual => (3, BinaryOperator.LessOrEqual),
        TokenKind.Plus => (4, BinaryOperator.Add),
        TokenKind.Minus => (4, BinaryOperator.Subtract),
        TokenKind.Star => (5, BinaryOperator.Multiply),
        TokenKind.Slash => (5, BinaryOperator.Divide),
        TokenKind.Percent => (5, BinaryOperator.Modulo),
        _ => (-1, default),
    };

    /// <summary>Operators of <paramref name="level"/> and above; a level nests at most once for each higher level.</summary>
    private HclExpression ParseBinary(int level)
    {
        int start = Peek().Start;
        HclExpression left = ParseUnary();
        while (!_recovering)
        {
            Token token = Peek();
            (int found, BinaryOperator operation) = GetOperator(token.Kind);
            if (found < level)
            {
                break;
            }

            Read();
            HclExpression right = ParseBinary(found + 1);
            left = new BinaryExpression(SpanFrom(start), operation, Map(token), left, right);
        }

        return left;
    }

    private HclExpression ParseUnary()
    {
        Token token = Peek();
        if (token.Kind is not (TokenKind.Minus or TokenKind.Bang))
        {
            return ParsePostfix();
        }

        if (!TryEnter())
        {
            return MakeError();
        }

        Read();
        HclExpression operand = ParseUnary();
        Leave();
        UnaryOperator operation = token.Kind == TokenKind.Minus ? UnaryOperator.Negate : UnaryOperator.Not;
        return new UnaryExpression(SpanFrom(token.Start), operation, Map(token), operand);
    }

    private HclExpression ParsePostfix()
    {
        int start = Peek().Start;
        HclExpression term = ParseTerm();
        return _recovering ? term : ParseSteps(term, start);
    }

    private HclExpression ParseTerm()
    {
        Token token = Peek();
        switch (token.Kind)
        {
            case TokenKind.OpenParenthesis:
                return ParseParentheses();
            case TokenKind.Number:
                Read();
                return new LiteralExpression(Map(token), ParseNumber(token));
            case TokenKind.Identifier:
                Read();
                return ParseName(token);
            case TokenKind.OpenQuote:
                Read();
                return ParseTemplateUntil(TokenKind.CloseQuote, token.Start, TemplateForm.Quoted);
            case TokenKind.OpenHeredoc:
                Read();
                return ParseTemplateUntil(TokenKind.CloseHeredoc, token.Start, TemplateForm.Heredoc);
            case TokenKind.OpenFlushHeredoc:
                Read();
                return ParseTemplateUntil(TokenKind.CloseHeredoc, token.Start, TemplateForm.FlushHeredoc);
            case TokenKind.OpenBracket:
                return ParseTuple();
            case TokenKind.OpenBrace:
                return ParseObject();
            default:
                if (token.Kind != TokenKind.Invalid)
                {
                    ErrorOnce("expression-expected", "Invalid expression", "An expression begins with a value, a name, a bracket or a quote.", token.Span);
                }

                _recovering = true;
                return MakeError();
        }
    }

    /// <summary>Stands behind what was read last: so it lies inside the node that it belongs to.</summary>
    private ErrorExpression MakeError() => new(Map(_lastEnd, _lastEnd));

    private ParenthesesExpression ParseParentheses()
    {
        Token open = Read();
        bool newlines = _newlines;
        _newlines = false;
        HclExpression inner = ParseExpression();
        if (_recovering)
        {
            RecoverTo(TokenKind.CloseParenthesis);
        }
        else if (PeekIs(TokenKind.CloseParenthesis))
        {
            Read();
        }
        else
        {
            Error("unclosed-parenthesis", "Unbalanced parentheses", "The parenthesis that closes this expression is expected here.", Peek().Span);
            _recovering = true;
        }

        _newlines = newlines;
        return new ParenthesesExpression(SpanFrom(open.Start), inner);
    }

    private Value ParseNumber(Token token)
    {
        if (BigNumber.TryParse(Slice(token), out BigNumber? number))
        {
            return Value.Of(number);
        }

        Error("invalid-number", "Invalid number literal", "A number has digits, at most one point, and an exponent within reason.", token.Span);
        return Value.Unknown(UnknownKind.Error, "the number cannot be read");
    }

    private HclExpression ParseName(Token name)
    {
        if (PeekIs(TokenKind.OpenParenthesis) || PeekIs(TokenKind.DoubleColon))
        {
            return ParseCall(name);
        }

        TextSpan span = Map(name);
        return Slice(name) switch
        {
            "true" => new LiteralExpression(span, Value.True),
            "false" => new LiteralExpression(span, Value.False),
            "null" => new LiteralExpression(span, Value.Null),
            _ => new TraversalExpression(span, Text(name), span, []),
        };
    }

    private HclExpression ParseCall(Token first)
    {
        string name = Text(first);
        Token last = first;
        while (PeekIs(TokenKind.DoubleColon))
        {
            Read();
            last = Peek();
            if (last.Kind != TokenKind.Identifier)
            {
                ErrorOnce("function-name", "Missing function name", "Behind \"::\" stands the name of a function.", last.Span);
                _recovering = true;
                return MakeError();
            }

            Read();
            name += "::" + Text(last);
        }

        TextSpan nameSpan = Map(first.Start, last.End);
        if (!PeekIs(TokenKind.OpenParenthesis))
        {
            ErrorOnce("function-name", "Missing open parenthesis", "A name with \"::\" is a function: its arguments stand in parentheses.", Peek().Span);
            _recovering = true;
            return MakeError();
        }

        Read();
        bool newlines = _newlines;
        _newlines = false;
        var arguments = ImmutableArray.CreateBuilder<HclExpression>();
        bool expand = ParseArguments(arguments);
        _newlines = newlines;
        return new FunctionCallExpression(SpanFrom(first.Start), name, nameSpan, arguments.ToImmutable(), expand);
    }

    /// <summary>Reads the arguments and the closing parenthesis; true if the last one is to be expanded.</summary>
    private bool ParseArguments(ImmutableArray<HclExpression>.Builder arguments)
    {
        while (!PeekIs(TokenKind.CloseParenthesis))
        {
            arguments.Add(ParseExpression());
            Token next = Peek();
            if (_recovering)
            {
                RecoverTo(TokenKind.CloseParenthesis);
                return false;
            }

            if (next.Kind == TokenKind.Ellipsis)
            {
                Read();
                if (!PeekIs(TokenKind.CloseParenthesis))
                {
                    Error("unclosed-call", "Missing closing parenthesis", "An argument with \"...\" is the last one of its call.", Peek().Span);
                    RecoverTo(TokenKind.CloseParenthesis);
                    return true;
                }

                Read();
                return true;
            }

            if (next.Kind == TokenKind.Comma)
            {
                Read();
            }
            else if (next.Kind != TokenKind.CloseParenthesis)
            {
                bool atEnd = next.Kind == TokenKind.EndOfFile;
                Error(
                    "unclosed-call",
                    atEnd ? "Unterminated function call" : "Missing argument separator",
                    atEnd ? "The file ends before the parenthesis that closes this call." : "Arguments of a function are separated by commas.",
                    next.Span);
                RecoverTo(TokenKind.CloseParenthesis);
                return false;
            }
        }

        Read();
        return false;
    }
}
