namespace GcpLint.Rules.Compose;

/// <summary>Tells credentials that are written down from references to them.</summary>
internal static class CredentialText
{
    private static readonly string[] s_names = ["PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "APIKEY", "API_KEY", "PRIVATE_KEY", "ACCESS_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "SECRET_KEY"];

    /// <summary>Endings of names whose value tells of a credential and is none.</summary>
    private static readonly string[] s_about =
        ["_FILE", "_PATH", "_DIR", "_NAME", "_ID", "_URL", "_URI", "_HOST", "_TTL", "_EXPIRY", "_EXPIRATION", "_EXPIRE", "_EXPIRES", "_EXPIRES_IN", "_SECONDS", "_MINUTES", "_HOURS", "_DAYS", "_LENGTH", "_ALGORITHM", "_TYPE", "_HEADER", "_POLICY", "_REQUIRED", "_ENABLED", "_ISSUER", "_AUDIENCE", "_PREFIX", "_METHOD", "_VERSION", "_SCHEME"];

    /// <summary>The credential in the value of a variable; null if there is none.</summary>
    /// <param name="name">Of the variable.</param>
    /// <param name="written">As it stands in the file, with its references.</param>
    public static string? FindIn(string name, string written) =>
        FindInUrl(written) ?? (IsName(name.ToUpperInvariant()) && IsLiteral(written) ? written.Trim() : null);

    /// <summary>A password behind an option of a server's command line.</summary>
    public static (string Option, string Secret)? FindInCommand(string command)
    {
        string[] words = command.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i + 1 < words.Length; i++)
        {
            if (words[i] is "--requirepass" or "--masterauth" && IsLiteral(words[i + 1].Trim('"', '\'')))
            {
                return (words[i], words[i + 1].Trim('"', '\''));
            }
        }

        return null;
    }

    /// <summary>The password of "scheme://user:password@host"; null without one, or if a variable gives it.</summary>
    private static string? FindInUrl(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme <= 0)
        {
            return null;
        }

        string rest = text[(scheme + 3)..];
        int end = rest.AsSpan().IndexOfAny('/', '?', ' ');

        // A default such as "${PASSWORD:?message}" may hold any of these.
        string authority = end < 0 || rest.AsSpan(0, end).Contains('$') ? rest : rest[..end];
        int at = authority.LastIndexOf('@');
        int colon = authority.IndexOf(':', StringComparison.Ordinal);
        if (at < 0 || colon < 0 || colon + 1 >= at || authority[..colon].Contains("${", StringComparison.Ordinal) && !authority[..colon].Contains('}'))
        {
            return null;
        }

        string password = authority[(colon + 1)..at];
        return IsLiteral(password) ? password : null;
    }

    private static bool IsName(string name)
    {
        foreach (string ending in s_about)
        {
            if (name.EndsWith(ending, StringComparison.Ordinal))
            {
                return false;
            }
        }

        // "ALLOW_EMPTY_PASSWORD", "DISABLE_TOKEN_CHECK", "PUBLIC_API_KEY" say nothing that is secret.
        return !name.StartsWith("ALLOW_", StringComparison.Ordinal) && !name.StartsWith("DISABLE_", StringComparison.Ordinal) && !name.Contains("ALLOW_EMPTY", StringComparison.Ordinal)
            && !name.Contains("PUBLIC", StringComparison.Ordinal) && !name.Contains("RANDOM_ROOT", StringComparison.Ordinal)
            && s_names.Any(part => name.Contains(part, StringComparison.Ordinal) && (part is not "TOKEN" || !name.Contains("TOKENIZ", StringComparison.Ordinal) && !name.Contains("MAX_TOKEN", StringComparison.Ordinal) && !name.EndsWith("TOKENS", StringComparison.Ordinal)));
    }

    private static bool IsLiteral(string text)
    {
        text = text.Trim();
        return text.Length > 0 && !text.Contains('$') && !text.Contains("{{", StringComparison.Ordinal)
            && text[0] is not '/' and not '<' && !text.StartsWith("projects/", StringComparison.Ordinal) && !text.StartsWith("sm://", StringComparison.Ordinal)
            && !bool.TryParse(text, out _) && text.ToLowerInvariant() is not ("yes" or "no" or "on" or "off" or "none" or "null");
    }
}
