using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What the constructs around a command mean for it.</summary>
internal readonly record struct WalkFlow
{
    /// <summary>Guards beyond this number are dropped: a long script with an early exit in each line would copy them over and over.</summary>
    private const int MaxGuards = 64;

    public WalkFlow()
    {
    }

    public IgnoredFailure Ignored { get; init; }

    public ImmutableArray<ShellGuard> Guards { get; init; } = [];

    public string? Function { get; init; }

    public ImmutableArray<CommandInvocation> Callers { get; init; } = [];

    public ImmutableArray<string> PipelineNames { get; init; } = [];

    public int PipelineIndex { get; init; }

    public bool InSubstitution { get; init; }

    /// <summary>No way leads here.</summary>
    public bool Dead { get; init; }

    /// <summary>In a file that is read in: its own walk tells its commands.</summary>
    public bool Muted { get; init; }

    /// <summary>These commands were walked before, in another turn or call.</summary>
    public bool Repeated { get; init; }

    /// <summary>Calls, and files that are read in, around this place.</summary>
    public int Depth { get; init; }

    public WalkFlow With(IgnoredFailure failure) => this with { Ignored = Ignored | failure };

    public WalkFlow With(IEnumerable<ShellGuard> guards) =>
        Guards.Length >= MaxGuards ? this : this with { Guards = Guards.AddRange(guards) };
}

/// <summary>How a command ends what is around it; ordered by how far it reaches.</summary>
internal enum WalkEnd : byte
{
    /// <summary>The next command runs.</summary>
    None,

    /// <summary>break, continue</summary>
    Loop,

    /// <summary>return</summary>
    Function,

    /// <summary>exit</summary>
    Script,
}

/// <summary>What is known behind a command.</summary>
internal readonly record struct WalkOutcome(WalkEnd End, ImmutableArray<ShellGuard> Guards)
{
    public static readonly WalkOutcome Next = new(WalkEnd.None, []);
}
