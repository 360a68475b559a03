using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Who can get in: asks providers about tokens that strangers and colleagues could get.</summary>
internal static class Trust
{
    /// <summary>A token of a foreign repository that the provider accepts; null if none is found.</summary>
    public static Value? StrangerOf(IdentityProvider provider) => Find(provider, insiders: false, "", provider.Accepts);

    /// <summary>A token of a foreign repository that has the grant.</summary>
    public static Value? StrangerOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, insiders: false, grant.Text, token => grant.Holds(provider, token));

    /// <summary>A token of any branch of our own repositories that has the grant.</summary>
    public static Value? AnyBranchOf(IdentityProvider provider, FederatedGrant grant) => Find(provider, insiders: true, grant.Text, token => grant.Holds(provider, token));

    private static Value? Find(IdentityProvider provider, bool insiders, string text, Func<Value, bool> accepts)
    {
        if (provider.Issuer is not { Kind: not TokenIssuerKind.Other } issuer || !provider.IsAssessable)
        {
            return null;
        }

        var space = new TokenSpace(issuer.Kind, TokenWords.Of(provider.Vocabulary, text), provider.Vocabulary);
        foreach (Value token in insiders ? space.Insiders() : space.Outsiders())
        {
            if (accepts(token))
            {
                return token;
            }
        }

        return null;
    }
}
