using System.Buffers;
using GcpLint.Text;

namespace GcpLint.Cel.Syntax;

/// <summary>The tokens of the specification's section "Syntax". What is no token comes as <see cref="TokenKind.Invalid"/> with <see cref="Problem"/>.</summary>
internal ref struct Lexer
{
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private static readonly SearchValues<char> QuotedNameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-/ ");

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    private readonly ReadOnlySpan<char> _text;
    private int _position;

    public Lexer(ReadOnlySpan<char> text)
    {
        _text = text;
        _position = 0;
        Problem = null;
    }

    /// <summary>What is wrong with the last token, if it is invalid.</summary>
    public string? Problem { get; private set; }

    public Token Next()
    {
        SkipBlanks();
        int start = _position;
        TokenKind kind = _position < _text.Length ? Scan(_text[_position]) : TokenKind.End;
        return new Token(kind, TextSpan.FromBounds(start, _position));
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                _position++;
            }
            else if (c == '/' && Peek(1) == '/')
            {
                int end = _text[_position..].IndexOfAny('\n', '\r');
                _position = end < 0 ? _text.Length : _position + end;
            }
            else
            {
                return;
            }
        }
    }

    private TokenKind Scan(char c)
    {
        if (char.IsAsciiLetter(c) || c == '_')
        {
            return ScanName();
        }

        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            return ScanNumber();
        }

        return c switch
        {
            '\'' or '"' => ScanString(TokenKind.String, raw: false),
            '`' => ScanQuotedName(),
            '.' => Take(1, TokenKind.Dot),
            ',' => Take(1, TokenKind.Comma),
            ':' => Take(1, TokenKind.Colon),
            '?' => Take(1, TokenKind.Question),
            '(' => Take(1, TokenKind.OpenParenthesis),
            ')' => Take(1, TokenKind.CloseParenthesis),
            '[' => Take(1, TokenKind.OpenBracket),
            ']' => Take(1, TokenKind.CloseBracket),
            '{' => Take(1, TokenKind.OpenBrace),
            '}' => Take(1, TokenKind.CloseBrace),
            '+' => Take(1, TokenKind.Plus),
            '-' => Take(1, TokenKind.Minus),
            '*' => Take(1, TokenKind.Star),
            '/' => Take(1, TokenKind.Slash),
            '%' => Take(1, TokenKind.Percent),
            '!' => Peek(1) == '=' ? Take(2, TokenKind.NotEqual) : Take(1, TokenKind.Not),
            '<' => Peek(1) == '=' ? Take(2, TokenKind.LessOrEqual) : Take(1, TokenKind.Less),
            '>' => Peek(1) == '=' ? Take(2, TokenKind.GreaterOrEqual) : Take(1, TokenKind.Greater),
            '=' when Peek(1) == '=' => Take(2, TokenKind.Equal),
            '&' when Peek(1) == '&' => Take(2, TokenKind.And),
            '|' when Peek(1) == '|' => Take(2, TokenKind.Or),
            '=' => Fail(1, "'=' is no operator: '==' compares"),
            '&' => Fail(1, "'&' is no operator: 'and' is written '&&'"),
            '|' => Fail(1, "'|' is no operator: 'or' is written '||'"),
            _ => FailAtCharacter(c),
        };
    }

    private TokenKind ScanName()
    {
        int length = _text[_position..].IndexOfAnyExcept(NameCharacters);
        length = length < 0 ? _text.Length - _position : length;
        ReadOnlySpan<char> name = _text.Slice(_position, length);
        if (length <= 2 && Peek(length) is '\'' or '"' && IsStringPrefix(name))
        {
            bool raw = name.ContainsAny('r', 'R');
            TokenKind kind = name.ContainsAny('b', 'B') ? TokenKind.Bytes : TokenKind.String;
            _position += length;
            return ScanString(kind, raw);
        }

        return Take(length, name switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "in" => TokenKind.In,
            _ => TokenKind.Name,
        });
    }

    private static bool IsStringPrefix(ReadOnlySpan<char> name) => name switch
    {
        "r" or "R" or "b" or "B" => true,
        "br" or "bR" or "Br" or "BR" or "rb" or "rB" or "Rb" or "RB" => true,
        _ => false,
    };

    private TokenKind ScanNumber()
    {
        TokenKind kind = TokenKind.Int;
        if (_text[_position] == '0' && Peek(1) is 'x' or 'X' && char.IsAsciiHexDigit(Peek(2)))
        {
            _position += 2;
            TakeRun(HexDigits);
        }
        else
        {
            TakeRun(Digits);
            if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
            {
                kind = TokenKind.Double;
                _position++;
                TakeRun(Digits);
            }

            int sign = Peek(1) is '+' or '-' ? 1 : 0;
            if (Peek(0) is 'e' or 'E' && char.IsAsciiDigit(Peek(1 + sign)))
            {
                kind = TokenKind.Double;
                _position += 1 + sign;
                TakeRun(Digits);
            }
        }

        if (kind == TokenKind.Int && Peek(0) is 'u' or 'U')
        {
            kind = TokenKind.UInt;
            _position++;
        }

        char next = Peek(0);
        return char.IsAsciiLetterOrDigit(next) || next == '_' ? Fail(1, "a name must not follow a number without a blank") : kind;
    }

    private TokenKind ScanString(TokenKind kind, bool raw)
    {
        char quote = _text[_position];
        bool triple = Peek(1) == quote && Peek(2) == quote;
        _position += triple ? 3 : 1;
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == quote && (!triple || (Peek(1) == quote && Peek(2) == quote)))
            {
                return Take(triple ? 3 : 1, kind);
            }

            if (!triple && c is '\n' or '\r')
            {
                return Fail(0, "the string has no closing quote on its line");
            }

            _position += c == '\\' && !raw && _position + 1 < _text.Length ? 2 : 1;
        }

        return Fail(0, "the string has no closing quote");
    }

    private TokenKind ScanQuotedName()
    {
        _position++;
        int length = _text[_position..].IndexOfAnyExcept(QuotedNameCharacters);
        if (length <= 0 || Peek(length) != '`')
        {
            return Fail(0, "a name between backticks has letters, digits, '_', '.', '-', '/' and blanks, and a closing backtick");
        }

        return Take(length + 1, TokenKind.QuotedName);
    }

    private TokenKind FailAtCharacter(char c)
    {
        bool pair = char.IsHighSurrogate(c) && char.IsLowSurrogate(Peek(1));
        int code = pair ? char.ConvertToUtf32(c, Peek(1)) : c;
        return Fail(pair ? 2 : 1, c is > ' ' and < '\x7f' ? $"unexpected character '{c}'" : $"unexpected character U+{code:X4}");
    }

    private TokenKind Fail(int length, string problem)
    {
        Problem = problem;
        return Take(length, TokenKind.Invalid);
    }

    private TokenKind Take(int length, TokenKind kind)
    {
        _position += length;
        return kind;
    }

    private void TakeRun(SearchValues<char> characters)
    {
        int length = _text[_position..].IndexOfAnyExcept(characters);
        _position = length < 0 ? _text.Length : _position + length;
    }

    private readonly char Peek(int ahead) => _position + ahead < _text.Length ? _text[_position + ahead] : '\0';
}
