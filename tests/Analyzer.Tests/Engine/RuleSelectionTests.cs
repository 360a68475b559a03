using System.Collections.Frozen;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Tests.Engine;

public sealed class RuleSelectionTests
{
    private static readonly RuleDefinition[] Rules =
    [
        Rule("sql/backups", RuleProfile.Default), Rule("docker/healthcheck", RuleProfile.Strict), Rule("docker/non-root-user", RuleProfile.Default),
    ];

    [Fact]
    public void The_default_profile_has_its_own_rules_in_order_of_their_ids()
    {
        Selected(ScanConfiguration.Default).Should().Equal("docker/non-root-user", "sql/backups");
    }

    [Fact]
    public void The_strict_profile_has_all_rules()
    {
        Selected(new ScanConfiguration { Profile = RuleProfile.Strict }).Should().HaveCount(3);
    }

    [Fact]
    public void A_rule_or_area_can_be_enabled_and_disabled()
    {
        Selected(new ScanConfiguration { Enable = ["docker/healthcheck"], Disable = ["sql/*"] }).Should().Equal("docker/healthcheck", "docker/non-root-user");
    }

    [Fact]
    public void Disabling_is_stronger_than_enabling()
    {
        Selected(new ScanConfiguration { Enable = ["*"], Disable = ["docker/healthcheck"] }).Should().Equal("docker/non-root-user", "sql/backups");
    }

    [Fact]
    public void Settings_of_a_rule_are_stronger_than_the_profile()
    {
        var settings = new Dictionary<RuleId, RuleSettings>
        {
            [new RuleId("sql/backups")] = new() { Enabled = false },
            [new RuleId("docker/healthcheck")] = new() { Enabled = true },
        };

        Selected(new ScanConfiguration { Rules = settings.ToFrozenDictionary() }).Should().Equal("docker/healthcheck", "docker/non-root-user");
    }

    [Theory]
    [InlineData("docker/*", "docker/user", true)]
    [InlineData("docker/*", "dockerx/user", false)]
    [InlineData("docker/user", "docker/user", true)]
    [InlineData("docker", "docker/user", false)]
    [InlineData("*", "docker/user", true)]
    public void A_pattern_means_a_rule_an_area_or_all(string pattern, string id, bool matches)
    {
        RuleSelection.Matches(pattern, new RuleId(id)).Should().Be(matches);
    }

    private static IEnumerable<string> Selected(ScanConfiguration configuration) => RuleSelection.Select(Rules, configuration).Select(rule => rule.Id.Text);

    private static RuleDefinition Rule(string id, RuleProfile profile) =>
        new(Scan.Metadata(id, [], profile: profile), Scan.ForEach<int>(id, (_, _) => { }).Compilation.Check!);
}
