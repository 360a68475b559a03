using System.Collections.Immutable;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What a script does, as far as it can be told without running it.</summary>
public sealed class ShellWalk
{
    /// <summary>
    /// Every command of the script once, in the order of the source, also where no way leads. Where it runs several times
    /// with different words, an unknown value lists them as its alternatives.
    /// </summary>
    public required ImmutableArray<CommandInvocation> Commands { get; init; }

    /// <summary>
    /// The commands in the order in which they run: calls of functions are followed with their arguments, loops over
    /// words that are known run once a word. Functions that nobody calls come last, with unknown arguments.
    /// </summary>
    public required ImmutableArray<CommandInvocation> Executions { get; init; }

    /// <summary>In the order in which they are made.</summary>
    public required ImmutableArray<ShellAssignment> Assignments { get; init; }

    public required ImmutableArray<SourceReference> Sources { get; init; }

    /// <summary>Names of the functions that the script defines.</summary>
    public required ImmutableArray<string> Functions { get; init; }
}

/// <summary>Bounds of a walk, so that a hostile script costs no more than a large honest one.</summary>
internal static class WalkLimits
{
    /// <summary>Calls within calls. Honest scripts stay below 10.</summary>
    public const int MaxCallDepth = 16;

    /// <summary>Commands around a call that is still followed: each costs about a kilobyte of the machine's stack.</summary>
    public const int MaxDepth = 200;

    /// <summary>Commands that are looked at again, in calls and loops; two functions that call each other's copies double the work at each level.</summary>
    public const int MaxRepeated = 20_000;

    /// <summary>Turns of a loop over known words.</summary>
    public const int MaxTurns = 64;

    /// <summary>Values that a variable may have; beyond them it is merely unknown.</summary>
    public const int MaxAlternatives = 32;

    /// <summary>Units of one value: X=$X$X doubles it.</summary>
    public const int MaxValueLength = 32 * 1024;

    /// <summary>Units that are put together in one walk.</summary>
    public const int MaxTotalLength = 16 * 1024 * 1024;

    /// <summary>Parts of an unknown value.</summary>
    public const int MaxParts = 256;

    /// <summary>Words that one expansion gives.</summary>
    public const int MaxFields = 1024;
}
