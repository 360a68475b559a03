using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Who can get in: asks providers about tokens that strangers and colleagues could get.</summary>
internal static class Trust
{
    /// <summary>Claims of a job that its workflow decides, and those that are the same for all jobs of a repository.</summary>
    private static readonly FrozenSet<string> s_knownClaims = FrozenSet.Create(
        StringComparer.Ordinal,
        "sub", "aud", "ref", "ref_type", "repository", "repository_owner", "repository_id", "repository_owner_id", "repository_visibility",
        "environment", "event_name", "workflow_ref", "job_workflow_ref", "actor", "actor_id", "workflow", "head_ref", "base_ref", "runner_environment");

    /// <summary>A token of a foreign repository that the provider accepts; null if none is found.</summary>
    public static Value? StrangerOf(IdentityProvider provider) => Find(provider, space => space.Outsiders(), "", provider.Accepts);

    /// <summary>A token of a foreign repository that has the grant.</summary>
    public static Value? StrangerOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, space => space.Outsiders(), grant.Text, token => grant.Holds(provider, token));

    /// <summary>A token of any branch of our own repositories that has the grant.</summary>
    public static Value? AnyBranchOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, space => space.Insiders(), grant.Text, token => grant.Holds(provider, token));

    /// <summary>
    /// Whether the provider accepts a token of one of the runs; null if it accepts none of ours that anybody here can think of,
    /// so that nothing can be told of these.
    /// </summary>
    public static bool? Accepts(IdentityProvider provider, ImmutableArray<JobRun> runs)
    {
        int tried = 0;
        if (Find(provider, space => space.OwnRuns(runs), "", token => ++tried > 0 && provider.Accepts(token)) is not null)
        {
            return true;
        }

        bool isOpen = tried >= TokenSpace.MaxTokens || Find(provider, space => space.OwnRuns([]), "", provider.Accepts) is null;
        return isOpen ? null : false;
    }

    /// <summary>Whether all claims that the expressions name are claims of our tokens, with a value that the tree shows or anybody may choose.</summary>
    public static bool Knows(IdentityProvider provider)
    {
        const string claim = "assertion.";
        string text = provider.Vocabulary;
        for (int at = text.IndexOf(claim, StringComparison.Ordinal); at >= 0; at = text.IndexOf(claim, at + 1, StringComparison.Ordinal))
        {
            int end = at + claim.Length;
            while (end < text.Length && (char.IsAsciiLetterOrDigit(text[end]) || text[end] == '_'))
            {
                end++;
            }

            if (!s_knownClaims.Contains(text[(at + claim.Length)..end]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A token of a repository of ours that nobody named, which has the grant.</summary>
    public static Value? ColleagueOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, space => space.Colleagues(), grant.Text, token => grant.Holds(provider, token));

    private static Value? Find(IdentityProvider provider, Func<TokenSpace, IEnumerable<Value>> tokens, string text, Func<Value, bool> accepts)
    {
        if (provider.Issuer is not { Kind: not TokenIssuerKind.Other } issuer || !provider.IsAssessable)
        {
            return null;
        }

        var space = new TokenSpace(issuer.Kind, TokenWords.Of(provider.Vocabulary, text), provider.Vocabulary);
        foreach (Value token in tokens(space))
        {
            if (accepts(token))
            {
                return token;
            }
        }

        return null;
    }
}
