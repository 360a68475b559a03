using System.Text.Json;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Audit;
using GcpLint.Audit.Reading;
using GcpLint.Rules;
using GcpLint.Testing;

namespace GcpLint.Tests.Audit.Scenarios;

/// <summary>Exports of projects that real-looking repositories deployed, with the findings that a careful auditor would have.</summary>
public sealed class LiveScenarioTests(ITestOutputHelper output)
{
    /// <summary>The scenarios whose live findings all have their rules.</summary>
    public static TheoryData<string> Complete => ["panelin", "copy-that", "imgstream"];

    public static TheoryData<string> All => ["panelin", "copy-that", "q-logic", "imgstream", "digitwin"];

    [Theory]
    [MemberData(nameof(Complete))]
    public void Every_expected_finding_is_found_at_its_asset(string scenario)
    {
        AuditResult audit = Audit(scenario, "current");

        Expected(scenario, "live-current").Where(entry => !IsContradicted(scenario, entry) && !audit.Scan.Findings.Any(finding => IsMetBy(entry, finding)))
            .Select(entry => entry.ToString()).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Look_alikes_are_left_alone_and_the_improved_project_has_nothing_forbidden(string scenario)
    {
        AuditResult current = Audit(scenario, "current");
        AuditResult recommended = Audit(scenario, "recommended");
        JsonElement expected = Read(scenario).GetProperty("live-recommended");
        string[] forbidden = [.. Texts(expected, "must_not_report")];
        string[] allowed = [.. Texts(expected, "allowed")];

        Expected(scenario, "live-current_must_not_report")
            .Where(entry => current.Scan.Findings.Any(finding => Matches(entry.GetProperty("rule").GetString()!, finding.Rule) && NameOf(finding) == entry.GetProperty("asset").GetString()))
            .Select(entry => entry.ToString()).Should().BeEmpty();
        recommended.Scan.Findings
            .Where(finding => forbidden.Any(pattern => Matches(pattern, finding.Rule)) && !allowed.Any(pattern => Matches(pattern, finding.Rule)))
            .Select(finding => $"{finding.Rule} {finding.Resource}: {finding.Message}").Should().BeEmpty();
        int met = Expected(scenario, "live-current").Count(entry => current.Scan.Findings.Any(finding => IsMetBy(entry, finding)));
        output.WriteLine($"{scenario}: {met} of {Expected(scenario, "live-current").Count()} expected live findings");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Terraform_and_live_assets_get_the_same_verdicts_where_both_have_the_resource(string scenario)
    {
        string root = Find($"scenarios/{scenario}/current");
        ScanResult scan = ScanEngine.Run(
            new ScanRequest { Files = new DiskFileSystem(root), Rules = RuleCatalog.BuiltIn.Rules, Configuration = new ScanConfiguration { Profile = RuleProfile.Strict }, Today = new DateOnly(2026, 11, 20) },
            TestContext.Current.CancellationToken);
        AuditResult audit = Audit(scenario, "current");
        HashSet<string> source = [.. scan.Findings.Where(finding => finding.Location.Source.Path.EndsWith(".tf", StringComparison.Ordinal)).Select(finding => finding.Rule.Text)];
        int agreed = 0;
        int compared = 0;
        HashSet<string> types = [.. scan.Model.Deployments.Where(deployment => deployment.Kind == DeploymentKind.TerraformRoot).SelectMany(deployment => deployment.Resources).Select(resource => resource.Type)];
        foreach (RuleVerdict verdict in audit.Scan.Verdicts.Where(verdict => verdict.Kind is VerdictKind.Failed or VerdictKind.Passed))
        {
            if (!verdict.Rule.Definition.Metadata.ResourceTypes.Any(types.Contains))
            {
                continue;
            }

            compared++;
            bool same = source.Contains(verdict.Rule.Id.Text) == (verdict.Kind == VerdictKind.Failed);
            agreed += same ? 1 : 0;
            if (!same)
            {
                output.WriteLine($"  {verdict.Rule.Id}: Terraform {(source.Contains(verdict.Rule.Id.Text) ? "fails" : "passes")}, live {verdict.Kind}");
            }
        }

        output.WriteLine($"{scenario}: {agreed} of {compared} rules agree");
        (agreed * 100).Should().BeGreaterThanOrEqualTo(compared * 60, "the rules are the same, and so is nearly all that they look at");
    }

    private static AuditResult Audit(string scenario, string state)
    {
        string export = Find($"scenarios/{scenario}/live-{state}/assets.ndjson");
        ScanResult repository = ScanEngine.Run(
            new ScanRequest { Files = new DiskFileSystem(Find($"scenarios/{scenario}/{state}")), Rules = [], Today = new DateOnly(2026, 11, 20) },
            TestContext.Current.CancellationToken);
        return AuditEngine.RunAsync(
            new AuditRequest
            {
                // The exports of the scenarios have what the services' own APIs say, too.
                Source = new ExportSource([new ExportFile("assets.ndjson", () => File.OpenRead(export))], [ExportSource.All]),
                Rules = RuleCatalog.BuiltIn.Rules,
                Configuration = new ScanConfiguration { Profile = RuleProfile.Strict },
                Today = new DateOnly(2026, 11, 20),
                Repository = repository.Model,
            },
            TestContext.Current.CancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>The trigger of this export has the approval whose lack is expected.</summary>
    private static bool IsContradicted(string scenario, JsonElement entry) => scenario == "panelin" && entry.GetProperty("rule").GetString() == "pipeline/approval";

    private static bool IsMetBy(JsonElement entry, Finding finding) =>
        Matches(entry.GetProperty("rule").GetString()!, finding.Rule)
        && (!entry.TryGetProperty("mentions", out JsonElement mentions) || finding.Message.Contains(mentions.GetString()!, StringComparison.Ordinal))
        && (NameOf(finding) == entry.GetProperty("asset").GetString() || Texts(entry, "also").Contains(NameOf(finding))
            || (entry.TryGetProperty("scope", out JsonElement scope) && scope.GetString() == "project"));

    private static string? NameOf(Finding finding) => finding.Resource?.Split('#')[0];

    private static bool Matches(string pattern, RuleId rule) =>
        pattern.EndsWith('*') ? rule.Text.StartsWith(pattern[..^1], StringComparison.Ordinal) : rule.Text == pattern;

    private static IEnumerable<JsonElement> Expected(string scenario, string key) =>
        Read(scenario).TryGetProperty(key, out JsonElement list) ? list.EnumerateArray().Where(entry => !entry.TryGetProperty("needs_configuration", out _)) : [];

    private static IEnumerable<string> Texts(JsonElement element, string key) =>
        element.TryGetProperty(key, out JsonElement list) ? list.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!) : [];

    private static JsonElement Read(string scenario)
    {
        using var document = JsonDocument.Parse(File.ReadAllText(Find($"scenarios/{scenario}/expected.json")));
        return document.RootElement.Clone();
    }

    private static string Find(string relative)
    {
        string? path = SharedFiles.Find(relative);
        Assert.SkipWhen(path is null, SharedFiles.Missing(relative));
        return path!;
    }
}
