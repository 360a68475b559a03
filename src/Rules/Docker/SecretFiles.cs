namespace GcpLint.Rules.Docker;

/// <summary>Names of files that hold credentials.</summary>
internal static class SecretFiles
{
    /// <summary>Nothing else is called so.</summary>
    public static bool IsCertain(string name)
    {
        string lower = name.ToLowerInvariant();
        if (IsSample(lower))
        {
            return false;
        }

        if (lower is ".env" or "id_rsa" or "id_dsa" or "id_ecdsa" or "id_ed25519" or ".netrc" or ".pypirc" or ".pgpass" or "application_default_credentials.json" or "kubeconfig" or ".git-credentials")
        {
            return true;
        }

        bool json = lower.EndsWith(".json", StringComparison.Ordinal);
        return lower.EndsWith(".p12", StringComparison.Ordinal)
            || lower.EndsWith(".pfx", StringComparison.Ordinal)
            || (json && (lower.EndsWith("-key.json", StringComparison.Ordinal) || lower.EndsWith("_key.json", StringComparison.Ordinal)
                || lower.Contains("service-account", StringComparison.Ordinal) || lower.Contains("service_account", StringComparison.Ordinal)
                || lower.Contains("serviceaccount", StringComparison.Ordinal) || lower is "credentials.json" or "gcp-credentials.json" or "key.json" or "keyfile.json"));
    }

    /// <summary>Where somebody names the file: keys by their extension too; certificates are public and not among them.</summary>
    public static bool IsLikely(string name)
    {
        string lower = name.ToLowerInvariant();
        if (IsCertain(name))
        {
            return true;
        }

        // Front ends keep settings that are public in ".env.production".
        return !IsSample(lower) && ((lower.StartsWith(".env.", StringComparison.Ordinal) && !lower.EndsWith(".enc", StringComparison.Ordinal))
            || (lower.EndsWith(".key", StringComparison.Ordinal) && !lower.Contains("pub", StringComparison.Ordinal))
            || (lower.EndsWith(".pem", StringComparison.Ordinal) && lower.Contains("key", StringComparison.Ordinal) && !lower.Contains("pub", StringComparison.Ordinal))
            || (lower.EndsWith(".json", StringComparison.Ordinal) && lower.StartsWith("credentials", StringComparison.Ordinal)));
    }

    private static bool IsSample(string lower)
    {
        foreach (string word in new[] { "example", "sample", "template", "dist", "test", "dummy", "schema", ".md", ".pub" })
        {
            if (lower.Contains(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
