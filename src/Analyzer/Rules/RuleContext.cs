using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Rules;

/// <summary>What a rule may ask for besides its subject, and where it says what it found. One a rule and subject.</summary>
public abstract class RuleContext
{
    /// <summary>The whole repository: for rules that compare two files.</summary>
    public abstract RepositoryModel Model { get; }

    /// <summary>The day of the run: end-of-life dates are measured against it.</summary>
    public abstract DateOnly Today { get; }

    /// <summary>An option of the rule by its name: what the configuration says, else the default of its metadata.</summary>
    public abstract Value Option(string name);

    /// <summary>Says that the subject has the defect.</summary>
    public abstract void Report(RuleReport report);

    /// <summary>
    /// Says that the rule could not judge the subject because a value is not known: counted and listed, neither a finding
    /// nor a pass.
    /// </summary>
    public abstract void NotAssessed(SourceLocation location, Unknown reason);

    /// <summary>Says what is wrong with something that the rule itself is told by: a constraint of the user's organisation.</summary>
    public abstract void Diagnose(Diagnostic diagnostic);

    /// <summary>Reports a resource at the attribute <paramref name="path"/>, with the trail of its value.</summary>
    public void Report(CloudResource resource, string path, string message) => Report(new RuleReport
    {
        Location = resource.Locate(path),
        Scope = resource.Block,
        Message = message,
        Resource = resource.Address,
        Value = resource.Attributes.GetPath(path),
    });

    /// <summary>Reports a place without a resource.</summary>
    public void Report(SourceLocation location, SourceLocation scope, string message) =>
        Report(new RuleReport { Location = location, Scope = scope, Message = message });
}

/// <summary>What a rule says of one defect; the engine makes a <see cref="Finding"/> of it.</summary>
public sealed record RuleReport
{
    public required SourceLocation Location { get; init; }

    /// <inheritdoc cref="Finding.Scope"/>
    public required SourceLocation Scope { get; init; }

    /// <inheritdoc cref="Finding.Message"/>
    public required string Message { get; init; }

    public ResourceAddress? Resource { get; init; }

    /// <summary>The value that is wrong: its trail becomes related locations. Absent if there is none.</summary>
    public Value Value { get; init; }

    public ImmutableArray<RelatedLocation> Related { get; init; } = [];
}
