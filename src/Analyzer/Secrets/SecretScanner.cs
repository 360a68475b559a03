using System.Text.RegularExpressions;
using GcpLint.Text;

namespace GcpLint.Analyzer.Secrets;

/// <summary>A secret in a text.</summary>
/// <param name="Pattern">By which it was found.</param>
/// <param name="Name">What it is assigned to, as written; empty where nothing names it.</param>
/// <param name="Span">The secret itself.</param>
public readonly record struct SecretMatch(SecretPattern Pattern, string Name, TextSpan Span);

/// <summary>Finds what is written down and should not be.</summary>
public static class SecretScanner
{
    /// <summary>A text of more has been made by a program; its first secrets say enough.</summary>
    private const int MaxMatches = 200;

    /// <summary>At most one for each line, in the order of the text: what two patterns find is one secret.</summary>
    public static IReadOnlyList<SecretMatch> Scan(SourceText source)
    {
        var found = new SortedDictionary<int, SecretMatch>();
        foreach ((int pattern, IReadOnlyList<TextSpan> windows) in SecretWindows.Of(source.Content))
        {
            foreach (TextSpan window in windows)
            {
                AddMatches(SecretPattern.All[pattern], source, window, found);
            }
        }

        return [.. found.Values];
    }

    private static void AddMatches(SecretPattern pattern, SourceText source, TextSpan window, SortedDictionary<int, SecretMatch> found)
    {
        string text = source.Content;
        int start = window.Start;
        while (start < window.End && found.Count < MaxMatches && pattern.Regex.Match(text, start, window.End - start) is { Success: true } match)
        {
            // A match that begins where the search was cut off, in the middle of a word, is none.
            if (match.Index == start && start > 0 && char.IsLetterOrDigit(text[start - 1]) && char.IsLetterOrDigit(text[start]))
            {
                start++;
                continue;
            }

            Group secret = match.Groups[pattern.Group];
            int line = source.GetPosition(secret.Index).Line;
            if (!found.ContainsKey(line) && Judge(pattern, source, match, secret) is { } judged)
            {
                found[line] = judged;
            }

            start = match.Index + Math.Max(1, match.Length - 1);
        }
    }

    private static SecretMatch? Judge(SecretPattern pattern, SourceText source, Match match, Group secret)
    {
        if (Entropy(secret.ValueSpan) < pattern.MinEntropy)
        {
            return null;
        }

        string name = pattern.Kind == SecretKind.Value ? NameBefore(source.Content.AsSpan(match.Index, secret.Index - match.Index)) : "";
        bool isSecret = pattern.Kind switch
        {
            SecretKind.Token => !SecretLikeness.IsMasked(secret.ValueSpan),
            SecretKind.Password => !SecretLikeness.IsPlaceholder(secret.Value) && !SecretLikeness.IsReference(secret.Value) && !IsUser(match, secret.Value),
            _ => !IsInComment(source, secret.Index) && SecretLikeness.IsSecretName(name)
                && !SecretLikeness.IsPlaceholder(secret.Value) && !SecretLikeness.IsReference(secret.Value) && !SecretLikeness.IsName(secret.Value),
        };
        return isSecret ? new SecretMatch(pattern, name, new TextSpan(secret.Index, secret.Length)) : null;
    }

    /// <summary>"postgres:postgres@": what everybody tries first is the default of an image, not a secret.</summary>
    private static bool IsUser(Match match, string password) => match.Value.Contains($"//{password}:{password}@", StringComparison.Ordinal);

    private static bool IsInComment(SourceText source, int index)
    {
        int start = source.Content.LastIndexOf('\n', Math.Max(0, index - 1)) + 1;
        ReadOnlySpan<char> line = source.Content.AsSpan(start, index - start).TrimStart();
        return line.StartsWith("#") || line.StartsWith("//") || line.StartsWith(";") || line.StartsWith("*");
    }

    /// <summary>The last name in front of the sign of assignment.</summary>
    private static string NameBefore(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd(" \t\r\n\"':=>");
        int start = text.Length;
        while (start > 0 && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '_' or '-' or '.'))
        {
            start--;
        }

        return text[start..].ToString();
    }

    /// <summary>Shannon's, in bits per character.</summary>
    private static double Entropy(ReadOnlySpan<char> text)
    {
        var counts = new Dictionary<char, int>();
        foreach (char c in text)
        {
            counts[c] = counts.GetValueOrDefault(c) + 1;
        }

        double bits = 0;
        foreach (int count in counts.Values)
        {
            double share = (double)count / text.Length;
            bits -= share * Math.Log2(share);
        }

        return bits;
    }
}
