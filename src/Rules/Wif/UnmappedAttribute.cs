using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Wif;

/// <summary>Looks for grants by an attribute that no provider of the pool gives to anybody.</summary>
internal sealed class UnmappedAttribute : IRule<Deployment>
{
    public RuleId Id => new("wif/unmapped-attribute");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (FederatedGrant grant in FederatedGrant.Of(subject, context.Model))
        {
            if (grant.Name == "*" || grant.Providers.IsEmpty || grant.Providers.Any(provider => !provider.IsMappingKnown || provider.MappedNames.Contains(grant.Name)))
            {
                continue;
            }

            IdentityProvider provider = grant.Providers[0];
            context.Report(new RuleReport
            {
                Location = grant.Grant.MemberLocation,
                Scope = grant.Grant.Source.Block,
                Resource = grant.Grant.Source.Address,
                Message = $"`{grant.Grant.Source.Address}` grants by `{grant.Name}`, which `{provider.Resource.Address}` does not map: nobody ever has it. Add `\"{grant.Name}\" = \"assertion.{grant.Name[(grant.Name.IndexOf('.') + 1)..]}\"` to its `attribute_mapping`.",
                Related = [new RelatedLocation("The attributes are mapped here", provider.Resource.Locate("attribute_mapping"))],
            });
        }
    }
}
