using GcpLint.Text;

namespace GcpLint.Cel.Syntax;

internal enum TokenKind : byte
{
    End,

    /// <summary>A character or literal that is none of the language's; the lexer has reported it.</summary>
    Invalid,
    Name,

    /// <summary>A name between backticks: a field only.</summary>
    QuotedName,
    Int,
    UInt,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,
    Dot,
    Comma,
    Colon,
    Question,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    OpenBrace,
    CloseBrace,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Not,
    And,
    Or,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

internal readonly record struct Token(TokenKind Kind, TextSpan Span);
