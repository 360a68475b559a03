using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>A stage whose image reaches a registry.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Build">The command that builds it; null where none is known and the last stage is taken.</param>
internal readonly record struct ShippedStage(BuildStage Stage, ImageBuild? Build)
{
    /// <summary>Nobody is known to ship it, and the name of the stage or the file says that it is for development.</summary>
    public bool IsForDevelopment => Build is null
        && (IsDevelopmentName(Stage.Name) || IsDevelopmentName(RepositoryPath.NameOf(Stage.From.Locate(Stage.From.Span).Source.Path)));

    private static bool IsDevelopmentName(string? name) =>
        name is not null && name.Split('-', '_', '.').Any(part => part.ToLowerInvariant() is "dev" or "develop" or "development" or "test" or "tests" or "local" or "debug");
}

internal static class ShippedStages
{
    /// <summary>
    /// The stages that pipelines and scripts of the repository build and push; the last stage if they build none. Empty if
    /// variables name all of them.
    /// </summary>
    public static ImmutableArray<ShippedStage> GetShippedStages(this DockerfileModel file, RepositoryModel model)
    {
        if (file.FinalStage is not { } final)
        {
            return [];
        }

        var stages = ImmutableArray.CreateBuilder<ShippedStage>();
        bool isBuilt = false;
        foreach (ImageBuild build in model.ImageBuilds[file.Source.Path].Where(build => build.IsShipped))
        {
            isBuilt = true;
            BuildStage? stage = build.Target is null ? final : build.IsTargetKnown ? file.GetStage(build.Target) : null;
            if (stage is not null && !stages.Any(other => other.Stage == stage))
            {
                stages.Add(new ShippedStage(stage, build));
            }
        }

        return isBuilt ? stages.ToImmutable() : [new ShippedStage(final, null)];
    }

    /// <summary>The stages whose layers are in an image that is shipped: what is only copied from is not among them.</summary>
    public static ImmutableArray<BuildStage> GetShippedLayers(this DockerfileModel file, RepositoryModel model) =>
        [.. file.GetShippedStages(model).SelectMany(shipped => shipped.Stage.Lineage).Distinct().OrderBy(stage => stage.Index)];

    /// <summary>The stages that take part in the build of an image that is shipped.</summary>
    public static ImmutableArray<BuildStage> GetShippedReachable(this DockerfileModel file, RepositoryModel model) =>
        [.. file.GetShippedStages(model).SelectMany(shipped => file.GetReachable(shipped.Stage)).Distinct().OrderBy(stage => stage.Index)];

    /// <summary>The image starts something: it is no base for other Dockerfiles.</summary>
    public static bool StartsSomething(this BuildStage stage) => stage.Effective.Cmd is not null || stage.Effective.Entrypoint is not null;
}
