using System.Collections.Immutable;

namespace GcpLint.Analyzer.Secrets;

/// <summary>What a text has to have for a pattern to match.</summary>
/// <param name="Pattern">The pattern's number.</param>
/// <param name="Text">In ASCII.</param>
/// <param name="IgnoreCase">Whether other capitals do as well.</param>
internal readonly record struct Keyword(int Pattern, string Text, bool IgnoreCase);

/// <summary>A keyword in a text.</summary>
/// <param name="Pattern">The pattern whose keyword it is.</param>
/// <param name="Start">Where it begins.</param>
internal readonly record struct KeywordHit(int Pattern, int Start);

/// <summary>
/// Tells in one pass over a text where patterns can match at all: the automaton of Aho and Corasick over the keywords of all
/// patterns. Searching a text for each keyword by itself took most of a scan.
/// </summary>
internal sealed class KeywordSearch
{
    private const char FirstNonAscii = '\u0080';

    private readonly byte[] _columns = new byte[FirstNonAscii];
    private readonly int _width;
    private readonly int[] _next;
    private readonly ImmutableArray<Keyword>[] _endingAt;

    /// <param name="keywords">In ASCII, and none of them empty.</param>
    public KeywordSearch(ImmutableArray<Keyword> keywords)
    {
        _width = NumberColumns(keywords);
        int most = 1 + keywords.Sum(keyword => keyword.Text.Length);
        _next = new int[most * _width];
        _endingAt = new ImmutableArray<Keyword>[most];
        Array.Fill(_endingAt, []);
        int states = 1;
        foreach (Keyword keyword in keywords)
        {
            states = Add(keyword, states);
        }

        Link(states);
    }

    /// <summary>Each place where a keyword ends, in the order of the text.</summary>
    public IEnumerable<KeywordHit> Search(string text)
    {
        int state = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            state = c < FirstNonAscii ? _next[(state * _width) + _columns[c]] : 0;
            foreach (Keyword keyword in _endingAt[state])
            {
                int start = i + 1 - keyword.Text.Length;
                if (keyword.IgnoreCase || text.AsSpan(start, keyword.Text.Length).SequenceEqual(keyword.Text))
                {
                    yield return new KeywordHit(keyword.Pattern, start);
                }
            }
        }
    }

    /// <summary>A column of the table for each letter that a keyword has; column 0 for all other characters.</summary>
    private int NumberColumns(ImmutableArray<Keyword> keywords)
    {
        int width = 1;
        foreach (char c in keywords.SelectMany(keyword => keyword.Text))
        {
            char lower = char.ToLowerInvariant(c);
            if (_columns[lower] == 0)
            {
                _columns[lower] = _columns[char.ToUpperInvariant(c)] = (byte)width++;
            }
        }

        return width;
    }

    private int Add(Keyword keyword, int states)
    {
        int state = 0;
        foreach (char c in keyword.Text)
        {
            ref int next = ref _next[(state * _width) + _columns[c]];
            state = next == 0 ? next = states++ : next;
        }

        _endingAt[state] = _endingAt[state].Add(keyword);
        return states;
    }

    /// <summary>Fills the empty cells of each state with the moves of the longest other keyword's beginning that ends there.</summary>
    private void Link(int states)
    {
        var fallback = new int[states];
        var queue = new Queue<int>();
        queue.Enqueue(0);
        while (queue.TryDequeue(out int state))
        {
            for (int column = 1; column < _width; column++)
            {
                ref int next = ref _next[(state * _width) + column];
                int other = state == 0 ? 0 : _next[(fallback[state] * _width) + column];
                if (next == 0)
                {
                    next = other;
                    continue;
                }

                fallback[next] = other;
                _endingAt[next] = [.. _endingAt[next].Concat(other == 0 ? [] : _endingAt[other]).Distinct()];
                queue.Enqueue(next);
            }
        }
    }
}
