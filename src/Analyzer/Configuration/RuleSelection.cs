using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Analyzer.Configuration;

/// <summary>A rule that runs, with the settings that hold for it.</summary>
/// <param name="Definition">The rule.</param>
/// <param name="Severity">What its findings get.</param>
/// <param name="Options">Every option of the rule with its value.</param>
public sealed record SelectedRule(RuleDefinition Definition, Severity Severity, ImmutableDictionary<string, Value> Options)
{
    public RuleId Id => Definition.Metadata.Id;
}

/// <summary>Which rules run, by profile and configuration.</summary>
public static class RuleSelection
{
    /// <summary>The rules that run, in the order of their ids.</summary>
    public static ImmutableArray<SelectedRule> Select(IEnumerable<RuleDefinition> rules, ScanConfiguration configuration)
    {
        var selected = ImmutableArray.CreateBuilder<SelectedRule>();
        foreach (RuleDefinition rule in rules.OrderBy(rule => rule.Metadata.Id))
        {
            RuleSettings? settings = configuration.Rules.GetValueOrDefault(rule.Metadata.Id);
            if (IsEnabled(rule.Metadata, settings, configuration))
            {
                selected.Add(new SelectedRule(rule, settings?.Severity ?? rule.Metadata.Severity, OptionsOf(rule.Metadata, settings)));
            }
        }

        return selected.ToImmutable();
    }

    /// <summary>Whether an id is meant by an entry of <c>enable</c> or <c>disable</c>: the id, "area/*" or "*".</summary>
    public static bool Matches(string pattern, RuleId id) =>
        pattern == "*" || pattern == id.Text || (pattern.EndsWith("/*", StringComparison.Ordinal) && pattern.AsSpan(0, pattern.Length - 2).SequenceEqual(id.Area));

    private static bool IsEnabled(RuleMetadata metadata, RuleSettings? settings, ScanConfiguration configuration)
    {
        if (configuration.Disable.Any(pattern => Matches(pattern, metadata.Id)))
        {
            return false;
        }

        if (configuration.Enable.Any(pattern => Matches(pattern, metadata.Id)))
        {
            return true;
        }

        return settings?.Enabled ?? metadata.Profile <= configuration.Profile;
    }

    private static ImmutableDictionary<string, Value> OptionsOf(RuleMetadata metadata, RuleSettings? settings)
    {
        if (metadata.Options.IsEmpty)
        {
            return ImmutableDictionary<string, Value>.Empty;
        }

        return metadata.Options.ToImmutableDictionary(
            option => option.Name,
            option => settings is not null && settings.Options.TryGetValue(option.Name, out Value value) ? value : option.Default);
    }
}
