using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Pipelines;

namespace GcpLint.Rules.Actions;

/// <summary>Finds jobs that fetch the packages of a language anew in each run.</summary>
internal sealed class Cache : IRule<Pipeline>
{
    private static readonly (string Action, string[] Programs)[] s_setups =
    [
        ("actions/setup-python", ["pip", "pip3", "poetry", "pipenv"]),
        ("actions/setup-node", ["npm", "yarn", "pnpm"]),
        ("actions/setup-java", ["mvn", "mvnw", "gradle", "gradlew"]),
        ("actions/setup-dotnet", ["dotnet"]),
    ];

    public RuleId Id => new("actions/cache");

    public void Check(Pipeline subject, RuleContext context)
    {
        foreach (PipelineJob job in subject.Jobs)
        {
            bool caches = job.Steps.Any(step => step.WorkflowStep?.Uses is { } uses && (uses.FullName.Contains("cache", StringComparison.Ordinal) || uses.Path.Contains("cache", StringComparison.Ordinal)));
            foreach (PipelineStep step in job.Steps)
            {
                if (!caches && step.WorkflowStep is { Uses: { } uses } body && Array.Find(s_setups, setup => setup.Action == uses.FullName) is { Action: not null } setup
                    && !body.With.Get("cache").IsSet && !body.With.Get("package-manager-cache").IsSet
                    && job.Activities.Any(activity => activity.Kind == ActivityKind.InstallDependencies && setup.Programs.Contains(activity.Tool)))
                {
                    context.Report(PipelinePlaces.FirstLine(step.Location), step.Location, $"`{job.WorkflowJob?.Id ?? job.Id}` downloads all its packages in each run. Set `cache` of `{uses.FullName}` to the package manager.");
                }
            }
        }
    }
}
