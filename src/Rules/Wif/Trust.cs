using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Who can get in: asks providers about tokens that strangers and colleagues could get.</summary>
internal static class Trust
{
    /// <summary>A token of a foreign repository that the provider accepts; null if none is found.</summary>
    public static Value? StrangerOf(IdentityProvider provider) => Find(provider, space => space.Outsiders(), "", provider.Accepts);

    /// <summary>A token of a foreign repository that has the grant.</summary>
    public static Value? StrangerOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, space => space.Outsiders(), grant.Text, token => grant.Holds(provider, token));

    /// <summary>A token of any branch of our own repositories that has the grant.</summary>
    public static Value? AnyBranchOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, space => space.Insiders(), grant.Text, token => grant.Holds(provider, token));

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
