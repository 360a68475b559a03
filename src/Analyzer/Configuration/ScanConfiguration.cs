using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Configuration;

/// <summary>
/// The settings of a run after defaults, <c>.gcp-lint.yaml</c> and command line were laid over each other. Immutable.
/// </summary>
public sealed record ScanConfiguration
{
    public static readonly ScanConfiguration Default = new();

    public RuleProfile Profile { get; init; } = RuleProfile.Default;

    /// <summary>Rules that run whatever the profile says: ids, or areas as "docker/*".</summary>
    public ImmutableArray<string> Enable { get; init; } = [];

    /// <summary>Rules that do not run; stronger than <see cref="Enable"/>. Ids, or areas as "docker/*".</summary>
    public ImmutableArray<string> Disable { get; init; } = [];

    /// <summary>What is set for single rules.</summary>
    public FrozenDictionary<RuleId, RuleSettings> Rules { get; init; } = FrozenDictionary<RuleId, RuleSettings>.Empty;

    /// <summary>Patterns in the syntax of .gitignore; if there are any, only files that match one are read.</summary>
    public ImmutableArray<string> Include { get; init; } = [];

    /// <summary>Patterns in the syntax of .gitignore; what matches is not read.</summary>
    public ImmutableArray<string> Exclude { get; init; } = [];

    /// <summary>Environments that the repository does not show by its files.</summary>
    public ImmutableArray<ConfiguredEnvironment> Environments { get; init; } = [];

    /// <summary>Findings that do not count, by path and resource.</summary>
    public ImmutableArray<ConfiguredSuppression> Suppressions { get; init; } = [];

    /// <summary>Folders with rules of the users' own, relative to the base of the scan.</summary>
    public ImmutableArray<string> RuleFolders { get; init; } = [];

    /// <summary>What the organisation requires.</summary>
    public Expectations Expectations { get; init; } = Expectations.None;

    /// <summary>Policies of the organisation that are written elsewhere: maps with their places.</summary>
    public ImmutableArray<Value> OrgPolicies { get; init; } = [];

    /// <summary>The configuration files that were read, nearest last.</summary>
    public ImmutableArray<string> Files { get; init; } = [];
}

/// <summary>What is set for one rule.</summary>
public sealed record RuleSettings
{
    /// <summary>Null leaves it to the profile.</summary>
    public bool? Enabled { get; init; }

    /// <summary>Null leaves the rule's own.</summary>
    public Severity? Severity { get; init; }

    /// <summary>Options by name; the rest has its defaults.</summary>
    public FrozenDictionary<string, Value> Options { get; init; } = FrozenDictionary<string, Value>.Empty;
}

/// <summary>An environment that the configuration file declares.</summary>
/// <param name="Name">"prod".</param>
/// <param name="Tier">Null leaves it to the name.</param>
/// <param name="Root">The folder of the Terraform root module that it belongs to; null for all.</param>
/// <param name="VariableFiles">Files of variables, in the order in which they are laid over each other.</param>
/// <param name="Variables">Values of variables; stronger than the files.</param>
/// <param name="DeclaredAt">The line of the configuration file.</param>
public sealed record ConfiguredEnvironment(
    EnvironmentName Name,
    EnvironmentTier? Tier,
    string? Root,
    ImmutableArray<string> VariableFiles,
    ImmutableDictionary<string, Value> Variables,
    SourceLocation? DeclaredAt)
{
    /// <summary>The value of <c>terraform.workspace</c>; null leaves it unknown.</summary>
    public string? Workspace { get; init; }

    /// <summary>Live projects that it is: ids, with * for any part.</summary>
    public ImmutableArray<string> Projects { get; init; } = [];

    /// <summary>Labels that tell live projects of it: "env=prod", or a key alone.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];
}

/// <summary>A suppression of the configuration file.</summary>
/// <param name="Rules">Ids, areas as "docker/*", or "*".</param>
/// <param name="Paths">Patterns in the syntax of .gitignore; none means every path.</param>
/// <param name="Resources">Resource addresses, with * for any part; none means every resource.</param>
/// <param name="Reason">Required: why it does not count.</param>
/// <param name="Until">The last day on which it holds.</param>
/// <param name="DeclaredAt">The line of the configuration file.</param>
public sealed record ConfiguredSuppression(
    ImmutableArray<string> Rules,
    ImmutableArray<string> Paths,
    ImmutableArray<string> Resources,
    string Reason,
    DateOnly? Until,
    SourceLocation DeclaredAt);
