using System.CommandLine;
using System.CommandLine.Parsing;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>Options whose value is one of a few words; a wrong one is answered with the nearest right one.</summary>
internal static class Choices
{
    /// <summary>An option that may be left out: null then.</summary>
    public static Option<T?> Option<T>(string name, string description, params (string Word, T Value)[] choices)
        where T : struct, Enum
    {
        var option = new Option<T?>(name)
        {
            Description = description,
            HelpName = string.Join('|', choices.Select(choice => choice.Word)),
            CustomParser = result => Parse(name, result, choices),
        };
        option.CompletionSources.Clear();
        option.CompletionSources.Add(_ => choices.Select(choice => new System.CommandLine.Completions.CompletionItem(choice.Word)));
        return option;
    }

    /// <summary>The value of a word.</summary>
    /// <exception cref="UsageException">It is none of them.</exception>
    public static T Parse<T>(string what, string word, IReadOnlyCollection<(string Word, T Value)> choices)
    {
        foreach ((string known, T value) in choices)
        {
            if (known == word)
            {
                return value;
            }
        }

        throw new UsageException(Wrong(what, word, choices.Select(choice => choice.Word)));
    }

    /// <summary>"'hihg' is no value of --fail-on. Did you mean 'high'?"</summary>
    public static string Wrong(string what, string word, IEnumerable<string> known)
    {
        string[] words = [.. known];
        string proposal = Spelling.Nearest(word, words) is { } nearest
            ? $"Did you mean '{nearest}'?"
            : $"It is one of {string.Join(", ", words)}.";
        return $"'{word}' is no value of {what}. {proposal}";
    }

    private static T? Parse<T>(string name, ArgumentResult result, (string Word, T Value)[] choices)
        where T : struct, Enum
    {
        string word = result.Tokens.Count == 0 ? "" : result.Tokens[^1].Value;
        foreach ((string known, T value) in choices)
        {
            if (known == word)
            {
                return value;
            }
        }

        result.AddError(Wrong(name, word, choices.Select(choice => choice.Word)));
        return null;
    }
}
