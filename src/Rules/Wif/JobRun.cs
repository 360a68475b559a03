using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Wif;

/// <summary>How a job of a workflow may come to run, as far as its tokens tell.</summary>
/// <param name="Event">"push".</param>
/// <param name="References">"refs/heads/main"; empty for any.</param>
/// <param name="Environment">"" for none; null if it is not known.</param>
/// <param name="File">The path of the workflow in its repository.</param>
internal sealed record JobRun(string Event, ImmutableArray<string> References, string? Environment, string File)
{
    private static readonly SearchValues<char> s_wildcards = SearchValues.Create("*?+[]!");

    /// <summary>One for each event; empty if other workflows call this one, whose tokens are the caller's.</summary>
    public static ImmutableArray<JobRun> Of(Job job)
    {
        ImmutableArray<WorkflowTrigger> triggers = job.Workflow.Triggers;
        if (triggers.IsEmpty || triggers.Any(trigger => trigger.Name == "workflow_call"))
        {
            return [];
        }

        string? environment = job.Environment is not { } written ? "" : written.Name.TryGetString(out string? name) && !name.Contains("${{", StringComparison.Ordinal) ? name : null;
        return [.. triggers.Select(trigger => new JobRun(trigger.Name, ReferencesOf(trigger), environment, job.Workflow.Source.Path))];
    }

    private static ImmutableArray<string> ReferencesOf(WorkflowTrigger trigger)
    {
        if (trigger.Name is "pull_request" or "pull_request_review")
        {
            return ["refs/pull/1/merge"];
        }

        if (trigger.Name != "push" || !trigger.HasRefFilter || !trigger.BranchesIgnore.IsEmpty || !trigger.TagsIgnore.IsEmpty)
        {
            return [];
        }

        ImmutableArray<string> names = [.. trigger.Branches.Select(branch => "refs/heads/" + branch.AsString), .. trigger.Tags.Select(tag => "refs/tags/" + tag.AsString)];
        return names.Any(name => name.AsSpan().ContainsAny(s_wildcards) || name.Contains("${{", StringComparison.Ordinal) || name.EndsWith('/')) ? [] : names;
    }

    public override string ToString() => References.IsEmpty ? $"`{Event}`" : $"`{Event}` ({string.Join(", ", References.Select(reference => $"`{reference}`"))})";
}
