using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Cel.Syntax;

/// <summary>One token of look-ahead, and the first problem: after it there are no more tokens, so that all reading ends.</summary>
internal ref struct TokenReader
{
    private Lexer _lexer;

    public TokenReader(string text)
    {
        Text = text;
        Problems = ImmutableArray.CreateBuilder<Problem>();
        _lexer = new Lexer(text);
        Advance();
    }

    public string Text { get; }

    public ImmutableArray<Problem>.Builder Problems { get; }

    public Token Current { get; private set; }

    /// <summary>The end of the last token that was taken.</summary>
    public int PreviousEnd { get; private set; }

    public void Advance()
    {
        PreviousEnd = Current.Span.End;
        Current = _lexer.Next();
        if (Current.Kind == TokenKind.Invalid)
        {
            Fail(Current.Span, _lexer.Problem ?? "unexpected character");
        }
    }

    public bool TryTake(TokenKind kind)
    {
        if (Current.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    public void Expect(TokenKind kind, string what)
    {
        if (!TryTake(kind))
        {
            FailAtToken(what);
        }
    }

    public InvalidExpression FailAtToken(string expected)
    {
        string text = TextOf(Current);
        string found = Current.Kind == TokenKind.End ? "the text ends" : $"found '{text}'";
        string detail = text switch
        {
            "and" => "'and' is written '&&'.",
            "or" => "'or' is written '||'.",
            _ => "",
        };
        return Fail(Current.Span, $"Syntax error: {found} where {expected} is expected", detail);
    }

    /// <summary>Reports, unless something was reported before, and ends the reading.</summary>
    public InvalidExpression Fail(TextSpan span, string summary, string detail = "", string code = "cel/syntax")
    {
        if (Problems.Count == 0)
        {
            Problems.Add(new Problem(code, char.ToUpperInvariant(summary[0]) + summary[1..], detail, span));
        }

        _lexer = default;
        Current = new Token(TokenKind.End, new TextSpan(Text.Length, 0));
        return new InvalidExpression(span);
    }

    public readonly string TextOf(Token token) => Text.Substring(token.Span.Start, token.Span.Length);
}
