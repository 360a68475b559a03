using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using Pipeline = GcpLint.Analyzer.Model.Pipelines.Pipeline;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Tells workflows, builds and scripts of a repository as pipelines.</summary>
internal static class PipelineLowering
{
    /// <summary>In ordinal order of their paths.</summary>
    public static ImmutableArray<Pipeline> Lower(
        ImmutableArray<Workflow> workflows, ImmutableArray<CompositeAction> actions, ImmutableArray<BuildFile> builds, RepositoryScripts scripts, ImmutableArray<ShellScript> files)
    {
        var commands = new CommandReader(scripts);
        var workflow = new WorkflowLowering(workflows, new StepLowering(actions, commands));
        var build = new BuildLowering(commands);
        var script = new ScriptLowering(commands);
        ImmutableArray<Pipeline> others = [.. workflows.Select(workflow.Lower), .. builds.Select(build.Lower)];
        HashSet<string> called = [.. files.SelectMany(scripts.SourcedBy)];
        ImmutableArray<Pipeline> own = [.. files.Select(script.Lower)];
        foreach (PipelineCommand command in others.Concat(own).SelectMany(pipeline => pipeline.Steps).SelectMany(step => step.Commands))
        {
            if (command.CalledScript is { } path)
            {
                called.Add(path);
            }
        }

        return [.. others.Concat(own.Select(pipeline => called.Contains(pipeline.Path) ? ScriptLowering.Called(pipeline) : pipeline)).OrderBy(pipeline => pipeline.Path, StringComparer.Ordinal)];
    }
}
