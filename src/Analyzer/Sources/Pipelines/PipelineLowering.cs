using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>The pipelines with what went wrong on the way.</summary>
internal sealed record LoweredPipelines(ImmutableArray<Pipeline> Pipelines, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Tells workflows, builds and scripts of a repository as pipelines.</summary>
internal static class PipelineLowering
{
    /// <summary>In ordinal order of their paths.</summary>
    public static LoweredPipelines Lower(
        ImmutableArray<Workflow> workflows, ImmutableArray<CompositeAction> actions, ImmutableArray<BuildFile> builds, RepositoryScripts scripts, ImmutableArray<ShellScript> files)
    {
        var commands = new CommandReader(scripts);
        var workflow = new WorkflowLowering(workflows, new StepLowering(actions, commands));
        var build = new BuildLowering(commands);
        var script = new ScriptLowering(commands);
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        ImmutableArray<Pipeline> others =
        [
            .. LowerEach(workflows, file => file.Source, workflow.Lower, diagnostics),
            .. LowerEach(builds, file => file.Source, build.Lower, diagnostics),
        ];
        ImmutableArray<Pipeline> own = [.. LowerEach(files, file => file.Text.Source, script.Lower, diagnostics)];
        HashSet<string> called = [.. files.SelectMany(scripts.SourcedBy)];
        foreach (PipelineCommand command in others.Concat(own).SelectMany(pipeline => pipeline.Steps).SelectMany(step => step.Commands))
        {
            if (command.CalledScript is { } path)
            {
                called.Add(path);
            }
        }

        ImmutableArray<Pipeline> all = [.. others.Concat(own.Select(pipeline => called.Contains(pipeline.Path) ? ScriptLowering.Called(pipeline) : pipeline)).OrderBy(pipeline => pipeline.Path, StringComparer.Ordinal)];
        return new LoweredPipelines(all, diagnostics.ToImmutable());
    }

    private static IEnumerable<Pipeline> LowerEach<TFile>(ImmutableArray<TFile> files, Func<TFile, SourceText> source, Func<TFile, Pipeline> lower, ImmutableArray<Diagnostic>.Builder diagnostics)
    {
        foreach (TFile file in files)
        {
            Pipeline? pipeline = null;
            try
            {
                pipeline = lower(file);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // It takes any file: this is our bug, and it must not cost the other files.
                diagnostics.Add(new Diagnostic(
                    "engine/pipeline-failed",
                    DiagnosticSeverity.Error,
                    "What the file does could not be told",
                    $"{failure.GetType().Name}: {failure.Message} This is a bug of gcp-lint; rules about pipelines did not see the file.",
                    new SourceLocation(source(file), default)));
            }

            if (pipeline is not null)
            {
                yield return pipeline;
            }
        }
    }
}
