using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>ENV: variables of the build from here on and of the container.</summary>
/// <param name="Head">Common to all.</param>
/// <param name="Variables">One in the legacy form.</param>
/// <param name="IsLegacy">Written as <c>ENV name value</c>, without "=".</param>
public sealed record EnvInstruction(InstructionHead Head, ImmutableArray<NameValue> Variables, bool IsLegacy) : Instruction(Head);

/// <inheritdoc cref="EnvInstruction"/>
public sealed record LabelInstruction(InstructionHead Head, ImmutableArray<NameValue> Labels, bool IsLegacy) : Instruction(Head);

public sealed record CmdInstruction(InstructionHead Head, CommandForm Command) : Instruction(Head);

public sealed record EntrypointInstruction(InstructionHead Head, CommandForm Command) : Instruction(Head);

/// <summary>HEALTHCHECK: a command, or NONE, which switches off the check of the base image.</summary>
/// <param name="Head">Common to all.</param>
/// <param name="Command">Null for NONE and where it is missing.</param>
/// <param name="IsNone">HEALTHCHECK NONE.</param>
public sealed record HealthcheckInstruction(InstructionHead Head, CommandForm? Command, bool IsNone) : Instruction(Head)
{
    /// <summary>Null where it is not given or no duration: Docker's default is 30 s.</summary>
    public TimeSpan? Interval => Duration("interval");

    /// <summary>Docker's default is 30 s.</summary>
    public TimeSpan? Timeout => Duration("timeout");

    /// <summary>Docker's default is 0 s.</summary>
    public TimeSpan? StartPeriod => Duration("start-period");

    /// <summary>Docker's default is 5 s.</summary>
    public TimeSpan? StartInterval => Duration("start-interval");

    /// <summary>Docker's default is 3.</summary>
    public int? Retries => GetFlag("retries")?.Value is { } value && int.TryParse(value.Text, out int retries) ? retries : null;

    private TimeSpan? Duration(string flag) =>
        GetFlag(flag)?.Value is { } value && GoDuration.TryParse(value.Text, out TimeSpan duration) ? duration : null;
}

/// <summary>EXPOSE: ports with an optional protocol; a word may expand to several.</summary>
public sealed record ExposeInstruction(InstructionHead Head, ImmutableArray<InstructionWord> Ports) : Instruction(Head);

public sealed record VolumeInstruction(InstructionHead Head, ImmutableArray<InstructionWord> Paths, bool IsJson) : Instruction(Head);

/// <summary>USER: <c>user[:group]</c>, names or numbers.</summary>
/// <param name="Head">Common to all.</param>
/// <param name="Account">The whole argument.</param>
/// <param name="User">Before the colon.</param>
/// <param name="Group">Behind the colon.</param>
public sealed record UserInstruction(InstructionHead Head, InstructionWord Account, InstructionWord User, InstructionWord? Group)
    : Instruction(Head);

public sealed record WorkdirInstruction(InstructionHead Head, InstructionWord Path) : Instruction(Head);

public sealed record StopSignalInstruction(InstructionHead Head, InstructionWord Signal) : Instruction(Head);

/// <summary>MAINTAINER: deprecated since Docker 1.13.</summary>
public sealed record MaintainerInstruction(InstructionHead Head, InstructionWord Name) : Instruction(Head);

/// <summary>SHELL: the words before every shell form behind it.</summary>
public sealed record ShellInstruction(InstructionHead Head, ImmutableArray<Value> Words) : Instruction(Head);
