using System.Text.RegularExpressions;

namespace GcpLint.Cel.Runtime;

/// <summary>
/// A regular expression in the syntax of RE2, on .NET's automaton engine: time grows linearly with the text, whatever
/// the pattern.
/// </summary>
internal sealed class Pattern
{
    /// <summary>What building an automaton costs in steps.</summary>
    public const long CompilationCost = 1_000;

    private readonly Regex _regex;

    private readonly long _size;

    private Pattern(Regex regex, long size)
    {
        _regex = regex;
        _size = size;
    }

    /// <summary>Null and what is wrong if it is no pattern, or one that would need too large an automaton.</summary>
    public static Pattern? Compile(string pattern, out string? problem)
    {
        string? translated = Re2Translator.Translate(pattern, out long size, out problem);
        if (translated is null)
        {
            return null;
        }

        try
        {
            problem = null;
            return new Pattern(new Regex(translated, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), size);
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException)
        {
            problem = exception.Message;
            return null;
        }
    }

    /// <summary>Capturing groups, without the whole match.</summary>
    public int GroupCount => _regex.GetGroupNumbers().Length - 1;

    /// <summary>Steps for one pass over a text: the engine's time per character grows with the pattern.</summary>
    public long CostOf(string text) => Cost.OfText(text.Length) * (1 + (_size / 16));

    public bool IsMatch(string text) => _regex.IsMatch(text);

    public Match Match(string text, int start) => _regex.Match(text, start);
}
