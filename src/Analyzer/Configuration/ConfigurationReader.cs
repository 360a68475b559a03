using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Configuration;

/// <summary>A configuration file as it was read: with an error in it, a run must not start.</summary>
/// <param name="Layer">What it says, the wrong parts left out.</param>
/// <param name="Diagnostics">With line and the nearest right name.</param>
public sealed record ConfigurationFile(ConfigurationLayer Layer, ImmutableArray<Diagnostic> Diagnostics);

/// <summary>Reads <c>.gcp-lint.yaml</c>.</summary>
public static class ConfigurationReader
{
    /// <summary>The name by which a configuration file is found in the root of a scan.</summary>
    public const string FileName = ".gcp-lint.yaml";

    /// <summary>
    /// Reads a file. Ids of rules are not compared with the rules that there are: the file may name the folders that they
    /// come from. Call <see cref="CheckRules"/> once these are read.
    /// </summary>
    public static ConfigurationFile Read(SourceText source)
    {
        YamlStream yaml = YamlReader.Read(source);
        var check = new ConfigurationCheck(source);
        Value root = yaml.Root;
        check.CheckMapping(root, ConfigurationKeys.Top, "");
        var layer = new ConfigurationLayer
        {
            Profile = ProfileOf(root.Get("profile")),
            FailOn = FailOnOf(root.Get("fail-on")),
            Enable = Texts(root.Get("enable")),
            Disable = Texts(root.Get("disable")),
            Include = Texts(root.Get("include")),
            Exclude = Texts(root.Get("exclude")),
            RuleFolders = Texts(root.Get("rule-folders")),
            OrgPolicies = [.. root.Get("org-policies").AsList.Items.Where(item => item.Kind == ValueKind.Map)],
            Expectations = root.Get("expect").Kind == ValueKind.Map ? ExpectationReader.Read(root.Get("expect")) : null,
            Rules = Entries(root.Get("rules")).ToImmutableDictionary(entry => new RuleId(entry.Key.AsString), entry => RuleOf(entry.Value)),
            Environments = [.. Entries(root.Get("environments")).Select(EnvironmentOf)],
            Suppressions = [.. root.Get("suppressions").AsList.Items.Select(item => SuppressionOf(item, check))],
            File = source.Path,
        };
        return new ConfigurationFile(layer, yaml.Diagnostics.AddRange(check.Diagnostics));
    }

    /// <summary>Compares the ids and options in a file with the rules that there are.</summary>
    public static ImmutableArray<Diagnostic> CheckRules(SourceText source, IEnumerable<RuleMetadata> rules)
    {
        var known = rules.ToDictionary(rule => rule.Id.Text, StringComparer.Ordinal);
        Value root = YamlReader.Read(source).Root;
        var check = new ConfigurationCheck(source);
        foreach (Value pattern in Patterns(root))
        {
            CheckPattern(pattern, known.Keys, check);
        }

        foreach (ValueEntry entry in root.Get("rules").AsMap)
        {
            if (known.TryGetValue(entry.Key.AsString, out RuleMetadata? rule))
            {
                CheckOptions(entry.Value.Get("options"), rule, check);
            }
            else
            {
                check.Error(entry.Key, $"Unknown rule `{entry.Key.AsString}`", ConfigurationCheck.Proposal(entry.Key.AsString, known.Keys, "The rules are"));
            }
        }

        return check.Diagnostics;
    }

    private static IEnumerable<Value> Patterns(Value root)
    {
        IEnumerable<Value> lists = [root.Get("enable"), root.Get("disable"), .. root.Get("suppressions").AsList.Items.Select(item => item.Get("rules"))];
        return lists.SelectMany(list => list.Kind == ValueKind.String ? [list] : list.AsList.Items.Where(item => item.Kind == ValueKind.String));
    }

    private static void CheckPattern(Value pattern, IReadOnlyCollection<string> known, ConfigurationCheck check)
    {
        if (!known.Any(id => RuleSelection.Matches(pattern.AsString, new RuleId(id))))
        {
            check.Error(pattern, $"Unknown rule `{pattern.AsString}`", ConfigurationCheck.Proposal(pattern.AsString, known, "The rules are"));
        }
    }

