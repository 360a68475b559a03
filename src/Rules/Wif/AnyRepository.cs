using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Asks of each grant to federated identities whether a repository of ours has it that nobody named.</summary>
internal sealed class AnyRepository : IRule<Deployment>
{
    public RuleId Id => new("wif/any-repository");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (FederatedGrant grant in FederatedGrant.Of(subject, context.Model))
        {
            // A prefix that a variable gives may be a whole repository.
            if (grant.Providers.Any(provider => !provider.IsAssessable || provider.IsUnread(grant.Name) || HasUnknownPrefix(provider)))
            {
                context.NotAssessed(grant.Grant.MemberLocation, new Unknown(UnknownKind.Computed, "the condition of the pool's provider is not known"));
                continue;
            }

            foreach (IdentityProvider provider in grant.Providers)
            {
                // Where a stranger gets in, another rule says so.
                if (Trust.StrangerOf(provider, grant) is null && Trust.ColleagueOf(provider, grant) is { } token)
                {
                    context.Report(Report(grant, provider, token));
                    break;
                }
            }
        }
    }

    private static bool HasUnknownPrefix(IdentityProvider provider) =>
        KnownText.HasUnknown(provider.ConditionText)
        && (provider.ConditionText.Contains("startsWith", StringComparison.Ordinal) || provider.ConditionText.Contains("matches", StringComparison.Ordinal) || provider.ConditionText.Contains("contains", StringComparison.Ordinal));

    private static RuleReport Report(FederatedGrant grant, IdentityProvider provider, Value token) => new()
    {
        Location = grant.Grant.MemberLocation,
        Scope = grant.Grant.Source.Block,
        Resource = grant.Grant.Source.Address,
        Message = $"Every repository of the owner can act through `{grant.Grant.Source.Address}`: {Witness.Describe(token)} satisfies the provider's `{provider.ConditionText}` and the member. Bind to `attribute.repository`, or compare `assertion.repository` in the condition.",
        Related = [new RelatedLocation("The condition is written here", provider.Resource.Locate("attribute_condition"))],
    };
}
