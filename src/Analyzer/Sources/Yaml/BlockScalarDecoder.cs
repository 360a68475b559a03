using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>
/// Block scalars (YAML 1.2.2, section 8.1). The parser's own result guides the decoder: it tells the indentation that
/// was removed and which breaks were folded.
/// </summary>
internal sealed class BlockScalarDecoder(string content, TextSpan span, string text, SegmentBuilder segments)
{
    public void Decode()
    {
        bool folded = content[span.Start] == '>';
        int lineStart = EndOfLine(span.Start);
        lineStart += BreakLength(lineStart);
        int indentation = Indentation(lineStart);
        int previousEnd = lineStart;
        while (lineStart < span.End)
        {
            int lineEnd = Math.Min(EndOfLine(lineStart), content.Length);
            int start = lineStart + Math.Min(indentation, LeadingSpaces(lineStart, lineEnd));
            if (folded)
            {
                if (!IsBlank(start, lineEnd))
                {
                    AddSeparators(previousEnd, start, lineEnd);
                    segments.AddRun(start, lineEnd - start);
                    previousEnd = lineEnd;
                }
            }
            else
            {
                segments.AddRun(start, lineEnd - start);
                previousEnd = lineEnd;
                if (segments.Length < text.Length)
                {
                    segments.AddDecoded("\n", lineEnd, BreakLength(lineEnd));
                    previousEnd = lineEnd + BreakLength(lineEnd);
                }
            }

            lineStart = lineEnd + Math.Max(1, BreakLength(lineEnd));
        }

        if (segments.Length < text.Length)
        {
            segments.AddDecoded(text.AsSpan(segments.Length), previousEnd, BreakLength(previousEnd));
        }
    }

    /// <summary>What the breaks between two lines became: a space, or line feeds.</summary>
    private void AddSeparators(int previousEnd, int start, int lineEnd)
    {
        ReadOnlySpan<char> line = content.AsSpan(start, lineEnd - start);
        ReadOnlySpan<char> rest = text.AsSpan(Math.Min(segments.Length, text.Length));
        rest = rest[..Math.Min(rest.Length, start - previousEnd + line.Length)];
        int length = 0;
        while (length < rest.Length && rest[length] is ' ' or '\n' && !rest[length..].StartsWith(line, StringComparison.Ordinal))
        {
            length++;
        }

        segments.AddDecoded(rest[..length], previousEnd, start - previousEnd);
    }

    /// <summary>The blanks that the parser took away: the first line's in the file less those that are left of them.</summary>
    private int Indentation(int lineStart)
    {
        while (lineStart < span.End)
        {
            int lineEnd = EndOfLine(lineStart);
            if (!IsBlank(lineStart, lineEnd))
            {
                int first = text.AsSpan().IndexOfAnyExcept(' ', '\n', '\t');
                int line = first < 0 ? 0 : text.LastIndexOf('\n', first) + 1;
                int left = text.AsSpan(line).IndexOfAnyExcept(' ');
                return Math.Max(0, LeadingSpaces(lineStart, lineEnd) - Math.Max(0, left));
            }

            lineStart = lineEnd + Math.Max(1, BreakLength(lineEnd));
        }

        return 0;
    }

    private bool IsBlank(int start, int end) => content.AsSpan(start, end - start).IndexOfAnyExcept(' ', '\t') < 0;

    private int LeadingSpaces(int start, int end)
    {
        int found = content.AsSpan(start, end - start).IndexOfAnyExcept(' ');
        return found < 0 ? end - start : found;
    }

    private int EndOfLine(int from)
    {
        int found = content.AsSpan(from).IndexOfAny('\n', '\r');
        return found < 0 ? content.Length : from + found;
    }

    private int BreakLength(int at)
    {
        if (at >= content.Length || content[at] is not ('\n' or '\r'))
        {
            return 0;
        }

        return content[at] == '\r' && at + 1 < content.Length && content[at + 1] == '\n' ? 2 : 1;
    }
}
