using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.Pipelines;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Makes deployments of the commands of a workflow, a build file or a script: one for each environment that their names
/// tell apart.
/// </summary>
internal static class CommandDeployments
{
    public static IEnumerable<Deployment> Of(ImmutableArray<Pipeline> pipelines, RepositoryScripts scripts) =>
        pipelines.Where(pipeline => pipeline.Kind == PipelineKind.Script || !pipeline.IsCalledOnly).SelectMany(pipeline => Of(pipeline, scripts));

    private static IEnumerable<Deployment> Of(Pipeline pipeline, RepositoryScripts scripts)
    {
        var groups = new SortedDictionary<string, (DeploymentEnvironment? Environment, List<CloudResource> Resources)>(StringComparer.Ordinal);
        foreach ((PipelineCommand command, DeploymentEnvironment? environment) in Commands(pipeline, scripts))
        {
            if (command is { CalledScript: null, RunsOnFailure: false } && command.Gcloud is { } line)
            {
                ImmutableArray<CloudResource> made = GcloudLowering.Lower(line);
                foreach (CloudResource resource in made)
                {
                    DeploymentEnvironment? own = environment ?? Named(Tiers.Of(resource.Get("name")));
                    string key = own?.Name.Text ?? "";
                    if (!groups.TryGetValue(key, out (DeploymentEnvironment? Environment, List<CloudResource> Resources) group))
                    {
                        groups[key] = group = (own, []);
                    }

                    group.Resources.Add(resource);
                }
            }
        }

        return groups.Values.Select(group => new Deployment
        {
            Path = pipeline.Path,
            Kind = DeploymentKind.Commands,
            Environment = group.Environment,
            Resources = [.. CommandResources.Merge(group.Resources).OrderBy(resource => resource.Address.Text, StringComparer.Ordinal)],
            Head = group.Resources[0].Header,
        });
    }

    private static IEnumerable<(PipelineCommand Command, DeploymentEnvironment? Environment)> Commands(Pipeline pipeline, RepositoryScripts scripts)
    {
        if (pipeline.Script is { } script && scripts.EnvironmentsOf(script) is { Names.Length: > 0 } environments)
        {
            var reader = new CommandReader(scripts);
            foreach (string name in environments.Names)
            {
                var context = new ShellContext { Assumptions = ImmutableDictionary<string, Value>.Empty.Add(environments.Variable, Value.Of(name)) };
                var environment = new DeploymentEnvironment(new EnvironmentName(name), DeploymentEnvironment.TierOf(name), null);
                foreach (PipelineCommand command in reader.Read(script, context))
                {
                    yield return (command, environment);
                }
            }

            yield break;
        }

        foreach (PipelineJob job in pipeline.Jobs)
        {
            DeploymentEnvironment? environment = job.Environment.Kind == ValueKind.String && Tiers.Of(job.Environment) is var tier and not EnvironmentTier.Unknown
                ? new DeploymentEnvironment(new EnvironmentName(job.Environment.AsString), tier, job.Environment.Origin?.Location)
                : Named(job.Tier);
            foreach (PipelineCommand command in job.Steps.SelectMany(step => step.Commands))
            {
                yield return (command, environment);
            }
        }
    }

    private static DeploymentEnvironment? Named(EnvironmentTier tier) => tier switch
    {
        EnvironmentTier.Production => new DeploymentEnvironment(new EnvironmentName("production"), tier, null),
        EnvironmentTier.Staging => new DeploymentEnvironment(new EnvironmentName("staging"), tier, null),
        EnvironmentTier.Development => new DeploymentEnvironment(new EnvironmentName("development"), tier, null),
        EnvironmentTier.Test => new DeploymentEnvironment(new EnvironmentName("test"), tier, null),
        _ => null,
    };
}
