using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.CloudBuild;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Analyzer.Model.Pipelines;

public enum PipelineKind : byte
{
    Workflow,
    CloudBuild,

    /// <summary>A script that somebody runs.</summary>
    Script,
}

/// <summary>
/// What a workflow, a Cloud Build file or a deploy script does, told in the same words for all of them. Workflows and
/// scripts of the same repository that it calls are part of it.
/// </summary>
public sealed class Pipeline
{
    public required PipelineKind Kind { get; init; }

    public required string Path { get; init; }

    /// <summary>The start of the file.</summary>
    public required SourceLocation Head { get; init; }

    /// <summary>In the order of the file, those of called workflows in the place of the call.</summary>
    public required ImmutableArray<PipelineJob> Jobs { get; init; }

    /// <summary>Others call it and nothing else starts it: what it lacks its callers may have.</summary>
    public bool IsCalledOnly { get; init; }

    public Workflow? Workflow { get; init; }

    public BuildFile? Build { get; init; }

    public ShellScript? Script { get; init; }

    public IEnumerable<PipelineStep> Steps => Jobs.SelectMany(job => job.Steps);

    public IEnumerable<StepActivity> Activities => Steps.SelectMany(step => step.Activities);

    public bool Does(ActivityKind kind) => Jobs.Any(job => job.Does(kind));

    /// <summary>The jobs that have run when a job starts, in the order of the file.</summary>
    public IEnumerable<PipelineJob> Before(PipelineJob job) => Jobs.Where(other => job.After.Contains(other.Id));

    /// <summary>The jobs that start after a job.</summary>
    public IEnumerable<PipelineJob> Behind(PipelineJob job) => Jobs.Where(other => other.After.Contains(job.Id));

    /// <summary>
    /// Whether an activity is for production: what the names nearest to it say, and where nothing does, yes. The only
    /// environment there is is the one that users see.
    /// </summary>
    public bool IsProduction(PipelineJob job, StepActivity activity)
    {
        EnvironmentTier tier = activity.Tier != EnvironmentTier.Unknown ? activity.Tier
            : job.Tier != EnvironmentTier.Unknown ? job.Tier : DeploymentEnvironment.TierOf(Path);

        // "test-and-deploy.yml" tells what it does and not where.
        tier = tier == EnvironmentTier.Test && activity.Tier == EnvironmentTier.Unknown && job.Tier == EnvironmentTier.Unknown ? EnvironmentTier.Unknown : tier;
        return tier is EnvironmentTier.Production or EnvironmentTier.Unknown;
    }

    public override string ToString() => Path;
}
