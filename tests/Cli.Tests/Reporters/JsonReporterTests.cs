using System.Text.Json;
using GcpLint.Cli.Reporters.Json;

namespace GcpLint.Tests.Reporters;

public sealed class JsonReporterTests
{
    [Fact]
    public void The_sample_report_is_as_accepted() => Golden.Compare("reports/sample.json", SampleReport.Create().Write(new JsonReporter()));

    [Fact]
    public void Suppressed_findings_are_counted_and_listed_when_they_are_asked_for()
    {
        ReportBuilder builder = SampleReport.Create();
        JsonElement root = JsonDocument.Parse(builder.Write(new JsonReporter())).RootElement;
        root.GetProperty("summary").GetProperty("suppressed").GetInt32().Should().Be(1);
        root.GetProperty("findings").EnumerateArray().Should().OnlyContain(finding => finding.GetProperty("suppression").ValueKind == JsonValueKind.Null);

        builder.Options = builder.Options with { IncludeSuppressed = true };
        JsonElement all = JsonDocument.Parse(builder.Write(new JsonReporter())).RootElement.GetProperty("findings");
        all.EnumerateArray().Should().ContainSingle(finding => finding.GetProperty("suppression").ValueKind == JsonValueKind.Object);
    }
}
