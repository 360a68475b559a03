using System.Collections.Immutable;
using System.Text;

namespace GcpLint.Rules.Wif;

/// <summary>The literals of a condition, and the words in them: what tokens are made of that might satisfy it.</summary>
internal sealed class TokenWords
{
    /// <summary>More would multiply to more tokens than a condition is worth; people write two or three.</summary>
    private const int MaxLiterals = 16;

    private TokenWords(ImmutableArray<string> literals, ImmutableArray<string> words)
    {
        Literals = literals;
        Words = words;
    }

    /// <summary>The strings between quotes, those of patterns without what makes them patterns.</summary>
    public ImmutableArray<string> Literals { get; }

    /// <summary>The parts of the literals between the signs that repositories, references and subjects are put together with.</summary>
    public ImmutableArray<string> Words { get; }

    public static TokenWords Of(string expressions, params IEnumerable<string> more)
    {
        var literals = new List<string>();
        foreach (string literal in Quoted(expressions).Concat(more))
        {
            if (literals.Count < MaxLiterals && literal.Length > 0 && !literals.Contains(literal))
            {
                literals.Add(literal);
            }

            string plain = Unpattern(literal);
            if (literals.Count < MaxLiterals && plain.Length > 0 && !literals.Contains(plain))
            {
                literals.Add(plain);
            }
        }

        return new TokenWords([.. literals], [.. literals.SelectMany(Split).Distinct(StringComparer.Ordinal).Take(MaxLiterals)]);
    }

    private static IEnumerable<string> Split(string literal) => literal.Split(['/', ':', '@', ' ', '^', '$', '*', '+', '(', ')', '|', '\\', '[', ']', '?'], StringSplitOptions.RemoveEmptyEntries);

    private static IEnumerable<string> Quoted(string expressions)
    {
        for (int i = 0; i < expressions.Length; i++)
        {
            char quote = expressions[i];
            if (quote is not ('\'' or '"'))
            {
                continue;
            }

            int end = expressions.IndexOf(quote, i + 1);
            if (end < 0)
            {
                yield break;
            }

            yield return expressions[(i + 1)..end];
            i = end;
        }
    }

    /// <summary>A text that a simple pattern matches: "^org/.*$" gives "org/x", "^refs/heads/(main|next)$" gives "refs/heads/main".</summary>
    private static string Unpattern(string pattern)
    {
        var text = new StringBuilder();
        int i = 0;
        while (i < pattern.Length)
        {
            char c = pattern[i];
            if (c == '[')
            {
                int close = pattern.IndexOf(']', i + 1);
                text.Append('x');
                i = close < 0 ? pattern.Length : close + 1;
            }
            else if (c == '|')
            {
                // The first way is enough: what follows until the group ends is another one.
                int close = pattern.IndexOf(')', i);
                i = close < 0 ? pattern.Length : close + 1;
            }
            else if (c == '\\')
            {
                while (i < pattern.Length && pattern[i] == '\\')
                {
                    i++;
                }

                if (i < pattern.Length)
                {
                    text.Append(char.IsAsciiLetter(pattern[i]) ? 'x' : pattern[i]);
                    i++;
                }
            }
            else
            {
                AppendPlain(text, pattern, c, i);
                i++;
            }
        }

        return text.ToString();
    }

    private static void AppendPlain(StringBuilder text, string pattern, char c, int index)
    {
        bool isRepeated = index + 1 < pattern.Length && pattern[index + 1] is '*' or '+';
        if (c == '.' && isRepeated)
        {
            text.Append('x');
        }
        else if (c is not ('^' or '$' or '(' or ')' or '*' or '+' or '?'))
        {
            text.Append(c);
        }
    }
}
