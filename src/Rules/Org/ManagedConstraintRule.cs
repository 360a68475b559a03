using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>Asks the policies of the organisation, the folder or the project, as far as they are known, of every resource.</summary>
internal sealed class ManagedConstraintRule : IRule<Deployment>
{
    public RuleId Id => new("org/managed-constraint");

    public void Check(Deployment subject, RuleContext context)
    {
        var policies = OrgPolicies.Of(context.Model, subject);
        if (!policies.HasPolicies)
        {
            return;
        }

        foreach (CloudResource resource in subject.Judged)
        {
            foreach (ManagedConstraint constraint in ManagedConstraint.All)
            {
                if (constraint.Governs(resource))
                {
                    Check(constraint, resource, subject, policies, context);
                }
            }
        }
    }

    private static void Check(ManagedConstraint constraint, CloudResource resource, Deployment deployment, OrgPolicies policies, RuleContext context)
    {
        OrgPolicy? policy = policies.Find(constraint.Name, resource, out bool isOpen);
        if (isOpen || policy is null || (constraint.IsSwitch && policy.IsEnforced != true))
        {
            if (isOpen || (policy is not null && constraint.IsSwitch && policy.IsEnforced is null))
            {
                context.NotAssessed(resource.Header, new Unknown(UnknownKind.Computed, $"what the policies say of `{constraint.Name}` here is not known"));
            }

            return;
        }

        ManagedVerdict verdict = constraint.Judge(resource, deployment, policy);
        if (verdict.Reason is { } reason)
        {
            context.NotAssessed(resource.Locate(verdict.Path), reason);
        }
        else if (verdict.Problem is { } problem)
        {
            string owner = policy.Parent.Length > 0 && !policy.Parent.Contains("unknown-", StringComparison.Ordinal) ? $" of `{policy.Parent}`" : "";
            context.Report(new RuleReport
            {
                Location = verdict.Path.Length == 0 ? resource.Header : resource.Locate(verdict.Path),
                Scope = resource.Block,
                Message = $"The policy `{constraint.Name}`{owner} refuses `{resource.Address}`: {problem}.",
                Resource = resource.Address,
                Value = verdict.Path.Length == 0 ? default : resource.Attributes.GetPath(verdict.Path),
                Related = [new RelatedLocation($"the policy `{constraint.Name}` is written here", policy.Location)],
            });
        }
    }
}
