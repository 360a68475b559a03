using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Wif;

/// <summary>Asks of each grant to federated identities whether a stranger's repository has it, too.</summary>
internal sealed class RefWithoutRepository : IRule<Deployment>
{
    public RuleId Id => new("wif/ref-without-repository");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (FederatedGrant grant in FederatedGrant.Of(subject, context.Model))
        {
            if (grant.Providers.Select(provider => Trust.StrangerOf(provider, grant)).FirstOrDefault(token => token is not null) is { } witness)
            {
                string who = grant.Name == "*" ? "everybody in the pool" : $"whoever has `{grant.Name}` `{grant.Text}`";
                context.Report(new RuleReport
                {
                    Location = grant.Grant.MemberLocation,
                    Scope = grant.Grant.Source.Block,
                    Resource = grant.Grant.Source.Address,
                    Message = $"`{grant.Grant.Source.Address}` lets {who} in, and the provider's condition pins no repository: {Witness.Describe(witness)} has it too. Pin `assertion.repository` in the provider's `attribute_condition`.",
                });
            }
        }
    }
}
