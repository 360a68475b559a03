using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Cli.Commands;

/// <summary>Values of <c>--var NAME=VALUE</c>.</summary>
internal static class Assignments
{
    public static ImmutableDictionary<string, Value> Parse(IEnumerable<string> words) =>
        Split(words).ToImmutableDictionary(pair => pair.Name, pair => Value.Of(pair.Text));

    /// <summary>Of several with one name the last counts, as for Terraform.</summary>
    /// <exception cref="UsageException">A word has no name or no '='.</exception>
    public static ImmutableArray<(string Name, string Text)> Split(IEnumerable<string> words)
    {
        var pairs = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string word in words)
        {
            int equals = word.IndexOf('=');
            if (equals <= 0)
            {
                throw new UsageException($"'{word}' is no value of --var. It is NAME=VALUE.");
            }

            pairs[word[..equals]] = word[(equals + 1)..];
        }

        return [.. pairs.Select(pair => (pair.Key, pair.Value))];
    }
}
