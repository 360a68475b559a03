using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace GcpLint.Analyzer.Secrets;

/// <summary>How a pattern knows a secret, from certain to guessed.</summary>
public enum SecretKind : byte
{
    /// <summary>By its own form: nothing else looks like it.</summary>
    Token,

    /// <summary>By its place: behind the user in an address, behind an option.</summary>
    Password,

    /// <summary>By the name that it is given to.</summary>
    Value,
}

/// <summary>The form of one kind of secret.</summary>
public sealed class SecretPattern
{
    private static readonly Lazy<ImmutableArray<SecretPattern>> s_all = new(ReadAll);

    private static readonly Lazy<KeywordSearch> s_keyworded = new(() => new KeywordSearch(
        [.. All.SelectMany((pattern, i) => pattern.Keywords.Select(keyword => new Keyword(i, keyword, pattern.IgnoresCase)))]));

    private readonly Lazy<Regex> _regex;

    private SecretPattern(string[] cells)
    {
        Name = cells[0];
        _regex = new Lazy<Regex>(() => new Regex(cells[1], RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        Group = int.Parse(cells[2], CultureInfo.InvariantCulture);
        IgnoresCase = cells[1].StartsWith("(?i)", StringComparison.Ordinal);
        Keywords = [.. cells[3].Split(',', StringSplitOptions.RemoveEmptyEntries)];
        MinEntropy = double.Parse(cells[4], CultureInfo.InvariantCulture);
        Kind = cells[5] switch
        {
            "token" => SecretKind.Token,
            "password" => SecretKind.Password,
            _ => SecretKind.Value,
        };
    }

    /// <summary>The table that this program was built with, the most certain patterns first.</summary>
    public static ImmutableArray<SecretPattern> All => s_all.Value;

    /// <summary>The keywords of <see cref="All"/>, by their places there.</summary>
    internal static KeywordSearch Keyworded => s_keyworded.Value;

    /// <summary>"slack-bot-token"</summary>
    public string Name { get; }

    public SecretKind Kind { get; }

    /// <summary>The group that is the secret itself; 0 for the whole match.</summary>
    public int Group { get; }

    private bool IgnoresCase { get; }

    /// <summary>There is a match only within <see cref="SecretWindows"/> of one of these; never empty.</summary>
    public ImmutableArray<string> Keywords { get; }

    /// <summary>In bits per character: repeated letters are no secret.</summary>
    public double MinEntropy { get; }

    /// <summary>Takes time in proportion to the text, whatever the text is; made on first use.</summary>
    public Regex Regex => _regex.Value;

    private static ImmutableArray<SecretPattern> ReadAll()
    {
        using Stream stream = typeof(SecretPattern).Assembly.GetManifestResourceStream("secret-patterns.tsv")
            ?? throw new InvalidOperationException("The program was built without its table of secrets.");
        using var reader = new StreamReader(stream);
        string[] lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return [.. lines.Skip(1).Select(line => new SecretPattern(line.Split('\t'))).OrderBy(pattern => pattern.Kind)];
    }
}
