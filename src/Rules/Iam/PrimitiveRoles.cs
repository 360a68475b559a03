using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Iam;

/// <summary>Looks for grants of Owner and Editor on projects and above.</summary>
internal sealed class PrimitiveRoles : IRule<Deployment>
{
    public RuleId Id => new("iam/primitive-roles");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (Grant grant in RoleFacts.RolesOf(subject))
        {
            if (grant.IsWide() && grant.Role.AsString is "roles/owner" or "roles/editor")
            {
                context.Report(new RuleReport
                {
                    Location = grant.RoleLocation,
                    Scope = grant.Source.Block,
                    Resource = grant.Source.Address,
                    Value = grant.Role,
                    Message = $"`{grant.Source.Address}` grants `{grant.Role.AsString}`, which may change almost everything there is. Grant the predefined roles that are needed, on the resources that need them.",
                });
            }
        }
    }
}
