using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Syntax;

/// <summary>
/// Recursive descent over the specification's grammar; binary operators by their precedence. Reading stops at the first
/// syntax error: what follows it in so short a text would only repeat it.
/// </summary>
internal ref struct Parser
{
    private static readonly FrozenSet<string> ReservedWords = FrozenSet.Create(
        StringComparer.Ordinal,
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while");

    private const int OrLevel = 1;
    private const int AndLevel = 2;

    private static readonly string TooDeepText = $"The expression is nested deeper than {CelLimits.MaxHeight} levels";

    private TokenReader _tokens;
    private int _depth;

    private Parser(string text) => _tokens = new TokenReader(text);

    public static ParseResult Parse(string text)
    {
        if (text.Length > CelLimits.MaxLength)
        {
            var span = new TextSpan(CelLimits.MaxLength, text.Length - CelLimits.MaxLength);
            return new ParseResult(new InvalidExpression(span), [new Problem("cel/limit", $"An expression has at most {CelLimits.MaxLength} characters", "", span)]);
        }

        var parser = new Parser(text);
        Expression root = parser.ParseExpression();
        if (parser._tokens.Current.Kind != TokenKind.End)
        {
            parser._tokens.FailAtToken("the end of the expression");
        }

        return new ParseResult(root, parser._tokens.Problems.ToImmutable());
    }

    /// <summary><c>a ? b : c</c> and everything that binds closer.</summary>
    private Expression ParseExpression()
    {
        if (++_depth > CelLimits.MaxHeight)
        {
            return TooDeep();
        }

        Expression result = ParseOperators(OrLevel);
        if (_tokens.TryTake(TokenKind.Question))
        {
            Expression whenTrue = ParseOperators(OrLevel);
            _tokens.Expect(TokenKind.Colon, "':'");
            Expression whenFalse = ParseExpression();
            result = Checked(new ConditionalExpression(result, whenTrue, whenFalse, From(result)));
        }

        _depth--;
        return result;
    }

    /// <summary>
    /// Binary operators that bind at least as close as <paramref name="least"/>. One method for all levels: a nested
    /// expression costs one frame of the stack instead of one a level.
    /// </summary>
    private Expression ParseOperators(int least)
    {
        Expression left = ParseUnary();
        while (true)
        {
            (int level, BinaryOperator operation) = OperatorOf(_tokens.Current.Kind);
            if (level < least)
            {
                return left;
            }

            if (level <= AndLevel)
            {
                left = ParseLogical(left, level);
            }
            else
            {
                _tokens.Advance();
                Expression right = ParseOperators(level + 1);
                left = Checked(new BinaryExpression(operation, left, right, From(left)));
            }
        }
    }

    private Expression ParseLogical(Expression first, int level)
    {
        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(first);
        while (_tokens.TryTake(level == AndLevel ? TokenKind.And : TokenKind.Or))
        {
            operands.Add(ParseOperators(level + 1));
        }

        return Checked(new LogicalExpression(level == AndLevel, operands.ToImmutable(), From(first)));
    }

    /// <summary>How close an operator binds, from 1 for <c>||</c>; 0 for what is none. Those of logic have no operation.</summary>
    private static (int Level, BinaryOperator Operation) OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Or => (OrLevel, default),
        TokenKind.And => (AndLevel, default),
        TokenKind.Equal => (3, BinaryOperator.Equal),
        TokenKind.NotEqual => (3, BinaryOperator.NotEqual),
        TokenKind.Less => (3, BinaryOperator.Less),
        TokenKind.LessOrEqual => (3, BinaryOperator.LessOrEqual),
        TokenKind.Greater => (3, BinaryOperator.Greater),
        TokenKind.GreaterOrEqual => (3, BinaryOperator.GreaterOrEqual),
        TokenKind.In => (3, BinaryOperator.In),
        TokenKind.Plus => (4, BinaryOperator.Add),
        TokenKind.Minus => (4, BinaryOperator.Subtract),
        TokenKind.Star => (5, BinaryOperator.Multiply),
        TokenKind.Slash => (5, BinaryOperator.Divide),
        TokenKind.Percent => (5, BinaryOperator.Modulo),
        _ => (0, default),
    };

    private Expression ParseUnary()
    {
        if (_tokens.Current.Kind is not (TokenKind.Not or TokenKind.Minus))
        {
            return ParseMember(ParsePrimary());
        }

        if (++_depth > CelLimits.MaxHeight)
        {
            return TooDeep();
        }

        Token sign = _tokens.Current;
        _tokens.Advance();
        Expression result;
        if (sign.Kind == TokenKind.Minus && _tokens.Current.Kind is TokenKind.Int or TokenKind.Double)
        {
            // The sign belongs to the literal: the smallest int has no positive counterpart.
            result = ParseMember(ParseNumber(sign.Span.Start, negative: true));
        }
        else
        {
            Expression operand = ParseUnary();
            UnaryOperator operation = sign.Kind == TokenKind.Not ? UnaryOperator.Not : UnaryOperator.Negate;
            result = Checked(new UnaryExpression(operation, operand, TextSpan.FromBounds(sign.Span.Start, _tokens.PreviousEnd)));
        }

        _depth--;
        return result;
    }

    /// <summary>Selections, indices and calls behind <paramref name="operand"/>.</summary>
    private Expression ParseMember(Expression operand)
    {
        while (true)
        {
            if (_tokens.TryTake(TokenKind.Dot))
            {
                operand = ParseSelection(operand);
            }
            else if (_tokens.TryTake(TokenKind.OpenBracket))
            {
                bool optional = _tokens.TryTake(TokenKind.Question);
                Expression index = ParseExpression();
                _tokens.Expect(TokenKind.CloseBracket, "']'");
                operand = Checked(new IndexExpression(operand, index, optional, From(operand)));
            }
            else if (_tokens.Current.Kind == TokenKind.OpenBrace && MessageName(operand, out bool rooted) is { } name)
            {
                operand = ParseMessage(operand, name, rooted);
            }
            else
            {
                return operand;
            }
        }
    }

    private Expression ParseSelection(Expression operand)
    {
        bool optional = _tokens.TryTake(TokenKind.Question);
        if (_tokens.Current.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            return _tokens.FailAtToken("the name of a field or function");
        }

        Token nameToken = _tokens.Current;
        bool quoted = nameToken.Kind == TokenKind.QuotedName;
        string name = quoted ? _tokens.Text.Substring(nameToken.Span.Start + 1, nameToken.Span.Length - 2) : _tokens.TextOf(nameToken);
        _tokens.Advance();
        if (quoted || optional || _tokens.Current.Kind != TokenKind.OpenParenthesis)
        {
            return Checked(new SelectExpression(operand, name, optional, nameToken.Span, From(operand)));
        }

        return ParseCall(operand, name, nameToken.Span, operand.Span.Start);
    }

    private Expression ParseCall(Expression? target, string name, TextSpan nameSpan, int start)
    {
        _tokens.Advance();
        ImmutableArray<Expression> arguments = ParseArguments(TokenKind.CloseParenthesis, "')'");
        var call = new CallExpression(target, name, nameSpan, arguments, TextSpan.FromBounds(start, _tokens.PreviousEnd));
        return Checked(MacroExpander.Expand(call, _tokens.Problems));
    }

    private ImmutableArray<Expression> ParseArguments(TokenKind close, string closeText)
    {
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (_tokens.Current.Kind != close)
        {
            arguments.Add(ParseExpression());
            if (!_tokens.TryTake(TokenKind.Comma))
            {
                break;
            }

            if (_tokens.Current.Kind == close)
            {
                _tokens.FailAtToken("an argument");
            }
        }

        _tokens.Expect(close, closeText);
        return arguments.ToImmutable();
    }

    private Expression ParsePrimary()
    {
        Token token = _tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return ParseName(token.Span.Start, rooted: false);
            case TokenKind.Dot:
                _tokens.Advance();
                return _tokens.Current.Kind == TokenKind.Name ? ParseName(token.Span.Start, rooted: true) : _tokens.FailAtToken("a name");
            case TokenKind.OpenParenthesis:
                _tokens.Advance();
                Expression inner = ParseExpression();
                _tokens.Expect(TokenKind.CloseParenthesis, "')'");
                return inner;
            case TokenKind.OpenBracket:
                return ParseList();
            case TokenKind.OpenBrace:
                return ParseMap();
            case TokenKind.True or TokenKind.False or TokenKind.Null:
                _tokens.Advance();
                return new LiteralExpression(token.Kind == TokenKind.Null ? Value.Null : Value.Of(token.Kind == TokenKind.True), token.Span);
            case TokenKind.Int or TokenKind.UInt or TokenKind.Double:
                return ParseNumber(token.Span.Start, negative: false);
            case TokenKind.String or TokenKind.Bytes:
                return ParseText();
            default:
                return _tokens.FailAtToken("an expression");
        }
    }

    private Expression ParseName(int start, bool rooted)
    {
        Token token = _tokens.Current;
        string name = _tokens.TextOf(token);
        _tokens.Advance();
        if (_tokens.Current.Kind == TokenKind.OpenParenthesis)
        {
            return ParseCall(null, name, token.Span, start);
        }

        if (ReservedWords.Contains(name))
        {
            return _tokens.Fail(token.Span, $"'{name}' is a reserved word", "Reserved words can be the names of fields, but not of variables.");
        }

        return new NameExpression(name, rooted, TextSpan.FromBounds(start, token.Span.End));
    }

    private Expression ParseNumber(int start, bool negative)
    {
        Token token = _tokens.Current;
        _tokens.Advance();
        ReadOnlySpan<char> text = _tokens.Text.AsSpan(token.Span.Start, token.Span.Length);
        var span = TextSpan.FromBounds(start, token.Span.End);
        Value value;
        string? problem = token.Kind switch
        {
            TokenKind.Int => LiteralReader.ReadInt(text, negative, out value),
            TokenKind.UInt => LiteralReader.ReadUInt(text, out value),
            _ => LiteralReader.ReadDouble(text, negative, out value),
        };
        return problem is null ? new LiteralExpression(value, span) : _tokens.Fail(span, problem);
    }

    private Expression ParseText()
    {
        Token token = _tokens.Current;
        _tokens.Advance();
        ReadOnlySpan<char> text = _tokens.Text.AsSpan(token.Span.Start, token.Span.Length);
        string? problem = token.Kind == TokenKind.String
            ? LiteralReader.ReadString(text, out Value value, out TextSpan place)
            : LiteralReader.ReadBytes(text, out value, out place);
        return problem is null
            ? new LiteralExpression(value, token.Span)
            : _tokens.Fail(place with { Start = token.Span.Start + place.Start }, problem);
    }

    private Expression ParseList()
    {
        int start = _tokens.Current.Span.Start;
        _tokens.Advance();
        var elements = ImmutableArray.CreateBuilder<Expression>();
        var optionals = ImmutableArray.CreateBuilder<bool>();
        while (_tokens.Current.Kind != TokenKind.CloseBracket)
        {
            optionals.Add(_tokens.TryTake(TokenKind.Question));
            elements.Add(ParseExpression());
            if (!_tokens.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        _tokens.Expect(TokenKind.CloseBracket, "',' or ']'");
        ImmutableArray<bool> marks = optionals.Contains(true) ? optionals.ToImmutable() : default;
        return Checked(new ListExpression(elements.ToImmutable(), marks, TextSpan.FromBounds(start, _tokens.PreviousEnd)));
    }

    private Expression ParseMap()
    {
        int start = _tokens.Current.Span.Start;
        _tokens.Advance();
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        while (_tokens.Current.Kind != TokenKind.CloseBrace)
        {
            bool optional = _tokens.TryTake(TokenKind.Question);
            Expression key = ParseExpression();
            _tokens.Expect(TokenKind.Colon, "':'");
            entries.Add(new MapEntry(key, ParseExpression(), optional));
            if (!_tokens.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        _tokens.Expect(TokenKind.CloseBrace, "',' or '}'");
        return Checked(new MapExpression(entries.ToImmutable(), TextSpan.FromBounds(start, _tokens.PreviousEnd)));
    }

    private Expression ParseMessage(Expression typeName, string name, bool rooted)
    {
        _tokens.Advance();
        var fields = ImmutableArray.CreateBuilder<MessageField>();
        while (_tokens.Current.Kind is not (TokenKind.CloseBrace or TokenKind.End))
        {
            bool optional = _tokens.TryTake(TokenKind.Question);
            Token field = _tokens.Current;
            if (field.Kind is not (TokenKind.Name or TokenKind.QuotedName))
            {
                return _tokens.FailAtToken("the name of a field");
            }

            _tokens.Advance();
            _tokens.Expect(TokenKind.Colon, "':'");
            fields.Add(new MessageField(_tokens.TextOf(field).Trim('`'), field.Span, ParseExpression(), optional));
            if (!_tokens.TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        _tokens.Expect(TokenKind.CloseBrace, "',' or '}'");
        return Checked(new MessageExpression(name, rooted, fields.ToImmutable(), From(typeName)));
    }

    /// <summary>The type's name if the operand is names joined by dots, else null.</summary>
    private static string? MessageName(Expression operand, out bool rooted) => QualifiedName.Of(operand, out rooted);

    private InvalidExpression TooDeep()
    {
        // The text may go on as deep as it likes: nothing of it is read any more, so that the stack unwinds.
        return _tokens.Fail(_tokens.Current.Span, TooDeepText, code: "cel/limit");
    }

    private Expression Checked(Expression expression) =>
        expression.Height <= CelLimits.MaxHeight ? expression : _tokens.Fail(expression.Span, TooDeepText, code: "cel/limit");

    private readonly TextSpan From(Expression first) => TextSpan.FromBounds(first.Span.Start, Math.Max(first.Span.End, _tokens.PreviousEnd));
}
