using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>A token as offsets into the text that was lexed.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End)
{
    public TextSpan Span => TextSpan.FromBounds(Start, End);

    public int Length => End - Start;
}
