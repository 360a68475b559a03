using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>FROM: opens a stage.</summary>
/// <param name="Head">Common to all.</param>
/// <param name="Image">An image, an earlier stage or "scratch"; may have variables of the global scope.</param>
/// <param name="Name">Behind AS.</param>
public sealed record FromInstruction(InstructionHead Head, InstructionWord Image, InstructionWord? Name) : Instruction(Head)
{
    public InstructionFlag? Platform => GetFlag("platform");
}

/// <summary>ARG: one or several build arguments.</summary>
public sealed record ArgInstruction(InstructionHead Head, ImmutableArray<NameValue> Variables) : Instruction(Head);

public sealed record RunInstruction(InstructionHead Head, CommandForm Command, ImmutableArray<Mount> Mounts, ImmutableArray<Heredoc> Heredocs)
    : Instruction(Head)
{
    public InstructionFlag? Network => GetFlag("network");

    public InstructionFlag? Security => GetFlag("security");
}

/// <summary>What COPY and ADD share.</summary>
public abstract record TransferInstruction : Instruction
{
    private protected TransferInstruction(InstructionHead head)
        : base(head)
    {
    }

    /// <summary>Without here-documents.</summary>
    public required ImmutableArray<InstructionWord> Sources { get; init; }

    public required ImmutableArray<Heredoc> Heredocs { get; init; }

    public required InstructionWord Destination { get; init; }

    /// <summary>Written as a JSON array.</summary>
    public required bool IsJson { get; init; }

    public InstructionFlag? Chown => GetFlag("chown");

    public InstructionFlag? Chmod => GetFlag("chmod");

    public bool IsLink => GetFlag("link") is { IsOn: true };

    /// <summary>Patterns of <c>--exclude</c>.</summary>
    public IEnumerable<InstructionFlag> Excludes => Flags.Where(flag => flag.Name == "exclude");
}

public sealed record CopyInstruction(InstructionHead Head) : TransferInstruction(Head)
{
    /// <summary>A stage by name or number, an image or a named context; the build context if null.</summary>
    public InstructionFlag? From => GetFlag("from");

    public bool KeepsParents => GetFlag("parents") is { IsOn: true };
}

public sealed record AddInstruction(InstructionHead Head) : TransferInstruction(Head)
{
    public InstructionFlag? Checksum => GetFlag("checksum");

    public bool KeepsGitDirectory => GetFlag("keep-git-dir") is { IsOn: true };
}

/// <summary>ONBUILD: an instruction that a build on top of this image runs.</summary>
/// <param name="Head">Common to all.</param>
/// <param name="Trigger">Null where it is missing or not allowed: ONBUILD, FROM, MAINTAINER.</param>
public sealed record OnbuildInstruction(InstructionHead Head, Instruction? Trigger) : Instruction(Head);

/// <summary>A line that is no instruction; has its diagnostic.</summary>
public sealed record UnknownInstruction(InstructionHead Head) : Instruction(Head);

/// <summary>An option of <c>--mount</c>.</summary>
/// <param name="Key">In lower case.</param>
/// <param name="Value">Null for a switch such as <c>readonly</c>.</param>
/// <param name="Span">Both.</param>
public readonly record struct MountOption(string Key, InstructionWord? Value, TextSpan Span);

/// <summary><c>RUN --mount=type=…,target=…</c>.</summary>
public sealed record Mount(InstructionFlag Flag, ImmutableArray<MountOption> Options)
{
    /// <summary>"bind" unless said otherwise; may hold a variable.</summary>
    public string Type => Get("type")?.Value?.Text.ToLowerInvariant() ?? "bind";

    public InstructionWord? Target => (Get("target") ?? Get("dst") ?? Get("destination"))?.Value;

    public InstructionWord? Source => (Get("source") ?? Get("src"))?.Value;

    /// <summary>A stage or an image.</summary>
    public InstructionWord? From => Get("from")?.Value;

    public InstructionWord? Id => Get("id")?.Value;

    public MountOption? Get(string key)
    {
        foreach (MountOption option in Options)
        {
            if (option.Key == key)
            {
                return option;
            }
        }

        return null;
    }
}
