using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Pipelines;

/// <summary>Compares the accounts by which the jobs of different environments sign in.</summary>
internal sealed class SharedServiceAccount : IRule<Pipeline>
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
}
