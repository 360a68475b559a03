using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model.Pipelines;

/// <summary>What a part of a step does for a release.</summary>
public enum ActivityKind : byte
{
    Test,
    Lint,

    /// <summary>Looks for vulnerabilities, secrets or unsafe configuration.</summary>
    Scan,
    Build,
    Push,

    /// <summary>Hands the work over to Cloud Build.</summary>
    SubmitBuild,
    Migrate,
    Deploy,

    /// <summary>Gives users another revision, or a part of them.</summary>
    ShiftTraffic,

    /// <summary>Asks what was deployed whether it answers.</summary>
    SmokeTest,
    RollBack,

    /// <summary>Waits for a person.</summary>
    Approve,
    TerraformFormat,
    TerraformValidate,
    TerraformLint,
    TerraformPlan,
    TerraformApply,
    Authenticate,
    InstallDependencies,
}

/// <summary>Why a run goes on although an activity failed.</summary>
public enum MaskKind : byte
{
    /// <summary><c>continue-on-error: true</c> or <c>allowFailure: true</c>.</summary>
    Setting,

    /// <summary>The shell goes on: <c>|| true</c>, a pipe without pipefail, no errexit.</summary>
    Shell,

    /// <summary>The tool itself was told, or is made, to report success: <c>--exit-zero</c>, <c>exit-code: '0'</c>.</summary>
    ReportOnly,
}

/// <summary>What hides a failure.</summary>
/// <param name="Kind">Who hides it.</param>
/// <param name="Text">For people: "`|| true`".</param>
/// <param name="Location">Where that is written; where something is missing, the command.</param>
public sealed record FailureMask(MaskKind Kind, string Text, SourceLocation Location);

/// <summary>What a deployment changes.</summary>
public sealed record DeployTarget
{
    /// <summary>"run", "app", "functions", "kubernetes", "compute", "job", "firebase".</summary>
    public required string Platform { get; init; }

    /// <summary>The service as far as its name is known.</summary>
    public Value Service { get; init; }

    public Value Image { get; init; }

    /// <summary>The new revision gets no traffic until somebody gives it some.</summary>
    public bool NoTraffic { get; init; }

    /// <summary>The revision has an address of its own.</summary>
    public bool HasTag { get; init; }

    /// <summary>It may have flags that nobody sees: what is missing may be there.</summary>
    public bool MayHaveMore { get; init; }
}

/// <summary>One thing that a step does.</summary>
public sealed record StepActivity
{
    public required ActivityKind Kind { get; init; }

    /// <summary>The program or action: "trivy", "google-github-actions/deploy-cloudrun".</summary>
    public required string Tool { get; init; }

    public required SourceLocation Location { get; init; }

    /// <summary>Null for an action.</summary>
    public PipelineCommand? Command { get; init; }

    /// <summary>The step that uses an action; null for a command.</summary>
    public Step? Action { get; init; }

    /// <summary>The images that an action is given, one a value or a line of it; as far as they are known. Empty for a command.</summary>
    public ImmutableArray<Value> Images { get; init; } = [];

    /// <summary>Null if its failure stops the run.</summary>
    public FailureMask? Mask { get; init; }

    /// <summary>For <see cref="ActivityKind.Deploy"/>.</summary>
    public DeployTarget? Target { get; init; }

    /// <summary>It runs when something before it failed: a trap, an else branch, <c>if: failure()</c>.</summary>
    public bool RunsOnFailure { get; init; }

    /// <summary>The environment it is for as far as names tell: of the service, the project, the case branch.</summary>
    public EnvironmentTier Tier { get; init; }

    public override string ToString() => $"{Kind} by {Tool}";
}
