using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>A grant to identities of a workload identity pool: "principalSet://…/attribute.repository/org/app".</summary>
/// <param name="Grant">Who said it, on what.</param>
/// <param name="Name">What is compared: "attribute.repository", "google.subject", "google.groups"; "*" for everybody in the pool.</param>
/// <param name="Text">What it is compared with; empty for "*". Parts that are not known are words of their own.</param>
/// <param name="Providers">The providers of the pool, as far as this repository has them.</param>
internal sealed record FederatedGrant(Grant Grant, string Name, string Text, ImmutableArray<IdentityProvider> Providers)
{
    private const string Pools = "workloadIdentityPools/";

    /// <summary>The federated grants of a deployment; their pools may be made by another one.</summary>
    public static IEnumerable<FederatedGrant> Of(Deployment deployment, RepositoryModel model)
    {
        var own = new Dictionary<Deployment, ImmutableArray<IdentityProvider>>();
        foreach (Grant grant in Grants.Of(deployment))
        {
            if (KnownText.Of(grant.Member) is { } member && TrySplit(member, out string pool, out string name, out string text))
            {
                yield return new FederatedGrant(grant, name, text, ProvidersOf(pool, grant.Member, deployment, model, own));
            }
        }
    }

    /// <summary>Whether a token of one of the providers has the grant.</summary>
    public bool Holds(IdentityProvider provider, Value token) =>
        provider.Accepts(token) && (Name == "*" || provider.Map(Name, token).AsString == Text);

    private static bool TrySplit(string member, out string pool, out string name, out string text)
    {
        (pool, name, text) = ("", "", "");
        int scheme = member.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || member[..scheme] is not ("principal" or "principalSet") || member.Contains("workforcePools/", StringComparison.Ordinal))
        {
            return false;
        }

        if (member.EndsWith("/*", StringComparison.Ordinal))
        {
            (pool, name) = (member[..^2], "*");
            return true;
        }

        foreach ((string mark, string mapped) in ((string, string)[])[("/attribute.", "attribute."), ("/subject/", "google.subject"), ("/group/", "google.groups")])
        {
            int at = member.IndexOf(mark, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            pool = member[..at];
            string rest = member[(at + mark.Length)..];
            int slash = mapped == "attribute." ? rest.IndexOf('/') : 0;
            name = mapped == "attribute." ? mapped + rest[..Math.Max(slash, 0)] : mapped;
            text = mapped == "attribute." ? rest[(slash + 1)..] : rest;
            return slash >= 0;
        }

        return false;
    }

    private static ImmutableArray<IdentityProvider> ProvidersOf(string pool, Value member, Deployment deployment, RepositoryModel model, Dictionary<Deployment, ImmutableArray<IdentityProvider>> known)
    {
        string[] addresses = [.. KnownText.AttributesIn(member).Select(WithoutAttribute).Where(address => address.Contains("google_iam_workload_identity_pool", StringComparison.Ordinal))];
        ImmutableArray<IdentityProvider> here = In(deployment);
        ImmutableArray<IdentityProvider> found = [.. here.Where(provider => IsOf(provider, pool, addresses, deployment))];
        if (!found.IsEmpty)
        {
            return found;
        }

        return [.. model.Deployments.Where(other => other != deployment).SelectMany(other => In(other)).Where(provider => PoolIdOf(provider.Resource) is { } id && NameOfPool(pool) == id).Take(8)];

        ImmutableArray<IdentityProvider> In(Deployment place)
        {
            if (!known.TryGetValue(place, out ImmutableArray<IdentityProvider> providers))
            {
                known[place] = providers = [.. place.OfType(IdentityProvider.Type).Select(resource => new IdentityProvider(resource)).Where(provider => !provider.IsDisabled)];
            }

            return providers;
        }
    }

    private static bool IsOf(IdentityProvider provider, string pool, string[] addresses, Deployment deployment)
    {
        if (PoolIdOf(provider.Resource) is { } id && NameOfPool(pool) == id)
        {
            return true;
        }

        foreach (string address in addresses)
        {
            // The member may be made of the provider itself or of the pool that the provider is in.
            if (address == provider.Resource.Address.Text
                || provider.Resource.References.Any(reference => reference.Path == "workload_identity_pool_id" && SameBlock(reference.Target.Text, address))
                || (deployment.Find(new ResourceAddress(address)) is { } made && PoolIdOf(made) is { } other && other == PoolIdOf(provider.Resource)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool SameBlock(string left, string right) => left == right || left.StartsWith(right + "[", StringComparison.Ordinal) || right.StartsWith(left + "[", StringComparison.Ordinal);

    private static string? PoolIdOf(CloudResource resource) => KnownText.Of(resource.Get("workload_identity_pool_id"));

    /// <summary>"…/workloadIdentityPools/github" gives "github"; null where the text does not say it.</summary>
    private static string? NameOfPool(string pool)
    {
        int at = pool.LastIndexOf(Pools, StringComparison.Ordinal);
        return at < 0 ? null : pool[(at + Pools.Length)..].Split('/')[0];
    }

    private static string WithoutAttribute(string name) => name.LastIndexOf('.') is var dot and > 0 ? name[..dot] : name;
}
