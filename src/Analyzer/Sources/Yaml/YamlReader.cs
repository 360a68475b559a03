using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>Reads YAML 1.2 (its core schema, with the merge key of 1.1) into values with exact origins.</summary>
public static class YamlReader
{
    /// <summary>
    /// Nesting of collections. Walks over values recurse, and YamlDotNet's scanner looks at every open flow level for
    /// every token: both need a bound. Hand-written files stay below 30.
    /// </summary>
    public const int MaxDepth = 200;

    /// <summary>
    /// Nodes that aliases and merge keys may add to a file: a few lines of nested aliases otherwise stand for billions
    /// of nodes ("billion laughs").
    /// </summary>
    public const int MaxAliasNodes = 100_000;

    /// <summary>A longer scalar is data, not configuration; its value is unknown.</summary>
    public const int MaxScalarLength = 1 << 20;

    /// <summary>A file of broken documents tells nothing new after so many of them.</summary>
    public const int MaxErrors = 50;

    /// <summary>More of them would drown the report: a file of duplicate keys has one a line.</summary>
    public const int MaxDiagnostics = 200;

    /// <summary>Never throws: what cannot be read is a diagnostic, and everything before it is kept.</summary>
    public static YamlStream Read(SourceText source)
    {
        var documents = ImmutableArray.CreateBuilder<YamlDocument>();
        var comments = ImmutableArray.CreateBuilder<Comment>();
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();

        // YamlDotNet takes NUL for the end of the text; the rest must not be left out in silence.
        int end = source.Content.IndexOf('\0');
        if (end >= 0)
        {
            diagnostics.Add(new Diagnostic(
                "yaml/nul", DiagnosticSeverity.Error, "NUL character",
                "YAML text has no NUL characters; nothing behind it was read.", new SourceLocation(source, new TextSpan(end, 1))));
        }
        else
        {
            end = source.Length;
        }

        int start = 0;
        int errors = 0;
        while (start < end)
        {
            var builder = new YamlTreeBuilder(source, start, end, documents, diagnostics);
            int? failed = builder.Read();
            YamlComments.Find(source, builder.Scalars, start, failed ?? end, comments);
            if (failed is null || ++errors >= MaxErrors)
            {
                break;
            }

            start = NextDocument(source.Content, Math.Max(failed.Value, start + 1), end);
        }

        if (documents.Count == 0 && diagnostics.Count == 0 && FindDirective(source.Content) is { } directive)
        {
            diagnostics.Add(new Diagnostic(
                "yaml/syntax", DiagnosticSeverity.Error, "Directive without a document",
                "A line that begins with '%' is a directive; behind it '---' begins the document.", new SourceLocation(source, directive)));
        }

        return new YamlStream(source, documents.ToImmutable(), comments.ToImmutable(), diagnostics.ToImmutable());
    }

    /// <summary>YamlDotNet says nothing of a file that has directives only.</summary>
    private static TextSpan? FindDirective(string content)
    {
        int start = content.StartsWith('%') ? 0 : content.IndexOf("\n%", StringComparison.Ordinal) + 1;
        return start > 0 || content.StartsWith('%') ? new TextSpan(start, 1) : null;
    }

    /// <summary>The next line that begins with "---": a document marker whatever the error before it was.</summary>
    private static int NextDocument(string content, int from, int end)
    {
        while (from < end)
        {
            int found = content.AsSpan(from, end - from).IndexOfAny('\n', '\r');
            if (found < 0)
            {
                return end;
            }

            from += found + 1;
            if (content.AsSpan(from, end - from).StartsWith("---", StringComparison.Ordinal) &&
                (from + 3 == end || content[from + 3] is ' ' or '\t' or '\n' or '\r'))
            {
                return from;
            }
        }

        return end;
    }
}