    private static void CheckOptions(Value options, RuleMetadata rule, ConfigurationCheck check)
    {
        foreach (ValueEntry entry in options.AsMap)
        {
            string name = entry.Key.AsString;
            RuleOption? option = rule.Options.FirstOrDefault(candidate => candidate.Name == name);
            if (option is null)
            {
                string detail = rule.Options.IsEmpty ? "It has no options." : ConfigurationCheck.Proposal(name, [.. rule.Options.Select(known => known.Name)], "Its options are");
                check.Error(entry.Key, $"`{rule.Id}` has no option `{name}`", detail);
            }
            else if (!Fits(entry.Value, option.Type))
            {
                check.Error(entry.Value, $"Option `{name}` of `{rule.Id}` must be {Words(option.Type)}", option.Description);
            }
        }
    }

    private static bool Fits(Value value, RuleOptionType type) => type switch
    {
        RuleOptionType.String => value.Kind == ValueKind.String,
        RuleOptionType.Int => value.Kind == ValueKind.Int,
        RuleOptionType.Bool => value.Kind == ValueKind.Bool,
        _ => value.Kind == ValueKind.List && value.AsList.Items.All(item => item.Kind == ValueKind.String),
    };

    private static string Words(RuleOptionType type) => type switch
    {
        RuleOptionType.String => "a text",
        RuleOptionType.Int => "a whole number",
        RuleOptionType.Bool => "`true` or `false`",
        _ => "a list of texts",
    };

    private static RuleSettings RuleOf(Value value) => new()
    {
        Enabled = value.Get("enabled").TryGetBool(out bool enabled) ? enabled : null,
        Severity = SeverityOf(value.Get("severity")),
        Options = Entries(value.Get("options")).ToFrozenDictionary(entry => entry.Key.AsString, entry => entry.Value, StringComparer.Ordinal),
    };

    private static ConfiguredEnvironment EnvironmentOf(ValueEntry entry)
    {
        Value value = entry.Value;
        return new ConfiguredEnvironment(
            new EnvironmentName(entry.Key.AsString),
            TierOf(value.Get("tier")),
            value.Get("root").TryGetString(out string? root) ? root : null,
            Texts(value.Get("var-files")),
            Entries(value.Get("variables")).ToImmutableDictionary(variable => variable.Key.AsString, variable => variable.Value),
            entry.Key.Origin?.Location)
        {
            Workspace = value.Get("workspace").TryGetString(out string? workspace) ? workspace : null,
            Projects = Texts(value.Get("projects")),
            Labels = Texts(value.Get("labels")),
        };
    }

    private static ConfiguredSuppression SuppressionOf(Value value, ConfigurationCheck check)
    {
        DateOnly? until = DateOnly.TryParseExact(value.Get("until").AsString, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day : null;
        Value reason = value.Get("reason");
        if (reason.Kind == ValueKind.String && string.IsNullOrWhiteSpace(reason.AsString))
        {
            check.Error(reason, "The reason of a suppression is empty", "Say why the findings do not count: the next reader has to judge whether that still holds.");
        }

        return new ConfiguredSuppression(
            Texts(value.Get("rules")),
            Texts(value.Get("paths")),
            Texts(value.Get("resources")),
            reason.AsString,
            until,
            check.LocationOf(value));
    }

    /// <summary>The entries with each key once, the last one of equals: a duplicate key is an error of the YAML reader already.</summary>
    private static IEnumerable<ValueEntry> Entries(Value map) =>
        map.AsMap.GroupBy(entry => entry.Key.AsString, StringComparer.Ordinal).Select(group => group.Last());

    private static ImmutableArray<string> Texts(Value value) => value.Kind switch
    {
        ValueKind.String => [value.AsString],
        ValueKind.List => [.. value.AsList.Items.Where(item => item.Kind == ValueKind.String).Select(item => item.AsString)],
        _ => [],
    };

    private static RuleProfile? ProfileOf(Value value) => value.AsString switch
    {
        "default" => RuleProfile.Default,
        "strict" => RuleProfile.Strict,
        _ => null,
    };

    private static FailOn? FailOnOf(Value value) => value.AsString switch
    {
        "never" => FailOn.Never,
        "low" => FailOn.Low,
        "medium" => FailOn.Medium,
        "high" => FailOn.High,
        "critical" => FailOn.Critical,
        _ => null,
    };

    private static Severity? SeverityOf(Value value) => value.AsString switch
    {
        "info" => Severity.Info,
        "low" => Severity.Low,
        "medium" => Severity.Medium,
        "high" => Severity.High,
        "critical" => Severity.Critical,
        _ => null,
    };

    private static EnvironmentTier? TierOf(Value value) => value.AsString switch
    {
        "development" => EnvironmentTier.Development,
        "test" => EnvironmentTier.Test,
        "staging" => EnvironmentTier.Staging,
        "production" => EnvironmentTier.Production,
        _ => null,
    };
}
