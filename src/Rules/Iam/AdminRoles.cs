using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Iam;

/// <summary>
/// Looks for roles on projects and above by which their holder can take over more; roles that administer one product only
/// count for service accounts, whose keys and code are what is stolen.
/// </summary>
internal sealed class AdminRoles : IRule<Deployment>
{
    public RuleId Id => new("iam/admin-roles");

    public void Check(Deployment subject, RuleContext context)
    {
        foreach (Grant grant in RoleFacts.RolesOf(subject))
        {
            if (!grant.IsWide() || RoleRisk.Of(grant.Role.AsString) is not { } risk)
            {
                continue;
            }

            if (risk.IsCritical || grant.MemberStart().StartsWith("serviceAccount:", StringComparison.Ordinal))
            {
                context.Report(new RuleReport
                {
                    Location = grant.RoleLocation,
                    Scope = grant.Source.Block,
                    Resource = grant.Source.Address,
                    Value = grant.Role,
                    Message = $"`{grant.Source.Address}` grants `{grant.Role.AsString}`: whoever has it {risk.Reason}. Grant a smaller role, or grant it on the one resource that needs it.",
                });
            }
        }
    }
}
