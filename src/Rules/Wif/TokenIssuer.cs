using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>An issuer that gives tokens to everybody who has an account: only a condition tells ours from theirs.</summary>
internal sealed record TokenIssuer(string Name, TokenIssuerKind Kind)
{
    private static readonly (string Host, TokenIssuer Issuer)[] s_shared =
    [
        ("token.actions.githubusercontent.com", new("GitHub Actions", TokenIssuerKind.GitHub)),
        ("gitlab.com", new("GitLab", TokenIssuerKind.GitLab)),
        ("app.terraform.io", new("HCP Terraform", TokenIssuerKind.Other)),
        ("agent.buildkite.com", new("Buildkite", TokenIssuerKind.Other)),
        ("api.bitbucket.org", new("Bitbucket", TokenIssuerKind.Other)),
    ];

    /// <summary>Null for an issuer of one organisation, such as an enterprise's own path at GitHub.</summary>
    public static TokenIssuer? Of(Value uri)
    {
        string text = uri.AsString.TrimEnd('/');
        const string Scheme = "https://";
        if (!text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string host = text[Scheme.Length..];
        return Array.Find(s_shared, shared => string.Equals(shared.Host, host, StringComparison.OrdinalIgnoreCase)).Issuer;
    }
}

/// <summary>Whose claims the tokens have.</summary>
internal enum TokenIssuerKind : byte
{
    GitHub,
    GitLab,

    /// <summary>Claims that nobody here knows: only a missing condition can be told.</summary>
    Other,
}
