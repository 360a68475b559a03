using System.Text;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.GitHub;

/// <summary>Text from scanned files as it may stand in a cell of a Markdown table: it shows itself and nothing else.</summary>
internal static class MarkdownText
{
    /// <summary>
    /// All signs that could mean something to Markdown or HTML become numeric references, which CommonMark never takes
    /// for structure; so neither a link nor a mention nor a tag can come from a file.
    /// </summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (char unit in SafeText.Line(text))
        {
            if (char.IsAsciiLetterOrDigit(unit) || unit is ' ' or '-' or '/' or ',' || unit > '\u00A0')
            {
                escaped.Append(unit);
            }
            else
            {
                escaped.Append($"&#{(int)unit};");
            }
        }

        return escaped.ToString();
    }

    /// <summary>A message of a finding: what stands in backquotes becomes code.</summary>
    public static string Message(string message)
    {
        var text = new StringBuilder(message.Length + 32);
        string[] parts = message.Split('`');
        for (int i = 0; i < parts.Length; i++)
        {
            bool isCode = i % 2 == 1 && i < parts.Length - 1;
            text.Append(isCode ? "<code>" : "").Append(Escape(parts[i])).Append(isCode ? "</code>" : "");
        }

        return text.ToString();
    }
}
