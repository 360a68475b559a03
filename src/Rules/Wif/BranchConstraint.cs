using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Asks of each grant to federated identities whether a branch that nobody reviewed has it.</summary>
internal sealed class BranchConstraint : IRule<Deployment>
{
    public RuleId Id => new("wif/branch-constraint");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (FederatedGrant grant in FederatedGrant.Of(subject, context.Model))
        {
            if (grant.Providers.IsEmpty || grant.Providers.Any(provider => !provider.IsAssessable || provider.IsUnread(grant.Name)))
            {
                context.NotAssessed(grant.Grant.MemberLocation, new Unknown(UnknownKind.Computed, "the condition of the pool's provider is not known"));
            }
            else if (grant.Providers.Select(provider => Trust.AnyBranchOf(provider, grant)).FirstOrDefault(token => token is not null) is { } witness)
            {
                context.Report(new RuleReport
                {
                    Location = grant.Grant.MemberLocation,
                    Scope = grant.Grant.Source.Block,
                    Resource = grant.Grant.Source.Address,
                    Message = $"Any branch of the repository can act through `{grant.Grant.Source.Address}`: neither its member nor the provider's `attribute_condition` names a branch or environment, so that {Witness.Describe(witness)} satisfies both. Bind to `attribute.ref` or a subject with `environment:`, or pin `assertion.ref` in the condition.",
                });
            }
        }
    }
}
