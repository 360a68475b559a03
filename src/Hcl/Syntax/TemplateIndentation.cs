using System.Globalization;

namespace GcpLint.Hcl.Syntax;

/// <summary>The indentation of <c>&lt;&lt;-</c>: what all lines share is taken away, counted in characters and not in columns.</summary>
internal static class TemplateIndentation
{
    public static void Remove(List<Parser.TemplatePart> parts)
    {
        var lines = new List<Parser.TextPart>();
        int least = int.MaxValue;
        bool lineStart = true;
        foreach (Parser.TemplatePart part in parts)
        {
            var text = part as Parser.TextPart;
            if (lineStart)
            {
                lineStart = false;
                least = Math.Min(least, CountIndentation(text, lines));
            }

            lineStart |= text is not null && text.Text.EndsWith('\n');
        }

        foreach (Parser.TextPart line in lines)
        {
            line.Text = RemoveCharacters(line.Text, least);
        }
    }

    /// <summary>A blank line has no indentation that counts; a line that starts with a sequence has none at all.</summary>
    private static int CountIndentation(Parser.TextPart? line, List<Parser.TextPart> lines)
    {
        if (line is null)
        {
            return 0;
        }

        string trimmed = line.Text.TrimStart();
        if (trimmed.Length == 0 && line.Text.EndsWith('\n'))
        {
            return int.MaxValue;
        }

        lines.Add(line);
        return new StringInfo(line.Text[..^trimmed.Length]).LengthInTextElements;
    }

    private static string RemoveCharacters(string text, int count)
    {
        int offset = 0;
        for (int i = 0; i < count && offset < text.Length; i++)
        {
            offset += StringInfo.GetNextTextElementLength(text.AsSpan(offset));
        }

        return text[offset..];
    }
}
