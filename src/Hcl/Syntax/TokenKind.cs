namespace GcpLint.Hcl.Syntax;

/// <summary>The kinds of tokens of HCL's native syntax.</summary>
internal enum TokenKind : byte
{
    EndOfFile,
    Newline,
    Identifier,
    Number,

    /// <summary>Text between the quotes of a template, escapes not yet decoded.</summary>
    QuotedLiteral,

    /// <summary>A line or a part of a line of a here-document or a bare template: only <c>$${</c> and <c>%%{</c> are escapes.</summary>
    StringLiteral,
    OpenQuote,
    CloseQuote,

    /// <summary><c>&lt;&lt;EOT</c> with its line end.</summary>
    OpenHeredoc,

    /// <summary><c>&lt;&lt;-EOT</c> with its line end.</summary>
    OpenFlushHeredoc,
    CloseHeredoc,

    /// <summary><c>${</c> or <c>${~</c>.</summary>
    TemplateInterpolation,

    /// <summary><c>%{</c> or <c>%{~</c>.</summary>
    TemplateControl,

    /// <summary><c>}</c> or <c>~}</c>.</summary>
    TemplateSequenceEnd,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParenthesis,
    CloseParenthesis,
    Dot,
    Comma,
    Colon,
    DoubleColon,
    Question,
    Ellipsis,
    FatArrow,
    Equals,
    EqualsEquals,
    NotEquals,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
    Bang,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,

    /// <summary>A character outside the language; the lexer has reported it.</summary>
    Invalid,
}
