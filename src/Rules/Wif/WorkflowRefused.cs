using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>Asks the provider by which a job signs in whether it accepts any token that the job could have.</summary>
internal sealed class WorkflowRefused : IRule<Workflow>
{
    private const string Input = "workload_identity_provider";

    public RuleId Id => new("wif/workflow-refused");

    public void Check(Workflow subject, RuleContext context)
    {
        foreach (Job job in subject.Jobs)
        {
            foreach (Step step in job.Steps)
            {
                if (step.Uses?.FullName == "google-github-actions/auth" && step.With.AsMap.GetEntry(Input) is { Key.Origin: { } key, Value: var named })
                {
                    Check(job, step, key.Location, ProvidersOf(KnownText.Of(step.Evaluate(named)) ?? "", context.Model), context);
                }
            }
        }
    }

    private static void Check(Job job, Step step, SourceLocation place, ImmutableArray<IdentityProvider> providers, RuleContext context)
    {
        ImmutableArray<JobRun> runs = JobRun.Of(job);
        if (providers.IsEmpty || runs.IsEmpty || providers.Any(provider => !provider.HasCondition || provider.Issuer is not { Kind: TokenIssuerKind.GitHub }))
        {
            return;
        }

        // Of a claim that these tokens do not have nobody can say what it would be.
        if (providers.Any(provider => !provider.IsAssessable || KnownText.HasUnknown(provider.ConditionText) || !Trust.Knows(provider)))
        {
            context.NotAssessed(place, new Unknown(UnknownKind.Computed, "the condition of the provider is not known"));
            return;
        }

        // Each environment's provider may have a condition of its own: one that accepts the job is enough.
        if (providers.Any(provider => Trust.Accepts(provider, runs) is not false))
        {
            return;
        }

        IdentityProvider first = providers[0];
        string environment = runs[0].Environment switch { "" => "without an environment", null => "in its environment", var name => $"in the environment `{name}`" };
        context.Report(new RuleReport
        {
            Location = place,
            Scope = step.Location,
            Message = $"`{first.Resource.Address}` refuses every token of the job `{job.Id}`: it runs on {string.Join(", ", runs.Select(run => run.ToString()))} {environment}, and the condition is `{first.ConditionText}`. Run the job where the condition lets it, or widen the condition for it.",
            Related = [new RelatedLocation("The condition is written here", first.Resource.Locate("attribute_condition"))],
        });
    }

    /// <summary>The provider that a text such as "projects/1/locations/global/workloadIdentityPools/ci/providers/github" names.</summary>
    private static ImmutableArray<IdentityProvider> ProvidersOf(string name, RepositoryModel model)
    {
        const string pools = "workloadIdentityPools/";
        int pool = name.IndexOf(pools, StringComparison.Ordinal);
        if (pool < 0 || name[(pool + pools.Length)..].Split('/') is not [var poolId, "providers", var providerId])
        {
            return [];
        }

        return
        [
            .. model.Deployments.SelectMany(deployment => deployment.OfType(IdentityProvider.Type))
                .Where(resource => resource.Get("workload_identity_pool_provider_id").AsString == providerId && (KnownText.Of(resource.Get("workload_identity_pool_id")) is not { } id || id == poolId || KnownText.HasUnknown(id)))
                .Select(resource => new IdentityProvider(resource)),
        ];
    }
}
