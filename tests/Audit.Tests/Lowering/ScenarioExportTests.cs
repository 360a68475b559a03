using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Lowering;
using GcpLint.Testing;

namespace GcpLint.Tests.Audit.Lowering;

public sealed class ScenarioExportTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("copy-that")]
    [InlineData("digitwin")]
    [InlineData("imgstream")]
    [InlineData("panelin")]
    [InlineData("q-logic")]
    public void Every_line_is_read_and_lowered(string scenario)
    {
        foreach (string state in new[] { "live-current", "live-recommended" })
        {
            string relative = $"scenarios/{scenario}/{state}/assets.ndjson";
            string? path = SharedFiles.Find(relative);
            Assert.SkipWhen(path is null, SharedFiles.Missing(relative));

            ImmutableArray<AssetRead> reads = ReadFile(path);
            var left = reads.Where(read => read.Asset is not null && AssetLowering.Lower(read.Asset).IsEmpty).Select(read => read.Asset!.AssetType.AsString).ToList();
            int resources = reads.Sum(read => read.Asset is null ? 0 : AssetLowering.Lower(read.Asset).Length);
            output.WriteLine($"{scenario}/{state}: {reads.Length} lines, {reads.Length - left.Count} lowered to {resources} resources; left: {string.Join(", ", left.Distinct())}");

            reads.SelectMany(read => read.Diagnostics).Should().BeEmpty();
            reads.Should().HaveCount(File.ReadLines(path).Count()).And.OnlyContain(read => read.Asset != null);
            reads.Select((read, index) => read.Asset!.Place.Line == index + 1).Should().OnlyContain(same => same);
            left.Should().BeSubsetOf(["iam.googleapis.com/ServiceAccountKey", "serviceusage.googleapis.com/Service"], "keys that Google renews and APIs that are off are nothing that Terraform has");
        }
    }

    [Fact]
    public void Values_of_a_database_and_a_service_are_those_of_the_export()
    {
        const string Relative = "scenarios/copy-that/live-recommended/assets.ndjson";
        string? path = SharedFiles.Find(Relative);
        Assert.SkipWhen(path is null, SharedFiles.Missing(Relative));

        var resources = ReadFile(path).SelectMany(read => AssetLowering.Lower(read.Asset!)).ToList();

        CloudResource database = resources.First(resource => resource.Address.Text == "//cloudsql.googleapis.com/projects/copy-that/instances/copy-that-db-production");
        database.Get("settings.tier").AsString.Should().Be("db-custom-2-7680");
        CloudResource service = resources.First(resource =>
            resource is { Type: "google_cloud_run_v2_service", Address.Text: "//run.googleapis.com/projects/copy-that/locations/us-central1/services/copy-that-api-production" });
        service.Get("template.containers[0].image").AsString.Should().Be("us-central1-docker.pkg.dev/copy-that/images/api:1f3a9c20b7de");
        service.Locate("template.containers[0].image").Line.Should().Be(44);
    }

    private static ImmutableArray<AssetRead> ReadFile(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return [.. AssetExportReader.Read("assets.ndjson", stream)];
    }
}
