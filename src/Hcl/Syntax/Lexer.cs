using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>
/// Cuts HCL's native syntax into tokens, as the scanner of HCL 2 does: a stack of templates, and in each template a
/// stack of sequences that are closed by the brace of their depth. Comments are gathered, blanks are dropped.
/// </summary>
internal ref partial struct Lexer
{
    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\n\r");

    private readonly ReadOnlySpan<char> _text;
    private readonly MappedText _mapped;
    private readonly DiagnosticSink _diagnostics;
    private readonly List<Token> _tokens;
    private readonly ImmutableArray<Comment>.Builder _comments;
    private readonly Stack<Template> _templates = new();

    /// <summary>The depths of braces at which a template sequence ends, innermost on top.</summary>
    private readonly Stack<int> _sequences = new();

    private int _position;
    private int _braces;

    private Lexer(MappedText text, DiagnosticSink diagnostics)
    {
        _mapped = text;
        _text = text.Text;
        _diagnostics = diagnostics;
        _tokens = new List<Token>((text.Text.Length / 5) + 16);
        _comments = ImmutableArray.CreateBuilder<Comment>();
    }

    /// <summary>Tokens of a file or an expression; the last one is <see cref="TokenKind.EndOfFile"/>.</summary>
    public static (Token[] Tokens, ImmutableArray<Comment> Comments) Scan(MappedText text, DiagnosticSink diagnostics) =>
        Scan(text, diagnostics, template: false);

    /// <summary>Tokens of a template without quotes around it, such as a file for <c>templatefile</c>.</summary>
    public static Token[] ScanTemplate(MappedText text, DiagnosticSink diagnostics) =>
        Scan(text, diagnostics, template: true).Tokens;

    private static (Token[] Tokens, ImmutableArray<Comment> Comments) Scan(MappedText text, DiagnosticSink diagnostics, bool template)
    {
        var lexer = new Lexer(text, diagnostics);
        if (template)
        {
            lexer._templates.Push(new Template(TemplateKind.Bare, default, 0));
        }

        lexer.ScanAll();
        return (lexer._tokens.ToArray(), lexer._comments.ToImmutable());
    }

    private void ScanAll()
    {
        while (_position < _text.Length)
        {
            // Inside a template, but not inside one of its sequences.
            if (_templates.Count > 0 && _templates.Peek().Sequences == _sequences.Count)
            {
                ScanTemplatePart();
            }
            else
            {
                ScanToken();
            }
        }

        _tokens.Add(new Token(TokenKind.EndOfFile, _text.Length, _text.Length));
    }

    private readonly char At(int offset) => _position + offset < _text.Length ? _text[_position + offset] : '\0';

    private void Add(TokenKind kind, int length)
    {
        _tokens.Add(new Token(kind, _position, _position + length));
        _position += length;
    }

    private void ScanToken()
    {
        char unit = _text[_position];
        switch (unit)
        {
            case ' ' or '\t':
                _position++;
                break;
            case '\n':
                Add(TokenKind.Newline, 1);
                break;
            case '\r' when At(1) == '\n':
                Add(TokenKind.Newline, 2);
                break;
            case '#':
            case '/' when At(1) == '/':
                ScanLineComment(unit == '#' ? 1 : 2);
                break;
            case '/' when At(1) == '*':
                ScanBlockComment();
                break;
            case '"':
                _templates.Push(new Template(TemplateKind.Quoted, new TextSpan(_position, 1), _sequences.Count));
                Add(TokenKind.OpenQuote, 1);
                break;
            case '{':
                _braces++;
                Add(TokenKind.OpenBrace, 1);
                break;
            case '}':
                ScanCloseBrace(1);
                break;
            case '~' when At(1) == '}':
                ScanCloseBrace(2);
                break;
            case '<' when At(1) == '<' && TryScanHeredoc():
                break;
            default:
                ScanWord(unit);
                break;
        }
    }

    private void ScanWord(char unit)
    {
        if (char.IsAsciiDigit(unit))
        {
            Add(TokenKind.Number, MeasureNumber(_text[_position..]));
            return;
        }

        int length = Identifiers.Measure(_text[_position..]);
        if (length > 0)
        {
            Add(TokenKind.Identifier, length);
            return;
        }

        (TokenKind kind, int size) = MatchOperator(unit, At(1), At(2));
        if (kind == TokenKind.Invalid)
        {
            size = ReportInvalid(unit);
        }

        Add(kind, size);
    }

    /// <summary>Digits, dots and exponents, not ending in a dot: <c>1.2.3</c> is one wrong number, <c>1.a</c> is 1, dot, a.</summary>
    private static int MeasureNumber(ReadOnlySpan<char> text)
    {
        int end = 1;
        int i = 1;
        while (i < text.Length)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                end = ++i;
            }
            else if (text[i] == '.')
            {
                i++;
            }
            else if (text[i] is 'e' or 'E')
            {
                int digit = i + 1 < text.Length && text[i + 1] is '+' or '-' ? i + 2 : i + 1;
                if (digit >= text.Length || !char.IsAsciiDigit(text[digit]))
                {
                    break;
                }

                end = i = digit + 1;
            }
            else
            {
                break;
            }
        }

        return end;
    }

    private static (TokenKind Kind, int Length) MatchOperator(char first, char second, char third) => first switch
    {
        '[' => (TokenKind.OpenBracket, 1),
        ']' => (TokenKind.CloseBracket, 1),
        '(' => (TokenKind.OpenParenthesis, 1),
        ')' => (TokenKind.CloseParenthesis, 1),
        '.' => second == '.' && third == '.' ? (TokenKind.Ellipsis, 3) : (TokenKind.Dot, 1),
        ',' => (TokenKind.Comma, 1),
        ':' => second == ':' ? (TokenKind.DoubleColon, 2) : (TokenKind.Colon, 1),
        '?' => (TokenKind.Question, 1),
        '=' => second == '=' ? (TokenKind.EqualsEquals, 2) : second == '>' ? (TokenKind.FatArrow, 2) : (TokenKind.Equals, 1),
        '!' => second == '=' ? (TokenKind.NotEquals, 2) : (TokenKind.Bang, 1),
        '<' => second == '=' ? (TokenKind.LessOrEqual, 2) : (TokenKind.Less, 1),
        '>' => second == '=' ? (TokenKind.GreaterOrEqual, 2) : (TokenKind.Greater, 1),
        '&' when second == '&' => (TokenKind.And, 2),
        '|' when second == '|' => (TokenKind.Or, 2),
        '+' => (TokenKind.Plus, 1),
        '-' => (TokenKind.Minus, 1),
        '*' => (TokenKind.Star, 1),
        '/' => (TokenKind.Slash, 1),
        '%' => (TokenKind.Percent, 1),
        _ => (TokenKind.Invalid, 1),
    };

    /// <summary>Says what is wrong with a character outside the language and gives its length in code units.</summary>
    private readonly int ReportInvalid(char unit)
    {
        int length = char.IsHighSurrogate(unit) && char.IsLowSurrogate(At(1)) ? 2 : 1;
        var span = new TextSpan(_position, length);
        switch (unit)
        {
            case '&' or '|' or '^' or '~':
                _diagnostics.Error("unsupported-operator", "Unsupported operator", $"HCL has no bitwise operators such as \"{unit}\".", span);
                break;
            case '\'':
                _diagnostics.Error("invalid-character", "Invalid character", "Strings are written in double quotes.", span);
                break;
            case ';':
                _diagnostics.Error("invalid-character", "Invalid character", "Arguments and blocks are separated by line ends, not by semicolons.", span);
                break;
            default:
                string summary = length == 1 && char.IsSurrogate(unit) ? "Invalid character encoding" : "Invalid character";
                _diagnostics.Error("invalid-character", summary, $"U+{(int)unit:X4} is no part of the language here.", span);
                break;
        }

        return length;
    }

    private void ScanLineComment(int marker)
    {
        int start = _position;
        int end = _text[start..].IndexOf('\n');
        end = end < 0 ? _text.Length : start + end;
        if (end < _text.Length && _text[end - 1] == '\r')
        {
            end--;
        }

        _position = end;
        AddComment(start, marker, end, end);
    }

    private void ScanBlockComment()
    {
        int start = _position;
        int close = _text[(start + 2)..].IndexOf("*/", StringComparison.Ordinal);
        int textEnd = close < 0 ? _text.Length : start + 2 + close;
        int end = close < 0 ? _text.Length : textEnd + 2;
        if (close < 0)
        {
            _diagnostics.Error("unclosed-comment", "Unclosed comment", "The comment is not closed by \"*/\".", new TextSpan(start, 2));
        }

        _position = end;
        AddComment(start, 2, textEnd, end);
    }

    private readonly void AddComment(int start, int marker, int textEnd, int end)
    {
        int before = start - 1;
        while (before >= 0 && _text[before] is ' ' or '\t')
        {
            before--;
        }

        bool ownLine = before < 0 || _text[before] is '\n' or '\r';
        _comments.Add(new Comment(
            _mapped.ToSource(TextSpan.FromBounds(start, end)),
            _mapped.ToSource(TextSpan.FromBounds(start + marker, textEnd)),
            ownLine));
    }

    private void ScanCloseBrace(int length)
    {
        bool endsSequence = _sequences.Count > 0 && _sequences.Peek() == _braces;
        if (endsSequence)
        {
            _sequences.Pop();
        }

        _braces--;

        // "~}" closes nothing but a sequence: the parser refuses it elsewhere.
        Add(endsSequence || length == 2 ? TokenKind.TemplateSequenceEnd : TokenKind.CloseBrace, length);
    }
}
