using System.Collections.Immutable;

namespace GcpLint.Analyzer.Discovery;

/// <summary>
/// One line of an ignore file, with the meaning that gitignore(5) gives it. Matching takes time in proportion to
/// pattern × path at worst, whatever the pattern.
/// </summary>
public sealed class IgnorePattern
{
    private readonly ImmutableArray<string> _segments;
    private readonly bool _matchesName;
    private readonly bool _directoryOnly;

    private IgnorePattern(string text, ImmutableArray<string> segments, bool isNegated, bool matchesName, bool directoryOnly)
    {
        Text = text;
        _segments = segments;
        IsNegated = isNegated;
        _matchesName = matchesName;
        _directoryOnly = directoryOnly;
    }

    /// <summary>The line as it was written.</summary>
    public string Text { get; }

    /// <summary>The line begins with "!": what matches is not ignored.</summary>
    public bool IsNegated { get; }

    /// <summary>Null for a blank line, a comment, and a pattern that can match nothing.</summary>
    public static IgnorePattern? Parse(ReadOnlySpan<char> line)
    {
        string text = line.ToString();
        ReadOnlySpan<char> pattern = TrimEnd(line);
        if (pattern.IsEmpty || pattern[0] == '#')
        {
            return null;
        }

        bool negated = pattern[0] == '!';
        pattern = negated ? pattern[1..] : pattern;
        bool directoryOnly = pattern.EndsWith("/");
        pattern = directoryOnly ? pattern[..^1] : pattern;
        bool anchored = pattern.Contains('/');
        pattern = pattern.StartsWith("/") ? pattern[1..] : pattern;
        if (pattern.IsEmpty)
        {
            return null;
        }

        var segments = ImmutableArray.CreateBuilder<string>();
        foreach (Range part in pattern.Split('/'))
        {
            // Runs of "**" segments mean the same as one: without them matching stays linear in the path.
            string segment = pattern[part].ToString();
            if (segment != "**" || segments.Count == 0 || segments[^1] != "**")
            {
                segments.Add(segment);
            }
        }

        return new IgnorePattern(text, segments.ToImmutable(), negated, !anchored, directoryOnly);
    }

    /// <summary>Whether it speaks of a path.</summary>
    /// <param name="path">Relative to the folder of the ignore file.</param>
    /// <param name="isDirectory">Whether the path is a folder.</param>
    public bool Matches(ReadOnlySpan<char> path, bool isDirectory)
    {
        if (_directoryOnly && !isDirectory)
        {
            return false;
        }

        if (_matchesName)
        {
            return SegmentPattern.Matches(_segments[0], path[(path.LastIndexOf('/') + 1)..]);
        }

        return MatchesPath(path);
    }

    /// <summary>
    /// Segment by segment; behind a mismatch the last "**" takes one segment more. No earlier one needs to be tried
    /// again, as the last one can take all that an earlier one could.
    /// </summary>
    private bool MatchesPath(ReadOnlySpan<char> path)
    {
        int pattern = 0;
        int resumePattern = -1;
        ReadOnlySpan<char> rest = path;
        ReadOnlySpan<char> resume = default;
        bool atEnd = false;
        while (!atEnd)
        {
            if (pattern < _segments.Length && _segments[pattern] == "**")
            {
                if (pattern == _segments.Length - 1)
                {
                    return true;
                }

                resumePattern = pattern++;
                resume = rest;
                continue;
            }

            ReadOnlySpan<char> segment = FirstSegment(rest, out ReadOnlySpan<char> next, out bool isLast);
            if (pattern < _segments.Length && SegmentPattern.Matches(_segments[pattern], segment))
            {
                pattern++;
                rest = next;
                atEnd = isLast;
                if (!atEnd || pattern == _segments.Length)
                {
                    continue;
                }
            }

            if (resumePattern < 0)
            {
                return false;
            }

            FirstSegment(resume, out resume, out bool exhausted);
            if (exhausted)
            {
                return false;
            }

            rest = resume;
            pattern = resumePattern + 1;
            atEnd = false;
        }

        return pattern == _segments.Length;
    }

    private static ReadOnlySpan<char> FirstSegment(ReadOnlySpan<char> path, out ReadOnlySpan<char> rest, out bool isLast)
    {
        int slash = path.IndexOf('/');
        isLast = slash < 0;
        rest = isLast ? [] : path[(slash + 1)..];
        return isLast ? path : path[..slash];
    }

    /// <summary>Without line end and trailing spaces, unless a backslash keeps one.</summary>
    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> line)
    {
        line = line.TrimEnd("\r\n");
        while (line.EndsWith(" ") && !(line.Length > 1 && line[^2] == '\\'))
        {
            line = line[..^1];
        }

        return line;
    }
}
