using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// What holds for the image of a stage: the last instruction of each kind, in it or in the stages of this file below it.
/// What the base image sets is not known here, so null means "nobody says so in this file".
/// </summary>
public sealed record EffectiveSettings
{
    internal static EffectiveSettings None { get; } = new();

    public UserInstruction? User { get; init; }

    /// <summary>The argument of <see cref="User"/> with its variables expanded; absent without USER.</summary>
    public Value Account { get; init; }

    public WorkdirInstruction? Workdir { get; init; }

    /// <summary>Relative paths are put behind those before them; absent without WORKDIR, unknown if the base image decides.</summary>
    public Value WorkingDirectory { get; init; }

    /// <summary>May be HEALTHCHECK NONE.</summary>
    public HealthcheckInstruction? Healthcheck { get; init; }

    public CmdInstruction? Cmd { get; init; }

    /// <summary>An ENTRYPOINT drops the CMD of the stages below.</summary>
    public EntrypointInstruction? Entrypoint { get; init; }

    public ShellInstruction? Shell { get; init; }

    public StopSignalInstruction? StopSignal { get; init; }
}
