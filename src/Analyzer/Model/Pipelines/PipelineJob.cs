using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model.Pipelines;

/// <summary>Steps that run one after the other. A Cloud Build file and a script are one job.</summary>
public sealed class PipelineJob
{
    public required string Id { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>Ids of jobs of the same pipeline that run before it, through others too.</summary>
    public ImmutableArray<string> After { get; init; } = [];

    public required ImmutableArray<PipelineStep> Steps { get; init; }

    /// <summary>The job of the workflow: with a called workflow the calling one. Null elsewhere.</summary>
    public Job? WorkflowJob { get; init; }

    /// <summary>The name of the deployment environment as far as it is known; absent without one.</summary>
    public Value Environment { get; init; }

    /// <summary>What the job's environment, condition and names say; unknown if nothing does.</summary>
    public EnvironmentTier Tier { get; init; }

    /// <summary>It calls a workflow that is not in the tree: what is missing here may be there.</summary>
    public bool IsUnread { get; init; }

    public IEnumerable<StepActivity> Activities => Steps.SelectMany(step => step.Activities);

    public bool Does(ActivityKind kind) => Steps.Any(step => step.Does(kind));

    public override string ToString() => Id;
}
