using System.Runtime.CompilerServices;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>Recursive descent over the tokens of one text. It makes the choices that HashiCorp's parser makes.</summary>
internal sealed partial class Parser
{
    /// <summary>
    /// How deep expressions, templates and blocks may nest in each other. People stay below 30; a level costs this parser
    /// and every walk over its tree some hundred bytes of stack, of which a thread may have no more than 1.5 MB.
    /// </summary>
    public const int MaxNesting = 400;

    private readonly MappedText _text;
    private readonly Token[] _tokens;
    private readonly DiagnosticSink _diagnostics;
    private readonly bool _identity;

    private int _position;
    private int _depth;

    /// <summary>The end of the token that was read last.</summary>
    private int _lastEnd;

    /// <summary>Line ends are tokens: in bodies and objects, not in brackets and parentheses.</summary>
    private bool _newlines = true;

    /// <summary>
    /// The item at hand is broken and its tokens no longer line up: constructs close themselves and say no more. Set
    /// back at the next item of a body.
    /// </summary>
    private bool _recovering;

    public Parser(MappedText text, Token[] tokens, DiagnosticSink diagnostics)
    {
        _text = text;
        _tokens = tokens;
        _diagnostics = diagnostics;
        _identity = text.Text.Length == text.Source.Length && text.Segments is [{ SourceStart: 0 }];
    }

    public HclExpression ParseWholeExpression()
    {
        _newlines = false;
        HclExpression expression = ParseExpression();
        if (Peek().Kind != TokenKind.EndOfFile)
        {
            Error("extra-characters", "Extra characters after expression", "The text goes on behind the end of the expression.", Peek().Span);
        }

        return expression;
    }

    public HclExpression ParseWholeTemplate() => ParseTemplateUntil(TokenKind.EndOfFile, 0, TemplateForm.Bare);

    private Token Peek() => _tokens[NextIndex()];

    private Token Read()
    {
        int index = NextIndex();
        Token token = _tokens[index];

        // The end of the file is never passed.
        _position = token.Kind == TokenKind.EndOfFile ? index : index + 1;
        _lastEnd = token.End;
        return token;
    }

    private int NextIndex()
    {
        int index = _position;
        if (!_newlines)
        {
            while (_tokens[index].Kind == TokenKind.Newline)
            {
                index++;
            }
        }

        return index;
    }

    private bool PeekIs(TokenKind kind) => Peek().Kind == kind;

    private bool PeekIsKeyword(ReadOnlySpan<char> keyword)
    {
        Token token = Peek();
        return token.Kind == TokenKind.Identifier && Slice(token).SequenceEqual(keyword);
    }

    private ReadOnlySpan<char> Slice(Token token) => _text.Text.AsSpan(token.Start, token.Length);

    private string Text(Token token) => _text.Text.Substring(token.Start, token.Length);

    /// <summary>The place in the file of a range of the text.</summary>
    private TextSpan Map(int start, int end)
    {
        var span = TextSpan.FromBounds(start, end);
        return _identity ? span : _text.ToSource(span);
    }

    private TextSpan Map(Token token) => Map(token.Start, token.End);

    /// <summary>From <paramref name="start"/> to the end of the last token read.</summary>
    private TextSpan SpanFrom(int start) => Map(start, Math.Max(start, _lastEnd));

    private void Error(string code, string summary, string detail, TextSpan span) => _diagnostics.Error(code, summary, detail, span);

    /// <summary>Reports unless the item at hand is broken already.</summary>
    private void ErrorOnce(string code, string summary, string detail, TextSpan span)
    {
        if (!_recovering)
        {
            _diagnostics.Error(code, summary, detail, span);
        }
    }

    /// <summary>Whether there is room for one more level; if not, the item at hand is given up.</summary>
    private bool TryEnter()
    {
        if (_depth >= MaxNesting || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            ErrorOnce("nesting-too-deep", "Nesting too deep", $"Expressions and blocks may nest {MaxNesting} levels deep.", Peek().Span);
            _recovering = true;
            return false;
        }

        _depth++;
        return true;
    }

    private void Leave() => _depth--;

    /// <summary>
    /// Reads up to and with the closing token that matches the place where the parser stands; but not past a closing
    /// token of an outer construct, which shows that the own one is missing.
    /// </summary>
    private void RecoverTo(TokenKind end)
    {
        _recovering = true;
        var open = new OpenBrackets();
        while (true)
        {
            TokenKind kind = Peek().Kind;
            if (kind == TokenKind.EndOfFile || (IsCloser(kind) && !open.Has(kind) && kind != end))
            {
                return;
            }

            Read();
            if (kind == end && !open.Has(kind))
            {
                return;
            }

            open.See(kind);
        }
    }

    /// <summary>Reads to the end of the line on which the item at hand ends, over brackets that are still open.</summary>
    private void RecoverAfterItem()
    {
        _recovering = true;
        bool newlines = _newlines;
        _newlines = true;
        var open = new OpenBrackets();
        while (true)
        {
            TokenKind kind = Peek().Kind;

            // The brace that closes the body around the item is left to it.
            if (kind == TokenKind.CloseBrace && open.IsEmpty)
            {
                break;
            }

            Read();
            if (kind == TokenKind.EndOfFile || (kind == TokenKind.Newline && open.IsEmpty))
            {
                break;
            }

            open.See(kind);
        }

        _newlines = newlines;
    }

    /// <summary>The brackets of all kinds that were opened on the way.</summary>
    private sealed class OpenBrackets
    {
        private readonly Stack<TokenKind> _closers = new();
        private readonly Dictionary<TokenKind, int> _counts = [];

        public bool IsEmpty => _closers.Count == 0;

        public bool Has(TokenKind closer) => _counts.GetValueOrDefault(closer) > 0;

        public void See(TokenKind kind)
        {
            TokenKind closer = Closer(kind);
            if (closer != TokenKind.EndOfFile)
            {
                _closers.Push(closer);
                _counts[closer] = _counts.GetValueOrDefault(closer) + 1;
            }
            else if (IsCloser(kind) && Has(kind))
            {
                TokenKind closed;
                do
                {
                    closed = _closers.Pop();
                    _counts[closed]--;
                }
                while (closed != kind);
            }
        }
    }

    private static bool IsCloser(TokenKind kind) => kind is TokenKind.CloseBrace or TokenKind.CloseBracket or TokenKind.CloseParenthesis
        or TokenKind.CloseQuote or TokenKind.CloseHeredoc or TokenKind.TemplateSequenceEnd;

    private static TokenKind Closer(TokenKind kind) => kind switch
    {
        TokenKind.OpenBrace => TokenKind.CloseBrace,
        TokenKind.OpenBracket => TokenKind.CloseBracket,
        TokenKind.OpenParenthesis => TokenKind.CloseParenthesis,
        TokenKind.OpenQuote => TokenKind.CloseQuote,
        TokenKind.OpenHeredoc or TokenKind.OpenFlushHeredoc => TokenKind.CloseHeredoc,
        TokenKind.TemplateInterpolation or TokenKind.TemplateControl => TokenKind.TemplateSequenceEnd,
        _ => TokenKind.EndOfFile,
    };
}
