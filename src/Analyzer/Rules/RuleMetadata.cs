using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Values;

namespace GcpLint.Analyzer.Rules;

/// <summary>
/// What <c>rules/&lt;area&gt;/&lt;name&gt;.yaml</c> says of a rule, the check apart: a scan, a report and a page of the
/// documentation are made from it.
/// </summary>
public sealed class RuleMetadata
{
    private readonly Lazy<RuleDocumentation> _documentation;

    /// <param name="documentation">Read on first use: a scan without findings never needs it.</param>
    public RuleMetadata(Func<RuleDocumentation> documentation)
    {
        _documentation = new Lazy<RuleDocumentation>(documentation);
    }

    public required RuleId Id { get; init; }

    /// <summary>The defect, without a full stop: "Cloud SQL instance can be deleted in one step".</summary>
    public required string Title { get; init; }

    public required Severity Severity { get; init; }

    public RuleConfidence Confidence { get; init; } = RuleConfidence.High;

    public RuleProfile Profile { get; init; } = RuleProfile.Default;

    /// <summary>The first version that had it: "0.1.0".</summary>
    public string Since { get; init; } = "";

    /// <summary>The check is a class, not CEL.</summary>
    public bool IsCode { get; init; }

    public RuleEnvironments Environments { get; init; }

    /// <summary>What a declarative rule judges.</summary>
    public RuleSubject Subject { get; init; }

    /// <summary>The resource types that it looks at; empty for rules about files.</summary>
    public ImmutableArray<string> ResourceTypes { get; init; } = [];

    /// <summary>The names of families under <c>resources</c>, whose types are among <see cref="ResourceTypes"/>.</summary>
    public ImmutableArray<string> Families { get; init; } = [];

    /// <summary>
    /// What it looks at, in the words of the rule file ("dockerfile", "pipeline", "resource"); for a declarative rule
    /// its <see cref="Subject"/>.
    /// </summary>
    public ImmutableArray<string> Subjects { get; init; } = [];

    /// <summary>Pages of the vendor; https.</summary>
    public ImmutableArray<string> References { get; init; } = [];

    /// <summary>Controls of compliance frameworks: "CIS-GCP-5.0/6.7".</summary>
    public ImmutableArray<string> Controls { get; init; } = [];

    /// <summary>Rules of other tools that mean the same defect: "checkov:CKV_GCP_6".</summary>
    public ImmutableArray<string> Equivalents { get; init; } = [];

    public ImmutableArray<RuleOption> Options { get; init; } = [];

    /// <summary>Why it matters, how to mend it, what it looks like.</summary>
    public RuleDocumentation Documentation => _documentation.Value;

    /// <summary>Where the rule was read: the path of its file below the rules' folder, "sql/deletion-protection.yaml".</summary>
    public required string Path { get; init; }

    public override string ToString() => Id.Text;
}

/// <summary>What a declarative rule judges.</summary>
public enum RuleSubject : byte
{
    /// <summary>Each resource of the rule's types.</summary>
    Resource,

    /// <summary>Each grant, whatever says it.</summary>
    Grant,

    /// <summary>Each root module, script or project as a whole.</summary>
    Deployment,

    /// <summary>Everything that the repository deploys, once.</summary>
    Repository,
}

/// <summary>The type of a rule's option.</summary>
public enum RuleOptionType : byte
{
    String,
    Int,
    Bool,
    StringList,
}

/// <summary>Something that users may set for a rule.</summary>
/// <param name="Name">As it is written under <c>options</c>.</param>
/// <param name="Type">What its value must be.</param>
/// <param name="Default">What holds if nobody sets it.</param>
/// <param name="Description">One line for the documentation.</param>
public sealed record RuleOption(string Name, RuleOptionType Type, Value Default, string Description);
