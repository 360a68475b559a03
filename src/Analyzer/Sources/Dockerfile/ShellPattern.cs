using System.Collections.Immutable;
using System.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// A pattern of <c>${name#pattern}</c> and its kin: '*' and '?', escaped with a backslash; no brackets. Matched without
/// backtracking, in time proportional to pattern times text.
/// </summary>
internal sealed class ShellPattern
{
    private const int OutOfBudget = -2;
    private const int AnyText = -1;
    private const int AnyCharacter = -2;

    private readonly ImmutableArray<int> _tokens;

    private ShellPattern(ImmutableArray<int> tokens)
    {
        _tokens = tokens;
    }

    /// <summary>Null if a backslash stands before a character that needs none.</summary>
    public static ShellPattern? Parse(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<int>(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (c == '\\' && i + 1 < text.Length)
            {
                c = text[++i];
                if (c is not ('*' or '?' or '\\' or '}' or '/'))
                {
                    return null;
                }

                tokens.Add(c);
            }
            else
            {
                tokens.Add(c switch { '*' => AnyText, '?' => AnyCharacter, _ => c });
            }
        }

        return new ShellPattern(tokens.ToImmutable());
    }

    /// <summary>Null if the budget is spent, as for the other operations.</summary>
    public static string? TrimPrefix(ShellPattern pattern, string value, bool longest, ExpansionBudget budget)
    {
        int length = pattern.Match(value, 0, longest, budget);
        return length == OutOfBudget ? null : length <= 0 ? value : value[length..];
    }

    public static string? TrimSuffix(ShellPattern pattern, string value, bool longest, ExpansionBudget budget)
    {
        char[] reversed = value.ToCharArray();
        Array.Reverse(reversed);
        int length = new ShellPattern([.. pattern._tokens.Reverse()]).Match(reversed, 0, longest, budget);
        return length == OutOfBudget ? null : length <= 0 ? value : value[..^length];
    }

    public static string? Replace(ShellPattern pattern, string value, string replacement, bool all, ExpansionBudget budget)
    {
        var result = new StringBuilder();
        int position = 0;
        while (position < value.Length)
        {
            int length = pattern.Match(value, position, longest: true, budget);
            if (length == OutOfBudget)
            {
                return null;
            }

            if (length <= 0)
            {
                result.Append(value[position++]);
                continue;
            }

            result.Append(replacement);
            position += length;
            if (!all || result.Length > VariableExpander.MaxLength)
            {
                break;
            }
        }

        return result.Append(value, position, value.Length - position).ToString();
    }

    /// <summary>The length of the shortest or longest match that begins at <paramref name="start"/>, -1 if there is none.</summary>
    private int Match(ReadOnlySpan<char> value, int start, bool longest, ExpansionBudget budget)
    {
        // active[i]: the first i tokens match what was read.
        var active = new bool[_tokens.Length + 1];
        active[0] = true;
        Spread(active);
        int best = active[^1] ? 0 : -1;
        for (int position = start; position < value.Length && (longest || best < 0); position++)
        {
            if (!budget.TrySpend(_tokens.Length + 1))
            {
                return OutOfBudget;
            }

            bool any = false;
            bool before = active[0];
            active[0] = false;
            for (int i = 0; i < _tokens.Length; i++)
            {
                bool here = active[i + 1];
                int token = _tokens[i];
                bool matched = token == AnyText ? here || before : before && (token == AnyCharacter || token == value[position]);
                active[i + 1] = matched;
                any |= matched;
                before = here;
            }

            if (!any)
            {
                break;
            }

            Spread(active);
            if (active[^1])
            {
                best = position - start + 1;
            }
        }

        return best;
    }

    /// <summary>A '*' may match nothing.</summary>
    private void Spread(bool[] active)
    {
        for (int i = 0; i < _tokens.Length; i++)
        {
            active[i + 1] |= active[i] && _tokens[i] == AnyText;
        }
    }
}
