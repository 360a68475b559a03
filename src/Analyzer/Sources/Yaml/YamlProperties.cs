namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>The properties of a node: anchor and tag (YAML 1.2.2, section 6.9).</summary>
internal static class YamlProperties
{
    /// <summary>The offset behind the properties that stand at <paramref name="start"/> and the blanks and comments after them.</summary>
    public static int Skip(string content, int start, int end)
    {
        int offset = start;
        while (offset < end && content[offset] is '&' or '!')
        {
            bool verbatim = content.AsSpan(offset, end - offset).StartsWith("!<", StringComparison.Ordinal);
            while (offset < end && !IsBlank(content[offset]) && (verbatim || content[offset] is not (',' or '[' or ']' or '{' or '}')))
            {
                offset++;
            }

            offset = SkipBlanks(content, offset, end);
        }

        return offset;
    }

    private static int SkipBlanks(string content, int offset, int end)
    {
        while (offset < end)
        {
            if (content[offset] == '#' && offset > 0 && IsBlank(content[offset - 1]))
            {
                int line = content.AsSpan(offset, end - offset).IndexOfAny('\n', '\r');
                offset = line < 0 ? end : offset + line;
            }
            else if (IsBlank(content[offset]))
            {
                offset++;
            }
            else
            {
                break;
            }
        }

        return offset;
    }

    private static bool IsBlank(char unit) => unit is ' ' or '\t' or '\n' or '\r';
}
