using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// A .dockerignore file: which files of the context never reach the build. The last pattern that matches a path, or a
/// folder above it, decides (https://docs.docker.com/build/concepts/context/#dockerignore-files).
/// </summary>
public sealed class DockerIgnore
{
    private const string FileName = ".dockerignore";

    private DockerIgnore(
        SourceText source,
        ImmutableArray<DockerIgnorePattern> patterns,
        ImmutableArray<Comment> comments,
        ImmutableArray<Diagnostic> diagnostics)
    {
        Source = source;
        Patterns = patterns;
        Comments = comments;
        Diagnostics = diagnostics;
    }

    public SourceText Source { get; }

    public ImmutableArray<DockerIgnorePattern> Patterns { get; }

    public ImmutableArray<Comment> Comments { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    public static DockerIgnore Parse(SourceText source)
    {
        var patterns = ImmutableArray.CreateBuilder<DockerIgnorePattern>();
        var comments = ImmutableArray.CreateBuilder<Comment>();
        var diagnostics = new DiagnosticBag(source);
        var lines = new LineReader(source);
        while (lines.TryRead(out TextSpan line))
        {
            ReadOnlySpan<char> text = source.Slice(line);
            if (text.TrimStart('\ufeff').StartsWith("#"))
            {
                int marker = line.End - text.TrimStart('\ufeff').Length;
                comments.Add(new Comment(TextSpan.FromBounds(marker, line.End), TextSpan.FromBounds(marker + 1, line.End), OwnLine: true));
                continue;
            }

            int start = line.End - text.TrimStart(Blank.All).Length;
            var span = new TextSpan(start, text.Trim(Blank.All).Length);
            if (!span.IsEmpty)
            {
                AddPattern(source, span, patterns, diagnostics);
            }
        }

        return new DockerIgnore(source, patterns.ToImmutable(), comments.ToImmutable(), diagnostics.ToSorted());
    }

    /// <summary>
    /// Where Docker looks for the file that belongs to a Dockerfile, the winner first: beside the Dockerfile with its name
    /// in front, then in the root of the context.
    /// </summary>
    /// <param name="dockerfile">Path with '/' between the parts.</param>
    /// <param name="context">The folder of the build context in the same way; "" or "." for the root of the scan.</param>
    public static ImmutableArray<string> GetCandidates(string dockerfile, string context) =>
        [dockerfile + FileName, context is "" or "." ? FileName : $"{context.TrimEnd('/')}/{FileName}"];

    /// <summary>The first of <see cref="GetCandidates"/> that there is; null if there is none.</summary>
    public static string? Select(string dockerfile, string context, Func<string, bool> exists)
    {
        foreach (string candidate in GetCandidates(dockerfile, context))
        {
            if (exists(candidate))
            {
                return candidate;
            }
        }

        return null;
    }

    /// <summary>Whether a file or folder of the context is left out.</summary>
    /// <param name="path">Relative to the context, with '/' between the parts.</param>
    public bool Ignores(string path) => FindDecision(path) is { IsException: false };

    /// <summary>The pattern that decides about a path: an exception lets it in; null if none matches.</summary>
    public DockerIgnorePattern? FindDecision(string path)
    {
        path = DockerIgnorePattern.Clean(path);
        if (path is "." or "")
        {
            return null;
        }

        bool ignored = false;
        DockerIgnorePattern? decision = null;
        foreach (DockerIgnorePattern pattern in Patterns)
        {
            if (pattern.IsException == ignored && pattern.MatchesOrContains(path))
            {
                ignored = !ignored;
                decision = pattern;
            }
        }

        return decision;
    }

    private static void AddPattern(
        SourceText source,
        TextSpan span,
        ImmutableArray<DockerIgnorePattern>.Builder patterns,
        DiagnosticBag diagnostics)
    {
        if (DockerIgnorePattern.Parse(source.GetText(span), span) is { } pattern)
        {
            patterns.Add(pattern);
        }
        else
        {
            diagnostics.Error(
                "dockerignore/invalid-pattern",
                "Docker refuses this pattern",
                "A '[' needs its ']' with something in it, a '\\' a character behind it, a '!' a pattern.",
                span);
        }
    }
}
