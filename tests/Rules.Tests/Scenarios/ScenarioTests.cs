using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Rules;
using GcpLint.Testing;

namespace GcpLint.Tests.Scenarios;

/// <summary>Repositories that look real, with the findings that a careful reader would have.</summary>
public sealed class ScenarioTests(ITestOutputHelper output)
{
    /// <summary>The scenarios whose findings all have their rules.</summary>
    public static TheoryData<string> Complete => ["panelin", "copy-that", "q-logic", "imgstream", "digitwin"];

    public static TheoryData<string> All => ["panelin", "copy-that", "q-logic", "imgstream", "digitwin"];

    [Theory]
    [MemberData(nameof(Complete))]
    public void Every_expected_finding_is_found_at_its_place_in_its_environment(string scenario)
    {
        ScanResult result = Scan(scenario, "current", RuleProfile.Strict);
        ExpectedFindings.Entry[] expected = [.. Read(scenario).Current];

        string[] missing = [.. expected.Where(entry => !result.Findings.Any(entry.IsMetBy)).Select(entry => entry.ToString())];

        output.WriteLine($"{scenario}: {expected.Length - missing.Length} of {expected.Length} expected findings");
        missing.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Complete))]
    public void The_default_profile_reports_what_is_of_medium_severity_or_worse(string scenario)
    {
        Finding[] strict = [.. Scan(scenario, "current", RuleProfile.Strict).Findings.Where(finding => finding.Severity >= Severity.Medium)];
        ScanResult result = Scan(scenario, "current", RuleProfile.Default);

        Read(scenario).Current
            .Where(entry => strict.Any(entry.IsMetBy) && !result.Findings.Any(entry.IsMetBy))
            .Select(entry => entry.ToString())
            .Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Complete))]
    public void Look_alikes_are_left_alone(string scenario)
    {
        ScanResult result = Scan(scenario, "current", RuleProfile.Strict);
        ExpectedFindings expected = Read(scenario);
        ExpectedFindings.Entry[] wanted = [.. expected.Current];

        // A look-alike may stand beside the defect: a finding right at the defect is not about it.
        expected.LookAlikes
            .SelectMany(entry => result.Findings.Where(finding => entry.IsMetBy(finding) && !wanted.Any(other => other.IsMetBy(finding) && other.DistanceTo(finding) < entry.DistanceTo(finding))), (entry, finding) => $"{entry}: {finding.Message}")
            .Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Complete))]
    public void The_improved_repository_has_nothing_forbidden(string scenario)
    {
        ScanResult result = Scan(scenario, "recommended", RuleProfile.Strict);
        ExpectedFindings expected = Read(scenario);

        result.Findings
            .Where(finding => expected.IsForbidden(finding.Rule) || expected.RecommendedLookAlikes.Any(entry => entry.IsMetBy(finding)))
            .Select(finding => $"{finding.Rule} {finding.Location}: {finding.Message}")
            .Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_scenario_is_read_and_no_rule_fails(string scenario)
    {
        foreach (string state in (string[])["current", "recommended"])
        {
            ScanResult result = Scan(scenario, state, RuleProfile.Strict);
            ExpectedFindings expected = Read(scenario);

            result.RuleRuns.Where(run => run.Crashed).Should().BeEmpty();
            if (state == "current")
            {
                int met = expected.Current.Count(entry => result.Findings.Any(entry.IsMetBy));
                output.WriteLine($"{scenario}: {met} of {expected.Current.Count()} expected findings");
            }
            else
            {
                output.WriteLine($"{scenario}: {result.Findings.Count(finding => expected.IsForbidden(finding.Rule))} forbidden findings");
                result.Diagnostics.Where(diagnostic => diagnostic.IsError).Should().BeEmpty();
            }
        }
    }

    private static ExpectedFindings Read(string scenario) => ExpectedFindings.Read(Find($"scenarios/{scenario}/expected.json"));

    private static ScanResult Scan(string scenario, string state, RuleProfile profile) => ScanEngine.Run(
        new ScanRequest
        {
            Files = new DiskFileSystem(Find($"scenarios/{scenario}/{state}")),
            Rules = RuleCatalog.BuiltIn.Rules,
            Configuration = new ScanConfiguration { Profile = profile },
            Filters = [new CommentSuppressions(RuleCatalog.BuiltIn.Rules.Select(rule => rule.Metadata.Id))],
            Today = new DateOnly(2026, 11, 20),
        },
        TestContext.Current.CancellationToken);

    private static string Find(string relative)
    {
        string? path = SharedFiles.Find(relative);
        Assert.SkipWhen(path is null, SharedFiles.Missing(relative));
        return path!;
    }
}
