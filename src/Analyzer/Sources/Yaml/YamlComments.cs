using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>
/// Finds the comments between the scalars. YamlDotNet's scanner can report comments too, as events between any two
/// others; the spans of the scalars say all that is needed.
/// </summary>
internal static class YamlComments
{
    /// <param name="source">The file.</param>
    /// <param name="scalars">The spans of all scalars in order.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="end">Where the part that was read ends.</param>
    /// <param name="comments">Receives them in order.</param>
    public static void Find(
        SourceText source, IReadOnlyList<TextSpan> scalars, int start, int end, ImmutableArray<Comment>.Builder comments)
    {
        int offset = start;
        foreach (TextSpan scalar in scalars)
        {
            if (scalar.Start < offset)
            {
                continue;
            }

            FindBetween(source, offset, scalar.Start, comments);
            offset = scalar.End;
            if (scalar.Length > 0 && source.Content[scalar.Start] is '|' or '>')
            {
                FindBetween(source, scalar.Start, EndOfLine(source.Content, scalar.Start), comments);
            }
        }

        FindBetween(source, offset, end, comments);
    }

    private static void FindBetween(SourceText source, int start, int end, ImmutableArray<Comment>.Builder comments)
    {
        string content = source.Content;
        while (start < end)
        {
            int found = content.AsSpan(start, end - start).IndexOf('#');
            if (found < 0)
            {
                return;
            }

            int hash = start + found;
            if (hash > 0 && content[hash - 1] is not (' ' or '\t' or '\n' or '\r'))
            {
                start = hash + 1;
                continue;
            }

            int lineEnd = EndOfLine(content, hash);
            int before = hash;
            while (before > 0 && content[before - 1] is ' ' or '\t')
            {
                before--;
            }

            bool ownLine = before == 0 || content[before - 1] is '\n' or '\r';
            comments.Add(new Comment(TextSpan.FromBounds(hash, lineEnd), TextSpan.FromBounds(hash + 1, lineEnd), ownLine));
            start = lineEnd;
        }
    }

    private static int EndOfLine(string content, int from)
    {
        int found = content.AsSpan(from).IndexOfAny('\n', '\r');
        return found < 0 ? content.Length : from + found;
    }
}
