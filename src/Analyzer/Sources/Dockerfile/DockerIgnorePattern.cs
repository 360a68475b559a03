using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// A line of .dockerignore: '*' and '?' within a part of a path, "**" over parts, "[a-z]", '\' before a literal.
/// Matched without backtracking, in time proportional to pattern times path.
/// </summary>
public sealed class DockerIgnorePattern
{
    private enum TokenKind
    {
        Character,
        AnyCharacter,
        AnyInPart,
        AnyParts,
        Anything,
        Class,
    }

    /// <summary>The set of a class has its characters as pairs of first and last; a pair of NUL in front negates it.</summary>
    private readonly record struct Token(TokenKind Kind, char Character, string Set);

    private readonly ImmutableArray<Token> _tokens;

    private DockerIgnorePattern(string text, bool isException, TextSpan span, ImmutableArray<Token> tokens)
    {
        Text = text;
        IsException = isException;
        Span = span;
        _tokens = tokens;
    }

    /// <summary>Without '!', leading and trailing '/', "." and "..".</summary>
    public string Text { get; }

    /// <summary>Written with '!': lets in what patterns before it left out.</summary>
    public bool IsException { get; }

    public TextSpan Span { get; }

    public override string ToString() => IsException ? "!" + Text : Text;

    /// <summary>Null for a pattern that Docker refuses.</summary>
    internal static DockerIgnorePattern? Parse(string line, TextSpan span)
    {
        bool isException = line.StartsWith('!');
        string text = (isException ? line[1..] : line).Trim();
        if (text.Length == 0)
        {
            return null;
        }

        text = Clean(text);
        if (text.Length > 1 && text[0] == '/')
        {
            text = text[1..];
        }

        return Tokenize(text) is { } tokens ? new DockerIgnorePattern(text, isException, span, tokens) : null;
    }

    /// <summary>As Go's path.Clean: single slashes, no "." and no inner ".."; "." for nothing.</summary>
    internal static string Clean(string path)
    {
        bool rooted = path.StartsWith('/');
        var parts = new List<string>();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".." && parts.Count > 0 && parts[^1] != "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part != "." && !(part == ".." && rooted))
            {
                parts.Add(part);
            }
        }

        string joined = string.Join('/', parts);
        return rooted ? "/" + joined : joined.Length == 0 ? "." : joined;
    }

    /// <summary>Whether it matches a path or a folder above it.</summary>
    internal bool MatchesOrContains(ReadOnlySpan<char> path)
    {
        // active[i]: the first i tokens match what was read.
        var active = new bool[_tokens.Length + 1];
        var next = new bool[_tokens.Length + 1];
        Enter(active, 0);
        foreach (char c in path)
        {
            if (c == '/' && active[^1])
            {
                return true;
            }

            Array.Clear(next);
            if (!Step(active, next, c))
            {
                return false;
            }

            (active, next) = (next, active);
        }

        return active[^1];
    }

    /// <summary>Moves over one character; false if nothing can match any more.</summary>
    private bool Step(bool[] active, bool[] next, char c)
    {
        bool any = false;
        for (int i = 0; i < _tokens.Length; i++)
        {
            if (!active[i])
            {
                continue;
            }

            Token token = _tokens[i];
            switch (token.Kind)
            {
                case TokenKind.Anything:
                case TokenKind.AnyInPart when c != '/':
                    Enter(next, i);
                    any = true;
                    break;

                case TokenKind.AnyParts:
                    next[i] = true;
                    any = true;
                    if (c == '/')
                    {
                        Enter(next, i + 1);
                    }

                    break;

                case TokenKind.Character when c == token.Character:
                case TokenKind.AnyCharacter when c != '/':
                case TokenKind.Class when IsInClass(token.Set, c):
                    Enter(next, i + 1);
                    any = true;
                    break;
            }
        }

        return any;
    }

    /// <summary>
    /// Marks a state and those behind it that need no character. What is marked behind it already was entered before, as
    /// states are walked upwards, so that long rows of stars cost no more than others.
    /// </summary>
    private void Enter(bool[] states, int state)
    {
        states[state] = true;
        while (state < _tokens.Length && _tokens[state].Kind is TokenKind.AnyInPart or TokenKind.AnyParts or TokenKind.Anything && !states[state + 1])
        {
            states[++state] = true;
        }
    }

    private static ImmutableArray<Token>? Tokenize(string text)
    {
        var tokens = ImmutableArray.CreateBuilder<Token>();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            switch (c)
            {
                case '*' when i + 1 < text.Length && text[i + 1] == '*':
                    int start = i;
                    i = i + 2 < text.Length && text[i + 2] == '/' ? i + 2 : i + 1;
                    tokens.Add(new Token(GetDoubleStarKind(text, start, i), '\0', ""));
                    break;

                case '*':
                    tokens.Add(new Token(TokenKind.AnyInPart, '\0', ""));
                    break;

                case '?':
                    tokens.Add(new Token(TokenKind.AnyCharacter, '\0', ""));
                    break;

                case '\\' when i + 1 == text.Length:
                    return null;

                case '\\':
                    tokens.Add(new Token(TokenKind.Character, text[++i], ""));
                    break;

                case '[':
                    if (ReadClass(text, ref i) is not { } set)
                    {
                        return null;
                    }

                    tokens.Add(new Token(TokenKind.Class, '\0', set));
                    break;

                default:
                    tokens.Add(new Token(TokenKind.Character, c, ""));
                    break;
            }
        }

        return tokens.ToImmutable();
    }

    /// <summary>
    /// "**" at the end is anything, and so is a leading "**" without slash before a literal rest (Docker compares the end
    /// of the path then); elsewhere it is any number of whole parts.
    /// </summary>
    private static TokenKind GetDoubleStarKind(string text, int start, int last)
    {
        bool isSuffix = start == 0 && text[last] == '*' && text.AsSpan(last + 1).IndexOfAny("*?[\\") < 0;
        return last + 1 == text.Length || isSuffix ? TokenKind.Anything : TokenKind.AnyParts;
    }

    /// <param name="text">The pattern.</param>
    /// <param name="i">At '['; then at ']'.</param>
    private static string? ReadClass(string text, ref int i)
    {
        var set = new StringBuilder();
        i++;
        if (i < text.Length && text[i] == '^')
        {
            set.Append("\0\0");
            i++;
        }

        int start = i;
        while (i < text.Length && text[i] != ']')
        {
            if (ReadMember(text, ref i) is not { } first)
            {
                return null;
            }

            char last = first;
            if (i < text.Length && text[i] == '-')
            {
                i++;
                if (ReadMember(text, ref i) is not { } end)
                {
                    return null;
                }

                last = end;
            }

            set.Append(first).Append(last);
        }

        return i < text.Length && i > start ? set.ToString() : null;
    }

    private static char? ReadMember(string text, ref int i)
    {
        bool isEscaped = i < text.Length && text[i] == '\\';
        i += isEscaped ? 1 : 0;
        if (i >= text.Length || (!isEscaped && text[i] is '-' or ']'))
        {
            return null;
        }

        return text[i++];
    }

    private static bool IsInClass(string set, char c)
    {
        bool negated = set.StartsWith("\0\0", StringComparison.Ordinal);
        for (int i = negated ? 2 : 0; i < set.Length; i += 2)
        {
            if (c >= set[i] && c <= set[i + 1])
            {
                return !negated;
            }
        }

        return negated;
    }
}
