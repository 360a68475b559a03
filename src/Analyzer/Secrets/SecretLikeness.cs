using System.Buffers;

namespace GcpLint.Analyzer.Secrets;

/// <summary>Tells secrets from what stands in their place: examples, references, names of secrets.</summary>
internal static class SecretLikeness
{
    private static readonly SearchValues<string> s_examples = SearchValues.Create(
        ["example", "changeme", "change-me", "change_me", "change-this", "change_this", "your-", "your_", "yourpass", "yoursecret", "placeholder", "dummy", "xxxx", "****", "....", "replace", "insert-", "insert_",
            "redacted", "todo", "foobar", "not-a-secret", "notasecret", "undefined", "secret-here", "password-here", "my-secret", "my_secret"],
        StringComparison.OrdinalIgnoreCase);

    /// <summary>Passwords that are the image's default or the name of the thing itself.</summary>
    private static readonly HashSet<string> s_defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pass", "pwd", "secret", "token", "postgres", "postgresql", "mysql", "root", "admin", "user", "guest", "test", "testing", "none", "null", "true", "false", "rabbitmq", "redis", "pw",
    };

    private static readonly string[] s_references =
        ["projects/", "secrets/", "secrets.", "var.", "local.", "data.", "module.", "each.", "google_", "random_", "os.", "process.", "env.", "env:", "sm://", "vault:", "arn:", "/", "./", "~/", "@", "%", "!", "&", "*", "gs://"];

    /// <summary>Endings of names whose value tells of a secret and is none.</summary>
    private static readonly HashSet<string> s_about = new(StringComparer.OrdinalIgnoreCase)
    {
        "file", "path", "dir", "name", "names", "id", "ids", "url", "uri", "host", "ttl", "expiry", "expiration", "expire", "expires", "in", "seconds", "minutes", "hours", "days", "length", "algorithm", "type",
        "header", "policy", "required", "enabled", "issuer", "audience", "prefix", "suffix", "method", "version", "scheme", "ref", "reference", "rotation", "topic", "period", "location", "region", "env", "var",
        "field", "source", "endpoint", "manager", "accessor", "count", "size", "scope", "scopes", "mode", "hash", "format", "label", "labels", "description", "title", "status", "storage", "provider", "role", "store",
    };

    /// <summary>"ghp_xxxxxxxx", "AIza****": somebody took the secret out.</summary>
    public static bool IsMasked(ReadOnlySpan<char> secret) =>
        secret.Contains("xxxxxx", StringComparison.OrdinalIgnoreCase) || secret.Contains("****", StringComparison.Ordinal) || secret.Contains("....", StringComparison.Ordinal)
            || secret.Contains("EXAMPLE", StringComparison.Ordinal);

    public static bool IsPlaceholder(string value)
    {
        if (s_defaults.Contains(value) || value.AsSpan().ContainsAny(s_examples))
        {
            return true;
        }

        foreach (string part in value.Split('-', '_', '.', ':'))
        {
            if (part is "test" or "TEST" or "dev" or "ci" or "local" or "localhost")
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A path, an expression, an address, the version of a secret.</summary>
    public static bool IsReference(string value)
    {
        foreach (string start in s_references)
        {
            if (value.StartsWith(start, StringComparison.Ordinal))
            {
                return true;
            }
        }

        int colon = value.LastIndexOf(':');
        return value.Contains('$') || value.Contains("{{", StringComparison.Ordinal) || value.Contains('(') || value.Contains("://", StringComparison.Ordinal) || value.Contains(".com", StringComparison.Ordinal)
            || (colon > 0 && (value.EndsWith(":latest", StringComparison.Ordinal) || int.TryParse(value.AsSpan(colon + 1), out _)));
    }

    /// <summary>"db-password-v2", "JWT_SECRET": words, as people name secrets, not as programs make them.</summary>
    public static bool IsName(string value)
    {
        bool lower = value.AsSpan().ContainsAnyInRange('a', 'z');
        bool upper = value.AsSpan().ContainsAnyInRange('A', 'Z');
        if (lower && upper)
        {
            return false;
        }

        foreach (string part in value.Split('-', '_', '.', '/', ':', ' '))
        {
            bool isVersion = part.Length is > 1 and <= 4 && part[0] is 'v' or 'V' && int.TryParse(part.AsSpan(1), out _);
            if (!isVersion && !part.All(char.IsAsciiLetter) && !(part.Length <= 4 && part.All(char.IsAsciiDigit)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether what is assigned to the name is the secret and not something about it.</summary>
    public static bool IsSecretName(string name)
    {
        if (name.Contains("public", StringComparison.OrdinalIgnoreCase) || name.Contains("max_token", StringComparison.OrdinalIgnoreCase) || name.EndsWith("tokens", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string last = name[(name.LastIndexOfAny(['_', '-', '.']) + 1)..];
        return !s_about.Contains(last);
    }
}
