using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Tells secrets in variables of a service from what only tells about them.</summary>
internal static class SecretText
{
    private const int ShortestKey = 8;

    private static readonly string[] s_words = ["PASSWORD", "PASSWD", "PASSPHRASE", "TOKEN", "SECRET", "CREDENTIALS", "APIKEY", "SECRETKEY", "PRIVATEKEY"];

    /// <summary>A key is a secret only by the word before it: PRIMARY_KEY, SORT_KEY and PUBLIC_KEY are none.</summary>
    private static readonly string[] s_keys = ["API", "PRIVATE", "SECRET", "ACCESS", "ENCRYPTION", "SIGNING", "SESSION", "AUTH", "MASTER", "JWT"];

    private static readonly string[] s_placeholders =
        ["change", "replace", "example", "placeholder", "dummy", "your-", "your_", "yoursecret", "yourpassword", "todo", "xxx", "redacted", "not-set", "unset", "managed", "set-me", "set_me", "fill"];

    /// <summary>Names like DB_PASSWORD, JWT_SECRET, STRIPE_API_KEY, in upper case; not DB_PASSWORD_SECRET, which names a secret.</summary>
    public static bool IsName(string name)
    {
        string[] words = name.Split('_', '-', '.');
        string last = words[^1];
        string before = words.Length > 1 ? words[^2] : "";
        if (name.StartsWith("NEXT_PUBLIC_", StringComparison.Ordinal) || words.Contains("PUBLIC") || words.Contains("PUBLISHABLE"))
        {
            return false;
        }

        bool isReference = last == "SECRET" && (before is "PASSWORD" or "PASSWD" or "KEY" or "APIKEY" or "CREDENTIALS" || before == "TOKEN" && words.Length > 2);
        return !isReference && (s_words.Contains(last) || last == "KEY" && s_keys.Contains(before));
    }

    /// <summary>A credential that is written down in a value; null if there is none.</summary>
    public static string? FindIn(string name, Value value)
    {
        string text = value.KnownText().Trim();
        if (FindInAddress(text) is { } password)
        {
            return password;
        }

        return value.Kind == ValueKind.String && IsName(name) && IsSecret(name, text) ? text : null;
    }

    /// <summary>
    /// A secret that another plain variable hands over: <c>JWT_SECRET=$JWT_SECRET</c>, <c>secrets.JWT_SECRET</c>,
    /// <c>var.jwt_secret</c>. Null if the value may be something else, such as the name of a secret.
    /// </summary>
    public static string? FindHandedOver(string name, Value value)
    {
        if (!IsName(name) || value.UnknownReason is not { } reason || reason.Parts is { Count: > 1 })
        {
            return null;
        }

        string detail = reason.Detail;
        int end = detail.AsSpan().IndexOfAny(' ', ',', ':');
        string first = end < 0 ? detail : detail[..end];
        string last = first[(first.LastIndexOfAny(['.', '$', '{']) + 1)..].TrimEnd('}');
        return reason.Kind is UnknownKind.EnvironmentVariable or UnknownKind.InputVariable or UnknownKind.RunTime && IsName(last.ToUpperInvariant()) ? first : null;
    }

    /// <summary>The password of "scheme://user:password@host" or of "host=… password=…".</summary>
    private static string? FindInAddress(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        if (scheme > 0)
        {
            string rest = text[(scheme + 3)..];
            int end = rest.AsSpan().IndexOfAny('/', '?', ' ');
            string authority = end < 0 ? rest : rest[..end];
            int at = authority.LastIndexOf('@');
            int colon = authority.IndexOf(':', StringComparison.Ordinal);
            return at > 0 && colon >= 0 && colon + 1 < at && IsLiteral(authority[(colon + 1)..at]) ? authority[(colon + 1)..at] : null;
        }

        const string Key = "password=";
        int key = text.IndexOf(Key, StringComparison.OrdinalIgnoreCase);
        if (key > 0 && text.Contains("host=", StringComparison.OrdinalIgnoreCase))
        {
            string rest = text[(key + Key.Length)..];
            int end = rest.AsSpan().IndexOfAny(' ', ';', '&');
            string password = end < 0 ? rest : rest[..end];
            return IsLiteral(password) ? password : null;
        }

        return null;
    }

    private static bool IsSecret(string name, string text)
    {
        if (!IsLiteral(text) || text.Contains("://", StringComparison.Ordinal) || text[0] is '/' or '.' or '~' || text.StartsWith("projects/", StringComparison.Ordinal)
            || text.StartsWith("sm:", StringComparison.Ordinal) || text.EndsWith(".json", StringComparison.Ordinal) || text.EndsWith(".pem", StringComparison.Ordinal))
        {
            return false;
        }

        // "panelin-db-password", "jwt_secret:latest": the name of a secret, for a program that fetches it itself.
        string upper = text.Split(':')[0].ToUpperInvariant();
        bool hasSeparator = upper.AsSpan().IndexOfAny('-', '_') >= 0;
        if (hasSeparator && upper.All(c => char.IsAsciiLetter(c) || c is '-' or '_') && (IsName(upper) || upper.EndsWith("KEY", StringComparison.Ordinal) || upper.EndsWith("PASS", StringComparison.Ordinal) || upper.EndsWith("CREDENTIAL", StringComparison.Ordinal)))
        {
            return false;
        }

        bool isPassword = name.Contains("PASS", StringComparison.Ordinal);
        return isPassword || text.Length >= ShortestKey && (text.Any(char.IsAsciiDigit) || text.Length >= 2 * ShortestKey) && !text.All(char.IsAsciiDigit);
    }

    private static bool IsLiteral(string text)
    {
        string lower = text.ToLowerInvariant();
        return text.Length > 0 && !text.Contains('$') && !text.Contains("{{", StringComparison.Ordinal) && text[0] is not ('<' or '[' or '*')
            && lower is not ("true" or "false" or "none" or "null" or "nil" or "no" or "yes" or "disabled" or "enabled")
            && !s_placeholders.Any(word => lower.Contains(word, StringComparison.Ordinal));
    }
}
