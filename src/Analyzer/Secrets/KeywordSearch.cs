using System.Collections.Immutable;

namespace GcpLint.Analyzer.Secrets;

/// <summary>
/// Tells in one pass over a text which patterns can match at all: the automaton of Aho and Corasick over the keywords of all
/// patterns. Searching a text for each keyword by itself took most of a scan.
/// </summary>
internal sealed class KeywordSearch
{
    private const char FirstNonAscii = '\u0080';

    private readonly byte[] _columns = new byte[FirstNonAscii];
    private readonly int _width;
    private readonly int[] _next;
    private readonly ImmutableArray<int>[] _patterns;
    private readonly bool[] _always;

    /// <param name="keywords">Those of each pattern, in ASCII; a pattern without any always can match.</param>
    public KeywordSearch(ImmutableArray<ImmutableArray<string>> keywords)
    {
        _always = [.. keywords.Select(words => words.IsEmpty)];
        _width = NumberColumns(keywords);
        int most = 1 + keywords.Sum(words => words.Sum(word => word.Length));
        _next = new int[most * _width];
        _patterns = new ImmutableArray<int>[most];
        Array.Fill(_patterns, []);
        int states = 1;
        for (int pattern = 0; pattern < keywords.Length; pattern++)
        {
            foreach (string word in keywords[pattern])
            {
                states = Add(word, pattern, states);
            }
        }

        Link(states);
    }

    /// <summary>For each pattern whether the text has one of its keywords, whatever their case.</summary>
    public bool[] Search(ReadOnlySpan<char> text)
    {
        bool[] found = [.. _always];
        int state = 0;
        foreach (char c in text)
        {
            state = c < FirstNonAscii ? _next[(state * _width) + _columns[c]] : 0;
            foreach (int pattern in _patterns[state])
            {
                found[pattern] = true;
            }
        }

        return found;
    }

    /// <summary>A column of the table for each letter that a keyword has; column 0 for all other characters.</summary>
    private int NumberColumns(ImmutableArray<ImmutableArray<string>> keywords)
    {
        int width = 1;
        foreach (char c in keywords.SelectMany(words => words).SelectMany(word => word))
        {
            char lower = char.ToLowerInvariant(c);
            if (_columns[lower] == 0)
            {
                _columns[lower] = _columns[char.ToUpperInvariant(c)] = (byte)width++;
            }
        }

        return width;
    }

    private int Add(string word, int pattern, int states)
    {
        int state = 0;
        foreach (char c in word)
        {
            ref int next = ref _next[(state * _width) + _columns[c]];
            state = next == 0 ? next = states++ : next;
        }

        _patterns[state] = _patterns[state].Add(pattern);
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
                _patterns[next] = [.. _patterns[next].Concat(other == 0 ? [] : _patterns[other]).Distinct()];
                queue.Enqueue(next);
            }
        }
    }
}
