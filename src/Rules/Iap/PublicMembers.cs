using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Iap;

/// <summary>Looks for grants by which everybody passes Identity-Aware Proxy.</summary>
internal sealed class PublicMembers : IRule<Deployment>
{
    public RuleId Id => new("iap/public-members");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (Grant grant in Grants.Of(subject))
        {
            bool isProxy = grant.TargetType.StartsWith("google_iap_", StringComparison.Ordinal) || grant.Role.AsString == "roles/iap.httpsResourceAccessor";
            if (isProxy && grant.Member.AsString is "allUsers" or "allAuthenticatedUsers")
            {
                context.Report(new RuleReport
                {
                    Location = grant.MemberLocation,
                    Scope = grant.Source.Block,
                    Resource = grant.Source.Address,
                    Value = grant.Member,
                    Message = $"`{grant.Source.Address}` lets `{grant.Member.AsString}` pass the proxy: everybody, with any Google account at most. Name the groups or domains that may.",
                });
            }
        }
    }
}
