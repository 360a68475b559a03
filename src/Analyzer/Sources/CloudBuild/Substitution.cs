namespace GcpLint.Analyzer.Sources.CloudBuild;

/// <summary>One reference of Cloud Build's substitution language.</summary>
internal static class Substitution
{
    /// <summary>Reads at a dollar sign and gives the offset behind what it belongs to.</summary>
    /// <param name="text">The text.</param>
    /// <param name="dollar">The offset of the sign.</param>
    /// <param name="name">Null if it is no reference: <c>$$</c> or a lone sign.</param>
    /// <param name="plain">False for a form of bash such as <c>${_X:-y}</c>, which dynamic substitutions allow.</param>
    public static int Read(string text, int dollar, out string? name, out bool plain)
    {
        name = null;
        plain = true;
        int start = dollar + 1;
        if (start >= text.Length)
        {
            return start;
        }

        if (text[start] == '$')
        {
            return start + 1;
        }

        bool braces = text[start] == '{';
        start += braces ? 1 : 0;
        int end = start;
        while (end < text.Length && (text[end] == '_' || char.IsAsciiLetterUpper(text[end]) || (end > start && char.IsAsciiDigit(text[end]))))
        {
            end++;
        }

        if (end == start)
        {
            return dollar + 1;
        }

        if (!braces)
        {
            name = text[start..end];
            return end;
        }

        int close = text.IndexOf('}', end);
        if (close < 0)
        {
            return dollar + 1;
        }

        name = text[start..end];
        plain = close == end;
        return close + 1;
    }
}
