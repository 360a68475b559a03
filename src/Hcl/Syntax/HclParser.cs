using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

/// <summary>
/// Reads HCL's native syntax. Never throws on input: what cannot be read becomes an <see cref="ErrorExpression"/> or
/// <see cref="HclSkippedText"/> and a diagnostic, and reading goes on at the next line that can start an item.
/// </summary>
public static class HclParser
{
    /// <summary>A whole file: <c>.tf</c>, <c>.tfvars</c>, <c>.hcl</c>.</summary>
    public static HclFile ParseFile(SourceText source)
    {
        var text = MappedText.Whole(source);
        var diagnostics = new DiagnosticSink(text);
        (Token[] tokens, ImmutableArray<Comment> comments) = Lexer.Scan(text, diagnostics);
        if (!source.IsUtf8)
        {
            ReportEncoding(text, tokens, diagnostics);
        }

        var parser = new Parser(text, tokens, diagnostics);
        HclBody body = parser.ParseFileBody();
        return new HclFile(source, body, comments, diagnostics.ToSorted());
    }

    /// <summary>HCL is written in UTF-8; a byte that is part of no character may stand in comments alone.</summary>
    private static void ReportEncoding(MappedText text, Token[] tokens, DiagnosticSink diagnostics)
    {
        const string Summary = "Invalid character encoding";
        if (!text.Text.Contains('\uFFFD'))
        {
            diagnostics.Error("invalid-encoding", Summary, "The file is in UTF-16. Save it as UTF-8.", default);
            return;
        }

        foreach (Token token in tokens)
        {
            int place = token.Kind is TokenKind.QuotedLiteral or TokenKind.StringLiteral ? text.Text.AsSpan(token.Start, token.Length).IndexOf('\uFFFD') : -1;
            if (place >= 0)
            {
                diagnostics.Error("invalid-encoding", Summary, "A byte here is part of no character. Save the file as UTF-8.", new TextSpan(token.Start + place, 1));
            }
        }
    }

    /// <summary>Text that holds one expression, such as a string of JSON that stands for one; line ends count as blanks.</summary>
    public static HclExpressionResult ParseExpression(MappedText text)
    {
        var diagnostics = new DiagnosticSink(text);
        (Token[] tokens, _) = Lexer.Scan(text, diagnostics);
        HclExpression expression = new Parser(text, tokens, diagnostics).ParseWholeExpression();
        return new HclExpressionResult(expression, diagnostics.ToSorted());
    }

    /// <inheritdoc cref="ParseExpression(MappedText)"/>
    public static HclExpressionResult ParseExpression(SourceText source) => ParseExpression(MappedText.Whole(source));

    /// <summary>A template without quotes around it: a file for <c>templatefile</c>, a string of JSON.</summary>
    public static HclExpressionResult ParseTemplate(MappedText text)
    {
        var diagnostics = new DiagnosticSink(text);
        Token[] tokens = Lexer.ScanTemplate(text, diagnostics);
        HclExpression expression = new Parser(text, tokens, diagnostics).ParseWholeTemplate();
        return new HclExpressionResult(expression, diagnostics.ToSorted());
    }

    /// <inheritdoc cref="ParseTemplate(MappedText)"/>
    public static HclExpressionResult ParseTemplate(SourceText source) => ParseTemplate(MappedText.Whole(source));
}
