using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

internal sealed partial class Parser
{
    /// <summary>
    /// Reads a template whose opening has been read, up to and with <paramref name="closer"/>; a plain string, an
    /// interpolation alone, or parts.
    /// </summary>
    private HclExpression ParseTemplateUntil(TokenKind closer, int start, TemplateForm form)
    {
        List<TemplatePart> parts = ParseParts(closer, start);
        if (form == TemplateForm.FlushHeredoc)
        {
            TemplateIndentation.Remove(parts);
        }

        var tree = new TemplateTree(this, parts);
        TextSpan span = SpanFrom(start);
        if (parts is [InterpolationPart only])
        {
            return new TemplateWrapExpression(span, only.Expression);
        }

        return new TemplateExpression(span, tree.Build(), form);
    }

    private List<TemplatePart> ParseParts(TokenKind closer, int start)
    {
        var parts = new List<TemplatePart>();
        bool trimNext = false;
        while (true)
        {
            Token next = Peek();
            if (next.Kind == closer)
            {
                Read();
                return parts;
            }

            bool trim = trimNext;
            trimNext = false;
            switch (next.Kind)
            {
                case TokenKind.QuotedLiteral or TokenKind.StringLiteral:
                    Read();
                    string text = TemplateText.Decode(Slice(next), next.Start, next.Kind == TokenKind.QuotedLiteral, _diagnostics);
                    parts.Add(new TextPart(Map(next)) { Text = trim ? text.TrimStart() : text });
                    break;
                case TokenKind.TemplateInterpolation or TokenKind.TemplateControl:
                    TrimBefore(parts, next);
                    bool newlines = _newlines;
                    _newlines = false;
                    trimNext = ParseSequence(parts, Read());
                    _newlines = newlines;
                    break;
                default:
                    TextSpan place = next.Kind == TokenKind.EndOfFile ? next.Span : TextSpan.FromBounds(start, start + 1);
                    ErrorOnce("unclosed-string", "Unterminated template string", "The end of the string that begins above is missing.", place);
                    RecoverTo(closer);
                    return parts;
            }
        }
    }

    /// <summary><c>${~</c> takes away the blanks of the run of text before it: of one line, as the tokens are.</summary>
    private static void TrimBefore(List<TemplatePart> parts, Token opening)
    {
        if (opening.Length == 3 && parts.Count > 0 && parts[^1] is TextPart text)
        {
            text.Text = text.Text.TrimEnd();
        }
    }

    /// <summary>Reads a sequence behind its opening, with its end; true if the blanks behind it are to be taken away.</summary>
    private bool ParseSequence(List<TemplatePart> parts, Token opening)
    {
        bool interpolation = opening.Kind == TokenKind.TemplateInterpolation;
        TemplatePart? part = interpolation ? new InterpolationPart(default, ParseExpression()) : ParseDirective();
        Token end = Peek();
        if (part is null || _recovering || end.Kind != TokenKind.TemplateSequenceEnd)
        {
            string summary = end.Kind == TokenKind.EndOfFile ? "Unclosed template interpolation sequence"
                : interpolation ? "Extra characters after interpolation expression" : "Extra characters in template directive";
            ErrorOnce("template-sequence", summary, "The \"}\" that closes this template sequence is expected here.", end.Span);
            RecoverTo(TokenKind.TemplateSequenceEnd);
        }
        else
        {
            Read();
        }

        if (part is not null)
        {
            parts.Add(part with { Span = SpanFrom(opening.Start) });
        }

        return end.Kind == TokenKind.TemplateSequenceEnd && end.Length == 2;
    }

    /// <summary>Null, after a report, if it cannot be read.</summary>
    private TemplatePart? ParseDirective()
    {
        Token keyword = Peek();
        if (keyword.Kind != TokenKind.Identifier)
        {
            ErrorOnce("template-directive", "Invalid template directive", "Behind \"%{\" stands if, else, endif, for or endfor.", keyword.Span);
            _recovering = true;
            return null;
        }

        Read();
        switch (Slice(keyword))
        {
            case "if":
                return new IfPart(default, ParseExpression());
            case "else":
                return new EndPart(default, "else");
            case "endif":
                return new EndPart(default, "endif");
            case "endfor":
                return new EndPart(default, "endfor");
            case "for":
                ForIntroduction? introduction = ParseForIntroduction();
                return introduction is null ? null : new ForPart(default, introduction);
            default:
                Error("template-directive", "Invalid template control keyword", "Behind \"%{\" stands if, else, endif, for or endfor.", keyword.Span);
                _recovering = true;
                return null;
        }
    }

    /// <summary>A template before its directives are put together.</summary>
    internal abstract record TemplatePart(TextSpan Span);

    /// <summary>A run of text: of one line in here-documents.</summary>
    internal sealed record TextPart(TextSpan Span) : TemplatePart(Span)
    {
        public required string Text { get; set; }
    }

    internal sealed record InterpolationPart(TextSpan Span, HclExpression Expression) : TemplatePart(Span);

    private sealed record IfPart(TextSpan Span, HclExpression Condition) : TemplatePart(Span);

    private sealed record ForPart(TextSpan Span, ForIntroduction Introduction) : TemplatePart(Span);

    private sealed record EndPart(TextSpan Span, string Keyword) : TemplatePart(Span);
}
