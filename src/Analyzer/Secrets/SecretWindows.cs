using GcpLint.Text;

namespace GcpLint.Analyzer.Secrets;

/// <summary>
/// Where in a text the patterns of secrets are looked for: the lines around their keywords. What a pattern needs stands near
/// its keyword, and the rest of the text is left alone.
/// </summary>
internal static class SecretWindows
{
    /// <summary>Lines before and behind: <c>password:</c> and its value may stand on two, those of a <c>.netrc</c> on three.</summary>
    private const int LinesBefore = 2;

    private const int LinesBehind = 3;

    /// <summary>In characters, for lines that a program wrote: more than the longest form before a keyword has.</summary>
    private const int MostBefore = 512;

    /// <summary>In characters: a private key of 4,096 bits has 3,300.</summary>
    private const int MostBehind = 8192;

    /// <summary>The windows of each pattern that has some, the most certain pattern first; they do not overlap.</summary>
    public static IEnumerable<KeyValuePair<int, IReadOnlyList<TextSpan>>> Of(string text)
    {
        var windows = new SortedDictionary<int, IReadOnlyList<TextSpan>>();
        foreach (KeywordHit hit in SecretPattern.Keyworded.Search(text))
        {
            if (!windows.TryGetValue(hit.Pattern, out IReadOnlyList<TextSpan>? known))
            {
                windows[hit.Pattern] = known = new List<TextSpan>();
            }

            Add((List<TextSpan>)known, text, hit.Start);
        }

        return windows;
    }

    private static void Add(List<TextSpan> windows, string text, int keyword)
    {
        int start = StartOf(text, keyword);
        int end = EndOf(text, keyword);
        if (windows.Count > 0 && start <= windows[^1].End)
        {
            windows[^1] = new TextSpan(windows[^1].Start, Math.Max(end, windows[^1].End) - windows[^1].Start);
        }
        else
        {
            windows.Add(new TextSpan(start, end - start));
        }
    }

    private static int StartOf(string text, int keyword)
    {
        int least = Math.Max(0, keyword - MostBefore);
        int start = keyword;
        for (int line = 0; line <= LinesBefore && start > least; line++)
        {
            int newline = text.AsSpan(least, start - least).LastIndexOf('\n');
            if (newline < 0)
            {
                return least;
            }

            start = least + newline;
        }

        return start;
    }

    private static int EndOf(string text, int keyword)
    {
        int most = Math.Min(text.Length, keyword + MostBehind);
        int end = keyword;
        for (int line = 0; line <= LinesBehind && end < most; line++)
        {
            int newline = text.AsSpan(end, most - end).IndexOf('\n');
            if (newline < 0)
            {
                return most;
            }

            end += newline + 1;
        }

        return end;
    }
}
