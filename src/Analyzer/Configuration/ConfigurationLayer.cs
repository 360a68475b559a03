using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Analyzer.Configuration;

/// <summary>
/// What one place says of a run: a configuration file, or the command line. Null leaves a setting to the layer below;
/// lists add up, rules are laid over each other setting by setting.
/// </summary>
public sealed record ConfigurationLayer
{
    public static readonly ConfigurationLayer Empty = new();

    public RuleProfile? Profile { get; init; }

    /// <summary>The least severity that fails a run; null leaves it to the layer below.</summary>
    public FailOn? FailOn { get; init; }

    public ImmutableArray<string> Enable { get; init; } = [];

    public ImmutableArray<string> Disable { get; init; } = [];

    public ImmutableDictionary<RuleId, RuleSettings> Rules { get; init; } = ImmutableDictionary<RuleId, RuleSettings>.Empty;

    public ImmutableArray<string> Include { get; init; } = [];

    public ImmutableArray<string> Exclude { get; init; } = [];

    public ImmutableArray<ConfiguredEnvironment> Environments { get; init; } = [];

    public ImmutableArray<ConfiguredSuppression> Suppressions { get; init; } = [];

    public ImmutableArray<string> RuleFolders { get; init; } = [];

    /// <summary>Null leaves it to the layer below: what an organisation requires is said in one place.</summary>
    public Expectations? Expectations { get; init; }

    /// <summary>Policies of the organisation, as maps with their places.</summary>
    public ImmutableArray<Value> OrgPolicies { get; init; } = [];

    /// <summary>The file that said it; null for the command line.</summary>
    public string? File { get; init; }

    /// <summary>This layer under a stronger one.</summary>
    public ConfigurationLayer Under(ConfigurationLayer stronger) => new()
    {
        Profile = stronger.Profile ?? Profile,
        FailOn = stronger.FailOn ?? FailOn,
        Enable = Enable.AddRange(stronger.Enable),
        Disable = Disable.AddRange(stronger.Disable),
        Rules = Merge(Rules, stronger.Rules),
        Include = Include.AddRange(stronger.Include),
        Exclude = Exclude.AddRange(stronger.Exclude),
        Environments = [.. Environments.Where(weak => stronger.Environments.All(strong => strong.Name != weak.Name)), .. stronger.Environments],
        Suppressions = Suppressions.AddRange(stronger.Suppressions),
        RuleFolders = RuleFolders.AddRange(stronger.RuleFolders),
        Expectations = stronger.Expectations ?? Expectations,
        OrgPolicies = OrgPolicies.AddRange(stronger.OrgPolicies),
        File = stronger.File ?? File,
    };

    /// <summary>The settings of a run: defaults for what no layer says.</summary>
    public ScanConfiguration Resolve() => new()
    {
        Profile = Profile ?? RuleProfile.Default,
        Enable = Enable,
        Disable = Disable,
        Rules = Rules.ToFrozenDictionary(),
        Include = Include,
        Exclude = Exclude,
        Environments = Environments,
        Suppressions = Suppressions,
        RuleFolders = RuleFolders,
        Expectations = Expectations ?? Model.Expectations.None,
        OrgPolicies = OrgPolicies,
        Files = File is null ? [] : [File],
    };

    private static ImmutableDictionary<RuleId, RuleSettings> Merge(
        ImmutableDictionary<RuleId, RuleSettings> weaker,
        ImmutableDictionary<RuleId, RuleSettings> stronger)
    {
        foreach ((RuleId id, RuleSettings strong) in stronger)
        {
            RuleSettings weak = weaker.GetValueOrDefault(id, new RuleSettings());
            weaker = weaker.SetItem(id, new RuleSettings
            {
                Enabled = strong.Enabled ?? weak.Enabled,
                Severity = strong.Severity ?? weak.Severity,
                Options = weak.Options.Concat(strong.Options)
                    .GroupBy(option => option.Key, StringComparer.Ordinal)
                    .ToFrozenDictionary(group => group.Key, group => group.Last().Value),
            });
        }

        return weaker;
    }
}

/// <summary>What makes a run fail with exit code 1.</summary>
public enum FailOn : byte
{
    Low = Severity.Low,
    Medium = Severity.Medium,
    High = Severity.High,
    Critical = Severity.Critical,

    /// <summary>Findings never fail a run.</summary>
    Never = byte.MaxValue,
}
