using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Analyzer.Model.Pipelines;

/// <summary>A step of a job; a whole script is one step.</summary>
public sealed class PipelineStep
{
    /// <summary>"" if it has none.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>In the order in which they run; of scripts that it calls too.</summary>
    public required ImmutableArray<PipelineCommand> Commands { get; init; }

    /// <summary>In the order in which they happen.</summary>
    public required ImmutableArray<StepActivity> Activities { get; init; }

    /// <summary>The shell text of the step; null without one.</summary>
    public ShellScript? Script { get; init; }

    public Step? WorkflowStep { get; init; }

    public BuildStep? BuildStep { get; init; }

    public bool Does(ActivityKind kind) => Activities.Any(activity => activity.Kind == kind);

    public override string ToString() => Name;
}
