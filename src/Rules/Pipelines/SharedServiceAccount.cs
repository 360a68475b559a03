using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Pipelines;

/// <summary>Compares the accounts by which the jobs of different environments sign in.</summary>
internal sealed class SharedServiceAccount : IRule<Pipeline>, IRule<Deployment>
{
    public RuleId Id => new("wif/shared-service-account");

    public void Check(Pipeline subject, RuleContext context)
    {
        var others = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        List<(string Account, SourceLocation Place, PipelineStep Step)> production = [];
        foreach (PipelineJob job in subject.Jobs)
        {
            foreach (PipelineStep step in job.Steps)
            {
                if (step.WorkflowStep is { Uses.FullName: "google-github-actions/auth" } body
                    && body.Evaluate(body.With.Get("service_account")) is { Kind: ValueKind.String } account && account.AsString.Contains('@', StringComparison.Ordinal))
                {
                    if (job.Tier == EnvironmentTier.Production)
                    {
                        production.Add((account.AsString, account.Origin?.Location ?? step.Location, step));
                    }
                    else if (job.Tier != EnvironmentTier.Unknown)
                    {
                        others.TryAdd(account.AsString, job.Id);
                    }
                }
            }
        }

        foreach ((string account, SourceLocation place, PipelineStep step) in production)
        {
            if (others.TryGetValue(account, out string? other))
            {
                context.Report(place, step.Location, $"`{account}` deploys production and, in `{other}`, another environment: whoever may deploy there may change production. Give each environment an account of its own.");
            }
        }
    }

    /// <summary>Live: one federated account that may change services of production and of another environment.</summary>
    public void Check(Deployment subject, RuleContext context)
    {
        if (subject.Kind != DeploymentKind.Project)
        {
            return;
        }

        Grant[] grants = [.. Grants.Of(subject)];
        foreach (CloudResource account in subject.OfType("google_service_account"))
        {
            string member = $"serviceAccount:{account.Get("email").AsString}";
            Grant? federated = grants.FirstOrDefault(grant =>
                grant.Scope == GrantScope.ServiceAccount && IsOf(grant, account, subject) && grant.Member.AsString.StartsWith("principal", StringComparison.Ordinal));
            EnvironmentTier[] tiers =
            [
                .. grants.Where(grant => grant.TargetType == "google_cloud_run_v2_service" && grant.Member.AsString == member && grant.Role.AsString is "roles/run.developer" or "roles/run.admin")
                    .Select(grant => DeploymentEnvironment.TierOf(grant.Source.Get("name").AsString)).Where(tier => tier != EnvironmentTier.Unknown).Distinct(),
            ];
            if (federated is not null && tiers.Length > 1 && tiers.Contains(EnvironmentTier.Production))
            {
                context.Report(new RuleReport
                {
                    Location = federated.MemberLocation,
                    Scope = account.Block,
                    Resource = account.Address,
                    Message = $"`{account.Get("email").AsString}` may change services of production and of other environments, and pipelines sign in as it: whoever may deploy there may change production. Give each environment an account of its own.",
                });
            }
        }
    }

    private static bool IsOf(Grant grant, CloudResource account, Deployment deployment) =>
        grant.Source.References.SelectMany(deployment.Resolve).Any(target => ReferenceEquals(target, account));
}
