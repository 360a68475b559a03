using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace GcpLint.Analyzer.Sources.Images;

/// <summary>Writes instructions so that a reader of Dockerfiles reads them as they were meant, whatever text is in them.</summary>
internal sealed class DockerfileWriter
{
    private static readonly SearchValues<char> s_plain = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._/:@+=,%~-");

    private readonly StringBuilder _text = new();

    /// <summary>Something that is shown and not judged.</summary>
    public void Comment(string text) => Line("# ", OneLine(text));

    public void Instruction(string keyword, string arguments) => Line(keyword + " ", OneLine(arguments).Trim().TrimEnd('\\'));

    /// <summary>A command of the shell; one of several lines becomes a here-document.</summary>
    public void Run(string command)
    {
        command = Clean(command.ReplaceLineEndings("\n")).Trim();
        if (!command.Contains('\n', StringComparison.Ordinal) && !command.Contains("<<", StringComparison.Ordinal))
        {
            Instruction("RUN", command);
            return;
        }

        // Longer than any run of that letter in the text, so that no line of it ends the document.
        string delimiter = "STEP" + new string('P', LongestRun(command, 'P'));
        Line("RUN <<'", delimiter + "'");
        Line("", command);
        Line("", delimiter);
    }

    /// <summary>The shell form if a shell stands in front, which is how the image keeps that.</summary>
    public void Command(string keyword, ImmutableArray<string> words, ImmutableArray<string> shell)
    {
        bool isShell = words.Length == shell.Length + 1 && words.AsSpan()[..shell.Length].SequenceEqual(shell.AsSpan());
        if (isShell && !words[^1].AsSpan().ContainsAny('\n', '\r') && !words[^1].Contains("<<", StringComparison.Ordinal))
        {
            Instruction(keyword, words[^1]);
        }
        else
        {
            Instruction(keyword, Json(words));
        }
    }

    public static string Json(ImmutableArray<string> words) => $"[{string.Join(", ", words.Select(Quoted))}]";

    /// <summary>A value of ENV, ARG or LABEL.</summary>
    public static string Value(string value)
    {
        if (value.Length > 0 && !value.AsSpan().ContainsAnyExcept(s_plain))
        {
            return value;
        }

        var text = new StringBuilder("\"");
        foreach (char c in OneLine(value))
        {
            text.Append(c is '"' or '\\' or '$' ? "\\" : "").Append(c);
        }

        return text.Append('"').ToString();
    }

    public override string ToString() => _text.ToString();

    private static int LongestRun(string text, char letter)
    {
        int longest = 0;
        int length = 0;
        foreach (char c in text)
        {
            length = c == letter ? length + 1 : 0;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private void Line(string start, string rest) => _text.Append(start).Append(rest).Append('\n');

    private static string Quoted(string word)
    {
        var text = new StringBuilder("\"");
        foreach (char c in word)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c < ' ')
            {
                text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            }
            else
            {
                text.Append(c);
            }
        }

        return text.Append('"').ToString();
    }

    private static string OneLine(string text) => Clean(text).ReplaceLineEndings(" ").Replace('\n', ' ');

    /// <summary>Control characters have no place in a report.</summary>
    private static string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\x1f'))
        {
            return text;
        }

        return string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
            {
                target[i] = source[i] < ' ' && source[i] is not ('\n' or '\t' or '\r') ? '\uFFFD' : source[i];
            }
        });
    }
}
