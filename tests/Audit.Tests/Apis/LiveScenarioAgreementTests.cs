using GcpLint.Analyzer.Findings;
using GcpLint.Audit;
using GcpLint.Audit.Reading;
using GcpLint.Testing;

namespace GcpLint.Tests.Audit.Apis;

/// <summary>Rules do not know by which way a project was read.</summary>
public sealed class LiveScenarioAgreementTests(ITestOutputHelper output)
{
    public static TheoryData<string> All => ["panelin", "copy-that", "q-logic", "imgstream", "digitwin"];

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_project_over_the_interface_has_the_findings_of_its_export(string scenario)
    {
        string? path = SharedFiles.Find($"scenarios/{scenario}/live-current/assets.ndjson");
        Assert.SkipWhen(path is null, SharedFiles.Missing($"scenarios/{scenario}"));
        string export = await File.ReadAllTextAsync(path!, TestContext.Current.CancellationToken);
        await using ApiServer server = await ApiServer.StartAsync(export);
        server.PageSize = 7;

        AuditResult live = await LiveText.AuditAsync(server, parents: ["organizations/514230918722"]);
        AuditResult file = AuditText.Run(new ExportSource([new ExportFile("assets.ndjson", () => File.OpenRead(path!))], []));

        live.Assets().Should().Be(file.Assets());
        string[] expected = [.. file.Scan.Findings.Select(Text)];
        string[] found = [.. live.Scan.Findings.Select(Text)];
        expected.Except(found).Should().BeEmpty();
        output.WriteLine($"{scenario}: {expected.Length} findings of the export, {found.Length} live; only live, as more was read whole:");
        foreach (string more in found.Except(expected))
        {
            output.WriteLine("  " + more);
        }

        found.Except(expected).Should().OnlyContain(text => live.Scan.Findings.First(finding => Text(finding) == text).Resource!.Contains("cloudresourcemanager", StringComparison.Ordinal));
    }

    private static string Text(Finding finding) => $"{finding.Rule} {finding.Resource}: {finding.Message}";
}
