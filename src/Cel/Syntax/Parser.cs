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

    private readonly string _text;
    private readonly ImmutableArray<Problem>.Builder _problems;
    private Lexer _lexer;
    private Token _token;
    private int _previousEnd;
    private int _depth;

    private Parser(string text)
    {
        _text = text;
        _problems = ImmutableArray.CreateBuilder<Problem>();
        _lexer = new Lexer(text);
        Advance();
    }

    public static ParseResult Parse(string text)
    {
        if (text.Length > CelLimits.MaxLength)
        {
            var span = new TextSpan(CelLimits.MaxLength, text.Length - CelLimits.MaxLength);
            return new ParseResult(new InvalidExpression(span), [new Problem("cel/limit", $"An expression has at most {CelLimits.MaxLength} characters", "", span)]);
        }

        var parser = new Parser(text);
        Expression root = parser.ParseExpression();
        if (parser._token.Kind != TokenKind.End)
        {
            parser.FailAtToken("the end of the expression");
        }

        return new ParseResult(root, parser._problems.ToImmutable());
    }

    /// <summary><c>a ? b : c</c> and everything that binds closer.</summary>
    private Expression ParseExpression()
    {
        if (++_depth > CelLimits.MaxHeight)
        {
            return TooDeep();
        }

        Expression result = ParseLogical(isAnd: false);
        if (TryTake(TokenKind.Question))
        {
            Expression whenTrue = ParseLogical(isAnd: false);
            Expect(TokenKind.Colon, "':'");
            Expression whenFalse = ParseExpression();
            result = Checked(new ConditionalExpression(result, whenTrue, whenFalse, From(result)));
        }

        _depth--;
        return result;
    }

    private Expression ParseLogical(bool isAnd)
    {
        Expression first = isAnd ? ParseBinary(0) : ParseLogical(isAnd: true);
        TokenKind separator = isAnd ? TokenKind.And : TokenKind.Or;
        if (_token.Kind != separator)
        {
            return first;
        }

        var operands = ImmutableArray.CreateBuilder<Expression>();
        operands.Add(first);
        while (TryTake(separator))
        {
            operands.Add(isAnd ? ParseBinary(0) : ParseLogical(isAnd: true));
        }

        return Checked(new LogicalExpression(isAnd, operands.ToImmutable(), From(first)));
    }

    /// <param name="level">0 for relations, 1 for sums, 2 for products.</param>
    private Expression ParseBinary(int level)
    {
        Expression left = level == 2 ? ParseUnary() : ParseBinary(level + 1);
        while (OperatorAt(level) is { } operation)
        {
            Advance();
            Expression right = level == 2 ? ParseUnary() : ParseBinary(level + 1);
            left = Checked(new BinaryExpression(operation, left, right, From(left)));
        }

        return left;
    }

    private readonly BinaryOperator? OperatorAt(int level) => (level, _token.Kind) switch
    {
        (0, TokenKind.Equal) => BinaryOperator.Equal,
        (0, TokenKind.NotEqual) => BinaryOperator.NotEqual,
        (0, TokenKind.Less) => BinaryOperator.Less,
        (0, TokenKind.LessOrEqual) => BinaryOperator.LessOrEqual,
        (0, TokenKind.Greater) => BinaryOperator.Greater,
        (0, TokenKind.GreaterOrEqual) => BinaryOperator.GreaterOrEqual,
        (0, TokenKind.In) => BinaryOperator.In,
        (1, TokenKind.Plus) => BinaryOperator.Add,
        (1, TokenKind.Minus) => BinaryOperator.Subtract,
        (2, TokenKind.Star) => BinaryOperator.Multiply,
        (2, TokenKind.Slash) => BinaryOperator.Divide,
        (2, TokenKind.Percent) => BinaryOperator.Modulo,
        _ => null,
    };

    private Expression ParseUnary()
    {
        if (_token.Kind is not (TokenKind.Not or TokenKind.Minus))
        {
            return ParseMember(ParsePrimary());
        }

        if (++_depth > CelLimits.MaxHeight)
        {
            return TooDeep();
        }

        Token sign = _token;
        Advance();
        Expression result;
        if (sign.Kind == TokenKind.Minus && _token.Kind is TokenKind.Int or TokenKind.Double)
        {
            // The sign belongs to the literal: the smallest int has no positive counterpart.
            result = ParseMember(ParseNumber(sign.Span.Start, negative: true));
        }
        else
        {
            Expression operand = ParseUnary();
            UnaryOperator operation = sign.Kind == TokenKind.Not ? UnaryOperator.Not : UnaryOperator.Negate;
            result = Checked(new UnaryExpression(operation, operand, TextSpan.FromBounds(sign.Span.Start, _previousEnd)));
        }

        _depth--;
        return result;
    }

    /// <summary>Selections, indices and calls behind <paramref name="operand"/>.</summary>
    private Expression ParseMember(Expression operand)
    {
        while (true)
        {
            if (TryTake(TokenKind.Dot))
            {
                operand = ParseSelection(operand);
            }
            else if (TryTake(TokenKind.OpenBracket))
            {
                bool optional = TryTake(TokenKind.Question);
                Expression index = ParseExpression();
                Expect(TokenKind.CloseBracket, "']'");
                operand = Checked(new IndexExpression(operand, index, optional, From(operand)));
            }
            else if (_token.Kind == TokenKind.OpenBrace && MessageName(operand, out bool rooted) is { } name)
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
        bool optional = TryTake(TokenKind.Question);
        if (_token.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            return FailAtToken("the name of a field or function");
        }

        Token nameToken = _token;
        bool quoted = nameToken.Kind == TokenKind.QuotedName;
        string name = quoted ? _text.Substring(nameToken.Span.Start + 1, nameToken.Span.Length - 2) : TextOf(nameToken);
        Advance();
        if (quoted || optional || _token.Kind != TokenKind.OpenParenthesis)
        {
            return Checked(new SelectExpression(operand, name, optional, nameToken.Span, From(operand)));
        }

        return ParseCall(operand, name, nameToken.Span, operand.Span.Start);
    }

    private Expression ParseCall(Expression? target, string name, TextSpan nameSpan, int start)
    {
        Advance();
        ImmutableArray<Expression> arguments = ParseArguments(TokenKind.CloseParenthesis, "')'");
        var call = new CallExpression(target, name, nameSpan, arguments, TextSpan.FromBounds(start, _previousEnd));
        return Checked(MacroExpander.Expand(call, _problems));
    }

    private ImmutableArray<Expression> ParseArguments(TokenKind close, string closeText)
    {
        var arguments = ImmutableArray.CreateBuilder<Expression>();
        while (_token.Kind != close)
        {
            arguments.Add(ParseExpression());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }

            if (_token.Kind == close)
            {
                FailAtToken("an argument");
            }
        }

        Expect(close, closeText);
        return arguments.ToImmutable();
    }

    private Expression ParsePrimary()
    {
        Token token = _token;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return ParseName(token.Span.Start, rooted: false);
            case TokenKind.Dot:
                Advance();
                return _token.Kind == TokenKind.Name ? ParseName(token.Span.Start, rooted: true) : FailAtToken("a name");
            case TokenKind.OpenParenthesis:
                Advance();
                Expression inner = ParseExpression();
                Expect(TokenKind.CloseParenthesis, "')'");
                return inner;
            case TokenKind.OpenBracket:
                return ParseList();
            case TokenKind.OpenBrace:
                return ParseMap();
            case TokenKind.True or TokenKind.False or TokenKind.Null:
                Advance();
                return new LiteralExpression(token.Kind == TokenKind.Null ? Value.Null : Value.Of(token.Kind == TokenKind.True), token.Span);
            case TokenKind.Int or TokenKind.UInt or TokenKind.Double:
                return ParseNumber(token.Span.Start, negative: false);
            case TokenKind.String or TokenKind.Bytes:
                return ParseText();
            default:
                return FailAtToken("an expression");
        }
    }

    private Expression ParseName(int start, bool rooted)
    {
        Token token = _token;
        string name = TextOf(token);
        Advance();
        if (_token.Kind == TokenKind.OpenParenthesis)
        {
            return ParseCall(null, name, token.Span, start);
        }

        if (ReservedWords.Contains(name))
        {
            return Fail(token.Span, $"'{name}' is a reserved word", "Reserved words can be the names of fields, but not of variables.");
        }

        return new NameExpression(name, rooted, TextSpan.FromBounds(start, token.Span.End));
    }

    private Expression ParseNumber(int start, bool negative)
    {
        Token token = _token;
        Advance();
        ReadOnlySpan<char> text = _text.AsSpan(token.Span.Start, token.Span.Length);
        var span = TextSpan.FromBounds(start, token.Span.End);
        Value value;
        string? problem = token.Kind switch
        {
            TokenKind.Int => LiteralReader.ReadInt(text, negative, out value),
            TokenKind.UInt => LiteralReader.ReadUInt(text, out value),
            _ => LiteralReader.ReadDouble(text, negative, out value),
        };
        return problem is null ? new LiteralExpression(value, span) : Fail(span, problem);
    }

    private Expression ParseText()
    {
        Token token = _token;
        Advance();
        ReadOnlySpan<char> text = _text.AsSpan(token.Span.Start, token.Span.Length);
        string? problem = token.Kind == TokenKind.String
            ? LiteralReader.ReadString(text, out Value value, out TextSpan place)
            : LiteralReader.ReadBytes(text, out value, out place);
        return problem is null
            ? new LiteralExpression(value, token.Span)
            : Fail(place with { Start = token.Span.Start + place.Start }, problem);
    }

    private Expression ParseList()
    {
        int start = _token.Span.Start;
        Advance();
        var elements = ImmutableArray.CreateBuilder<Expression>();
        var optionals = ImmutableArray.CreateBuilder<bool>();
        while (_token.Kind != TokenKind.CloseBracket)
        {
            optionals.Add(TryTake(TokenKind.Question));
            elements.Add(ParseExpression());
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.CloseBracket, "',' or ']'");
        ImmutableArray<bool> marks = optionals.Contains(true) ? optionals.ToImmutable() : default;
        return Checked(new ListExpression(elements.ToImmutable(), marks, TextSpan.FromBounds(start, _previousEnd)));
    }

    private Expression ParseMap()
    {
        int start = _token.Span.Start;
        Advance();
        var entries = ImmutableArray.CreateBuilder<MapEntry>();
        while (_token.Kind != TokenKind.CloseBrace)
        {
            bool optional = TryTake(TokenKind.Question);
            Expression key = ParseExpression();
            Expect(TokenKind.Colon, "':'");
            entries.Add(new MapEntry(key, ParseExpression(), optional));
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.CloseBrace, "',' or '}'");
        return Checked(new MapExpression(entries.ToImmutable(), TextSpan.FromBounds(start, _previousEnd)));
    }

    private Expression ParseMessage(Expression typeName, string name, bool rooted)
    {
        Advance();
        var fields = ImmutableArray.CreateBuilder<MessageField>();
        while (_token.Kind is not (TokenKind.CloseBrace or TokenKind.End))
        {
            bool optional = TryTake(TokenKind.Question);
            Token field = _token;
            if (field.Kind is not (TokenKind.Name or TokenKind.QuotedName))
            {
                return FailAtToken("the name of a field");
            }

            Advance();
            Expect(TokenKind.Colon, "':'");
            fields.Add(new MessageField(TextOf(field).Trim('`'), field.Span, ParseExpression(), optional));
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.CloseBrace, "',' or '}'");
        return Checked(new MessageExpression(name, rooted, fields.ToImmutable(), From(typeName)));
    }

    /// <summary>The type's name if the operand is names joined by dots, else null.</summary>
    private static string? MessageName(Expression operand, out bool rooted) => QualifiedName.Of(operand, out rooted);

    private InvalidExpression TooDeep()
    {
        // The text may go on as deep as it likes: nothing of it is read any more, so that the stack unwinds.
        return Fail(_token.Span, $"The expression is nested deeper than {CelLimits.MaxHeight} levels", code: "cel/limit");
    }

    private Expression Checked(Expression expression) =>
        expression.Height <= CelLimits.MaxHeight ? expression : Fail(expression.Span, $"The expression is nested deeper than {CelLimits.MaxHeight} levels", code: "cel/limit");

    private void Expect(TokenKind kind, string what)
    {
        if (!TryTake(kind))
        {
            FailAtToken(what);
        }
    }

    private bool TryTake(TokenKind kind)
    {
        if (_token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Advance()
    {
        _previousEnd = _token.Span.End;
        _token = _lexer.Next();
        if (_token.Kind == TokenKind.Invalid)
        {
            Fail(_token.Span, _lexer.Problem ?? "unexpected character");
        }
    }

    private InvalidExpression FailAtToken(string expected)
    {
        string found = _token.Kind == TokenKind.End ? "the text ends" : $"found '{TextOf(_token)}'";
        return Fail(_token.Span, $"Syntax error: {found} where {expected} is expected");
    }

    /// <summary>Reports, unless something was reported before, and ends the reading.</summary>
    private InvalidExpression Fail(TextSpan span, string summary, string detail = "", string code = "cel/syntax")
    {
        if (_problems.Count == 0)
        {
            _problems.Add(new Problem(code, char.ToUpperInvariant(summary[0]) + summary[1..], detail, span));
        }

        _lexer = default;
        _token = new Token(TokenKind.End, new TextSpan(_text.Length, 0));
        return new InvalidExpression(span);
    }

    private readonly TextSpan From(Expression first) => TextSpan.FromBounds(first.Span.Start, Math.Max(first.Span.End, _previousEnd));

    private readonly string TextOf(Token token) => _text.Substring(token.Span.Start, token.Span.Length);
}
