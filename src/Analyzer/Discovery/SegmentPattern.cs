namespace GcpLint.Analyzer.Discovery;

/// <summary>
/// The pattern of one name of a path, with <c>*</c>, <c>?</c>, <c>[a-z]</c>, <c>[!a-z]</c>, <c>[[:alpha:]]</c> and
/// <c>\</c>, as git's wildmatch reads it.
/// </summary>
internal static class SegmentPattern
{
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        int p = 0;
        int n = 0;
        int resumePattern = -1;
        int resumeName = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                resumePattern = ++p;
                resumeName = n;
                continue;
            }

            if (p < pattern.Length && MatchesOne(pattern, ref p, name[n]))
            {
                n++;
                continue;
            }

            if (resumePattern < 0)
            {
                return false;
            }

            p = resumePattern;
            n = ++resumeName;
        }

        while (p < pattern.Length && pattern[p] == '*')
        {
            p++;
        }

        return p == pattern.Length;
    }

    /// <summary>Matches one unit of the name and moves <paramref name="p"/> behind what matched it.</summary>
    private static bool MatchesOne(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        switch (pattern[p])
        {
            case '?':
                p++;
                return true;
            case '[':
                return MatchesClass(pattern, ref p, c);
            case '\\':
                // A backslash at the end escapes nothing: such a pattern matches nothing.
                if (p + 1 == pattern.Length || pattern[p + 1] != c)
                {
                    return false;
                }

                p += 2;
                return true;
            default:
                if (pattern[p] != c)
                {
                    return false;
                }

                p++;
                return true;
        }
    }

    private static bool MatchesClass(ReadOnlySpan<char> pattern, ref int p, char c)
    {
        int i = p + 1;
        bool negated = i < pattern.Length && pattern[i] is '!' or '^';
        i = negated ? i + 1 : i;
        int first = i;
        bool found = false;
        while (true)
        {
            if (i >= pattern.Length)
            {
                // Not closed: the pattern matches nothing.
                return false;
            }

            if (pattern[i] == ']' && i > first)
            {
                break;
            }

            if (pattern[i..].StartsWith("[:") && pattern[(i + 2)..].IndexOf(":]") is var close and >= 0)
            {
                found |= IsInClass(pattern.Slice(i + 2, close), c);
                i += close + 4;
                continue;
            }

            char low = ReadClassUnit(pattern, ref i);
            char high = low;
            if (i + 1 < pattern.Length && pattern[i] == '-' && pattern[i + 1] != ']')
            {
                i++;
                high = ReadClassUnit(pattern, ref i);
            }

            found |= c >= low && c <= high;
        }

        if (found == negated)
        {
            return false;
        }

        p = i + 1;
        return true;
    }

    private static char ReadClassUnit(ReadOnlySpan<char> pattern, ref int i)
    {
        if (pattern[i] == '\\' && i + 1 < pattern.Length)
        {
            i++;
        }

        return pattern[i++];
    }

    private static bool IsInClass(ReadOnlySpan<char> name, char c) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit(c),
        "alpha" => char.IsAsciiLetter(c),
        "blank" => c is ' ' or '\t',
        "cntrl" => char.IsControl(c) && c < 0x80,
        "digit" => char.IsAsciiDigit(c),
        "graph" => c is > ' ' and <= '~',
        "lower" => char.IsAsciiLetterLower(c),
        "print" => c is >= ' ' and <= '~',
        "punct" => c is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c),
        "space" => c is ' ' or (>= '\t' and <= '\r'),
        "upper" => char.IsAsciiLetterUpper(c),
        "xdigit" => char.IsAsciiHexDigit(c),
        _ => false,
    };
}
