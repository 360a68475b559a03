using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Findings;

/// <summary>Another place that explains a finding: a step of a value's trail, the other half of a pair.</summary>
/// <param name="Message">What stands there: "var.tier is set here".</param>
/// <param name="Location">The place.</param>
public sealed record RelatedLocation(string Message, SourceLocation Location);

/// <summary>One defect at one place, in one or several environments.</summary>
public sealed record Finding
{
    public required RuleId Rule { get; init; }

    /// <summary>The rule's severity, or what the configuration made of it.</summary>
    public required Severity Severity { get; init; }

    /// <summary>
    /// What is wrong, with the name and the value, and what to do; plain text in which names and values stand in
    /// backquotes. Secrets are masked before they get here.
    /// </summary>
    public required string Message { get; init; }

    /// <summary>The attribute, flag, instruction or key; for something missing, the head of what it is missing from.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>
    /// The whole block, command, service, job or step that the place belongs to: a suppression above it holds here too.
    /// Equal to <see cref="Location"/> where there is no wider one.
    /// </summary>
    public required SourceLocation Scope { get; init; }

    /// <summary>The trail of the value, nearest first, then other places.</summary>
    public ImmutableArray<RelatedLocation> Related { get; init; } = [];

    /// <summary>The address of the resource ("module.db.google_sql_database_instance.main"), null where there is none.</summary>
    public string? Resource { get; init; }

    /// <summary>
    /// Other addresses that share this very place: the instances of a <c>for_each</c>, or a module that is called twice.
    /// </summary>
    public ImmutableArray<string> OtherResources { get; init; } = [];

    /// <summary>The environments in which it holds, sorted; empty if it holds in all of them or there are none.</summary>
    public ImmutableArray<string> Environments { get; init; } = [];

    /// <summary>Set when a suppression covers it: it does not count then.</summary>
    public FindingSuppression? Suppression { get; init; }
}

/// <summary>Who said that a finding does not count, and why.</summary>
/// <param name="InSource">In a comment; otherwise in the configuration or a baseline.</param>
/// <param name="Reason">As its author wrote it.</param>
/// <param name="Location">Where it was said.</param>
/// <param name="Until">The last day on which it holds.</param>
public sealed record FindingSuppression(bool InSource, string Reason, SourceLocation? Location, DateOnly? Until);
