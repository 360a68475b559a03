using System.Text;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.Console;

/// <summary>Breaks text into lines at blanks. A word that is longer than a line stays whole: it is to be copied.</summary>
internal static class WordWrap
{
    public static IEnumerable<string> Lines(string text, int width)
    {
        foreach (string paragraph in text.ReplaceLineEndings("\n").Split('\n'))
        {
            var line = new StringBuilder();
            int used = 0;
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                int wordWidth = SafeText.WidthOf(word);
                if (used > 0 && used + 1 + wordWidth > width)
                {
                    yield return line.ToString();
                    line.Clear();
                    used = 0;
                }

                if (used > 0)
                {
                    line.Append(' ');
                    used++;
                }

                line.Append(word);
                used += wordWidth;
            }

            yield return line.ToString();
        }
    }
}
