using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>A word such as <c>&lt;&lt;-"EOF"</c> in a joined line.</summary>
/// <param name="Span">In the joined line.</param>
/// <param name="Delimiter">Without quotes and escapes.</param>
/// <param name="Expands">No part is quoted.</param>
/// <param name="StripsTabs">With a dash.</param>
internal readonly record struct HeredocMarker(TextSpan Span, string Delimiter, bool Expands, bool StripsTabs);

/// <summary>
/// Finds here-document markers among shell words. BuildKit takes a word for a marker if it is
/// <c>[digits]&lt;&lt;[-]delimiter</c> and has no further '&lt;'; a line whose quotes do not close has none.
/// </summary>
internal static class HeredocFinder
{
    public static List<HeredocMarker> Find(ReadOnlySpan<char> line)
    {
        var markers = new List<HeredocMarker>();
        if (!line.Contains("<<", StringComparison.Ordinal))
        {
            return markers;
        }

        int position = 0;
        while (position < line.Length)
        {
            if (Blank.Is(line[position]))
            {
                position++;
                continue;
            }

            int start = position;
            if (!TrySkipWord(line, ref position))
            {
                return [];
            }

            if (TryParse(line[start..position], start, out HeredocMarker marker))
            {
                markers.Add(marker);
            }
        }

        return markers;
    }

    /// <summary>Whether a word of COPY or ADD is a marker.</summary>
    public static bool TryParse(ReadOnlySpan<char> word, int start, out HeredocMarker marker)
    {
        marker = default;
        ReadOnlySpan<char> rest = word.TrimStart("0123456789");
        if (!rest.StartsWith("<<"))
        {
            return false;
        }

        rest = rest[2..];
        bool strips = rest.StartsWith("-");
        rest = rest[(strips ? 1 : 0)..].TrimStart(Blank.All);
        if (rest.IsEmpty || rest.Contains('<'))
        {
            return false;
        }

        string delimiter = Unquote(rest, out bool quoted);
        marker = new HeredocMarker(new TextSpan(start, word.Length), delimiter, !quoted, strips);
        return delimiter.Length > 0;
    }

    /// <summary>False if a quote does not close.</summary>
    private static bool TrySkipWord(ReadOnlySpan<char> line, ref int position)
    {
        int braces = 0;
        while (position < line.Length)
        {
            char c = line[position];
            if (Blank.Is(c) && braces == 0)
            {
                return true;
            }

            if (c == '\\')
            {
                position = Math.Min(position + 2, line.Length);
            }
            else if (c is '\'' or '"')
            {
                if (!TrySkipQuoted(line, ref position))
                {
                    return false;
                }
            }
            else if (c == '<' && position + 1 < line.Length && line[position + 1] == '<')
            {
                position += 2;
                while (position < line.Length && Blank.Is(line[position]))
                {
                    position++;
                }
            }
            else
            {
                if (c == '{' && line[position - 1 < 0 ? 0 : position - 1] == '$')
                {
                    braces++;
                }
                else if (c == '}' && braces > 0)
                {
                    braces--;
                }

                position++;
            }
        }

        return true;
    }

    private static bool TrySkipQuoted(ReadOnlySpan<char> line, ref int position)
    {
        char quote = line[position++];
        while (position < line.Length)
        {
            char c = line[position++];
            if (c == quote)
            {
                return true;
            }

            if (c == '\\' && quote == '"')
            {
                position++;
            }
        }

        return false;
    }

    private static string Unquote(ReadOnlySpan<char> word, out bool quoted)
    {
        quoted = false;
        if (word.IndexOfAny('\'', '"', '\\') < 0)
        {
            return word.ToString();
        }

        var text = new StringBuilder(word.Length);
        char quote = '\0';
        for (int i = 0; i < word.Length; i++)
        {
            char c = word[i];
            if (quote == '\0' && c is '\'' or '"')
            {
                quote = c;
                quoted = true;
            }
            else if (c == quote)
            {
                quote = '\0';
            }
            else if (c == '\\' && quote != '\'' && i + 1 < word.Length)
            {
                text.Append(word[++i]);
            }
            else
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
