namespace GcpLint.Analyzer.Findings;

/// <summary>Shows that a secret is there without showing it.</summary>
public static class SecretMask
{
    /// <summary>Shorter secrets would be half given away by their first letters.</summary>
    private const int ShortestWithPrefix = 16;

    /// <summary>Enough to find the secret again in the file and to see its kind ("AIza", "ghp_"), not enough to use it.</summary>
    private const int PrefixLength = 4;

    /// <summary>The same number of asterisks for every secret: its length is nobody's business.</summary>
    private const string Stars = "********";

    public static string Mask(ReadOnlySpan<char> secret) =>
        secret.Length >= ShortestWithPrefix ? string.Concat(secret[..PrefixLength], Stars) : Stars;

    /// <summary>A text in which each occurrence of a secret is masked.</summary>
    public static string MaskIn(string text, string secret) =>
        secret.Length == 0 ? text : text.Replace(secret, Mask(secret), StringComparison.Ordinal);
}
