using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>One event of <c>on:</c> with its filters; a filter that is not written is empty.</summary>
public sealed class WorkflowTrigger
{
    private WorkflowTrigger(Value key, Value options)
    {
        Key = key;
        Options = options;
        Name = ScalarText.Of(key);
    }

    /// <summary>"push", "pull_request_target", "schedule".</summary>
    public string Name { get; }

    /// <summary>The name with its place.</summary>
    public Value Key { get; }

    /// <summary>What stands under the name; absent in the short forms.</summary>
    public Value Options { get; }

    public ImmutableArray<Value> Branches => Options.Get("branches").OneOrMany();

    public ImmutableArray<Value> BranchesIgnore => Options.Get("branches-ignore").OneOrMany();

    public ImmutableArray<Value> Tags => Options.Get("tags").OneOrMany();

    public ImmutableArray<Value> TagsIgnore => Options.Get("tags-ignore").OneOrMany();

    public ImmutableArray<Value> Paths => Options.Get("paths").OneOrMany();

    public ImmutableArray<Value> PathsIgnore => Options.Get("paths-ignore").OneOrMany();

    /// <summary>Activity types: "opened", "closed".</summary>
    public ImmutableArray<Value> Types => Options.Get("types").OneOrMany();

    /// <summary>The names of <c>workflow_run</c>'s workflows.</summary>
    public ImmutableArray<Value> Workflows => Options.Get("workflows").OneOrMany();

    /// <summary>The expressions of <c>schedule</c>.</summary>
    public ImmutableArray<Value> Crons =>
        Name == "schedule" ? [.. Options.OneOrMany().Select(item => item.Get("cron")).Where(cron => cron.IsSet)] : [];

    /// <summary>The inputs of <c>workflow_dispatch</c> and <c>workflow_call</c>.</summary>
    public ImmutableArray<WorkflowInput> Inputs => WorkflowInput.ReadAll(Options.Get("inputs"));

    /// <summary>The secrets of <c>workflow_call</c>, a map.</summary>
    public Value Secrets => Options.Get("secrets");

    /// <summary>The outputs of <c>workflow_call</c>, a map.</summary>
    public Value Outputs => Options.Get("outputs");

    /// <summary>Whether some filter on branches or tags is written.</summary>
    public bool HasRefFilter => !Branches.IsEmpty || !BranchesIgnore.IsEmpty || !Tags.IsEmpty || !TagsIgnore.IsEmpty;

    internal static ImmutableArray<WorkflowTrigger> ReadAll(Value on) => on.Kind == ValueKind.Map
        ? [.. on.AsMap.Entries.Select(entry => new WorkflowTrigger(entry.Key, entry.Value))]
        : [.. on.OneOrMany().Select(item => new WorkflowTrigger(item, default))];

    public override string ToString() => Name;
}

/// <summary>An input of a workflow or an action.</summary>
/// <param name="Key">The name with its place.</param>
/// <param name="Options">What stands under it.</param>
public sealed record WorkflowInput(Value Key, Value Options)
{
    public string Name => Key.AsString;

    public Value Description => Options.Get("description");

    public Value Required => Options.Get("required");

    public Value Default => Options.Get("default");

    /// <summary>"string", "boolean", "choice", "number" or "environment"; absent means string.</summary>
    public Value Type => Options.Get("type");

    /// <summary>The values that a "choice" allows.</summary>
    public ImmutableArray<Value> Choices => Options.Get("options").OneOrMany();

    internal static ImmutableArray<WorkflowInput> ReadAll(Value inputs) =>
        [.. inputs.AsMap.Entries.Select(entry => new WorkflowInput(entry.Key, entry.Value))];
}
