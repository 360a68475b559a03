using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Makes a pipeline of one job with one step of a script that is a file of its own.</summary>
internal sealed class ScriptLowering(CommandReader commands)
{
    public Pipeline Lower(ShellScript script)
    {
        SourceText source = script.Text.Source;
        var head = new SourceLocation(source, default);
        string title = CommandWords.BaseName(source.Path);
        ImmutableArray<PipelineCommand> all = commands.Read(script);
        var step = new PipelineStep
        {
            Id = "",
            Name = title,
            Location = script.Locate(script.Body.Span),
            Commands = all,
            Activities = [.. all.SelectMany(command => ActivityReader.OfCommand(command, "", null))],
            Script = script,
        };
        return new Pipeline
        {
            Kind = PipelineKind.Script,
            Path = source.Path,
            Head = head,
            Jobs = [new PipelineJob { Id = title, Location = step.Location, Steps = [step], Tier = Tiers.OfTitle(title) }],
            Script = script,
        };
    }

    /// <summary>The same for a script that others run: what it lacks they may have.</summary>
    public static Pipeline Called(Pipeline pipeline) => new()
    {
        Kind = pipeline.Kind,
        Path = pipeline.Path,
        Head = pipeline.Head,
        Jobs = pipeline.Jobs,
        IsCalledOnly = true,
        Script = pipeline.Script,
    };
}
