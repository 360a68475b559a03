using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Asks a provider's condition whether a token of a stranger's repository satisfies it.</summary>
internal sealed class AttributeCondition : IResourceRule
{
    public RuleId Id => new("wif/attribute-condition");

    public IReadOnlyList<string> ResourceTypes => [IdentityProvider.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var provider = new IdentityProvider(resource);
        if (provider.Issuer is not { } issuer || provider.IsDisabled)
        {
            return;
        }

        if (!provider.HasCondition)
        {
            context.Report(
                resource,
                "attribute_condition",
                $"`{resource.Address}` accepts every token of {issuer.Name}, whoever's it is: it has no `attribute_condition`. Accept your own repositories only, such as `{Example(issuer)}`.");
        }
        else if (!provider.IsAssessable)
        {
            Value condition = resource.Get("attribute_condition");
            context.NotAssessed(
                resource.Locate("attribute_condition"),
                condition.UnknownReason ?? new Unknown(UnknownKind.Error, "the condition is not an expression that this program can evaluate"));
        }
        else if (Trust.StrangerOf(provider) is { } token)
        {
            context.Report(
                resource,
                "attribute_condition",
                $"`{provider.ConditionText}` lets other people's repositories in: {Witness.Describe(token)} satisfies it. Compare the repository or its owner's id with yours, such as `{Example(issuer)}`.");
        }
    }

    private static string Example(TokenIssuer issuer) => issuer.Kind switch
    {
        TokenIssuerKind.GitHub => "assertion.repository_owner_id == '1234567' && assertion.repository == 'my-org/my-app'",
        TokenIssuerKind.GitLab => "assertion.namespace_id == '1234567'",
        _ => "assertion.sub.startsWith('organization:my-org:')",
    };
}
