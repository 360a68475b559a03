using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Why the script goes on although a command failed.</summary>
[Flags]
public enum IgnoredFailure : ushort
{
    None = 0,

    /// <summary>cmd || true, cmd || :</summary>
    OrTrue = 1,

    /// <summary>cmd || echo …: something runs instead that does not end the script.</summary>
    OrCommand = 1 << 1,

    /// <summary>The condition of if, elif, while or until.</summary>
    Condition = 1 << 2,

    /// <summary>! cmd</summary>
    Negated = 1 << 3,

    /// <summary>Not the last command of a pipeline, and pipefail is off.</summary>
    Pipeline = 1 << 4,

    /// <summary>cmd &amp;</summary>
    Background = 1 << 5,

    /// <summary>cmd &amp;&amp; other: errexit does not hold for it.</summary>
    AndList = 1 << 6,

    /// <summary>cmd; true, and errexit is off.</summary>
    FollowedBySuccess = 1 << 7,

    /// <summary>In $(…) of an argument or of "local x=$(…)": the status of the outer command counts.</summary>
    Substitution = 1 << 8,
}

/// <summary>One run of a simple command, its words expanded as far as they are known.</summary>
public sealed record CommandInvocation
{
    /// <summary>The last part of the path of the command: "gcloud" for "/usr/bin/gcloud"; behind sudo, env and the like.</summary>
    public required Value Name { get; init; }

    /// <summary>The command and its arguments, each with the place where it is written; without prefixes such as sudo.</summary>
    public required ImmutableArray<Value> Words { get; init; }

    /// <summary>Commands in front that only start this one: "sudo", "env", "xargs".</summary>
    public ImmutableArray<string> Prefixes { get; init; } = [];

    /// <summary>
    /// An expansion without quotes, "$@", or xargs may add words that nobody sees here: what is missing from
    /// <see cref="Words"/> may be there all the same.
    /// </summary>
    public bool MayHaveMoreWords { get; init; }

    public required ShellScript Script { get; init; }

    /// <summary>The command, or the test "[[ … ]]".</summary>
    public required ShellCommand Syntax { get; init; }

    /// <summary>In the decoded text of <see cref="Script"/>.</summary>
    public TextSpan Span => Syntax.Span;

    /// <summary>The whole command in its file.</summary>
    public SourceLocation Location => Script.Locate(Span);

    /// <summary>Variables that are set for this command alone: FOO=bar cmd.</summary>
    public ImmutableArray<ShellAssignment> Environment { get; init; } = [];

    public ImmutableArray<Redirection> Redirections { get; init; } = [];

    /// <summary>The names of all commands of its pipeline, itself included; empty outside of one. Unnamed ones are "".</summary>
    public ImmutableArray<string> InPipelineWith { get; init; } = [];

    /// <summary>Its place in <see cref="InPipelineWith"/>.</summary>
    public int PipelineIndex { get; init; }

    public bool IsLastOfPipeline => PipelineIndex >= InPipelineWith.Length - 1;

    public IgnoredFailure IgnoredFailure { get; init; }

    public bool IgnoresFailure => IgnoredFailure != IgnoredFailure.None;

    public bool IsInCondition => (IgnoredFailure & IgnoredFailure.Condition) != 0;

    /// <summary>Inside of $(…), `…` or &lt;(…).</summary>
    public bool IsInSubstitution { get; init; }

    /// <summary>The name of the function around it; null at the top.</summary>
    public string? EnclosingFunction { get; init; }

    /// <summary>The calls through which it runs: one in <see cref="ShellWalk.Executions"/>, all in <see cref="ShellWalk.Commands"/>.</summary>
    public ImmutableArray<CommandInvocation> Callers { get; init; } = [];

    /// <summary>What must have happened for it to run, inside of its function; outermost first.</summary>
    public ImmutableArray<ShellGuard> Guards { get; init; } = [];

    /// <summary>The options that hold when it runs.</summary>
    public StrictMode Mode { get; init; }

    /// <summary>Calls a function of the script.</summary>
    public bool IsFunctionCall { get; init; }

    /// <summary>Stands in a branch that what is known from outside rules out.</summary>
    public bool IsUnreachable { get; init; }

    /// <summary>Its own guards and those of its callers, where all its callers have them.</summary>
    public IEnumerable<ShellGuard> AllGuards => AllGuardsWithin(WalkLimits.MaxCallDepth);

    private IEnumerable<ShellGuard> AllGuardsWithin(int depth)
    {
        foreach (ShellGuard guard in Guards)
        {
            yield return guard;
        }

        if (Callers.IsEmpty || depth == 0)
        {
            yield break;
        }

        foreach (ShellGuard guard in Callers[0].AllGuardsWithin(depth - 1))
        {
            if (Callers.Skip(1).All(caller => caller.AllGuardsWithin(depth - 1).Any(guard.IsSameAs)))
            {
                yield return guard;
            }
        }
    }

    public override string ToString() => string.Join(' ', Words.Select(word => word.Kind == ValueKind.String ? word.AsString : "…"));
}

/// <summary>Something that is certain when a command runs.</summary>
public abstract record ShellGuard
{
    private protected ShellGuard()
    {
    }

    /// <summary>The same place of the script, whatever the values were.</summary>
    public abstract bool IsSameAs(ShellGuard other);
}

/// <summary>A command ran before it, and succeeded or failed.</summary>
public sealed record CommandGuard(CommandInvocation Condition, bool Succeeded) : ShellGuard
{
    public override bool IsSameAs(ShellGuard other) =>
        other is CommandGuard guard && ReferenceEquals(guard.Condition.Syntax, Condition.Syntax) && guard.Succeeded == Succeeded;
}

/// <summary>A word matched one of the patterns of a branch of "case".</summary>
/// <param name="Subject">The word behind "case", as far as it is known.</param>
/// <param name="SubjectText">The same as written: "$ENVIRONMENT".</param>
/// <param name="Patterns">As written, without quotes.</param>
/// <param name="Location">The patterns.</param>
public sealed record CaseGuard(Value Subject, string SubjectText, ImmutableArray<string> Patterns, SourceLocation Location) : ShellGuard
{
    public override bool IsSameAs(ShellGuard other) => other is CaseGuard guard && guard.Location == Location;
}

/// <summary>A variable that was given a value.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">What it has from here on.</param>
/// <param name="Location">The whole assignment.</param>
/// <param name="Guards">What must have happened for it to be made.</param>
/// <param name="Function">The function around it; null at the top.</param>
/// <param name="IsExported">By this command, for the commands that follow.</param>
public sealed record ShellAssignment(
    string Name,
    Value Value,
    SourceLocation Location,
    ImmutableArray<ShellGuard> Guards,
    string? Function,
    bool IsExported);

/// <summary>source FILE or . FILE</summary>
/// <param name="Path">As far as it is known.</param>
/// <param name="Location">The word.</param>
/// <param name="IsResolved">The host gave the script, and it was followed.</param>
public sealed record SourceReference(Value Path, SourceLocation Location, bool IsResolved);
