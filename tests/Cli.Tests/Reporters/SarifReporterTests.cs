using System.Text.Json;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Cli.Reporters.Sarif;
using GcpLint.Testing;

namespace GcpLint.Tests.Reporters;

public sealed class SarifReporterTests
{
    [Fact]
    public void The_sample_report_is_as_accepted() => Golden.Compare("reports/sample.sarif", SampleReport.Create().Write(new SarifReporter()));

    [Fact]
    public void The_same_report_gives_the_same_bytes() =>
        SampleReport.Create().Write(new SarifReporter()).Should().Be(SampleReport.Create().Write(new SarifReporter()));

    [Fact]
    public void Suppressed_results_are_left_out_unless_they_are_asked_for()
    {
        ReportBuilder builder = SampleReport.Create();
        List<JsonElement> counting = Results(builder);
        counting.Should().NotContain(result => Text(result, "ruleId") == "docker/healthcheck");
        counting.Any(result => result.TryGetProperty("suppressions", out _)).Should().BeFalse();

        builder.Options = builder.Options with { IncludeSuppressed = true };
        List<JsonElement> all = Results(builder);
        all.Should().OnlyContain(result => result.GetProperty("suppressions").ValueKind == JsonValueKind.Array);
        JsonElement suppression = all.Single(result => Text(result, "ruleId") == "docker/healthcheck").GetProperty("suppressions")[0];
        Text(suppression, "kind").Should().Be("inSource");
        Text(suppression, "status").Should().Be("accepted");
        Text(suppression, "justification").Should().Be("Cloud Run has its own probes");
        all.Count(result => result.GetProperty("suppressions").GetArrayLength() == 0).Should().Be(all.Count - 1);
    }

    [Fact]
    public void Regions_are_those_of_the_attribute_in_utf16_units()
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("a.tf", FileKind.Terraform, "x {\n  a = \"😀\" [|b\n= 1|]\n}\n");
        builder.Add("sql/x", Severity.High, "m", file);
        JsonElement region = Results(builder)[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("region");
        region.GetRawText().Where(char.IsDigit).Should().Equal('2', '1', '2', '3', '4');
        region.GetProperty("startColumn").GetInt32().Should().Be(12);
        region.GetProperty("endColumn").GetInt32().Should().Be(4);
        Run(builder).GetProperty("columnKind").GetString().Should().Be("utf16CodeUnits");
    }

    [Theory]
    [InlineData("a b/ü#?.tf", "", "a%20b/%C3%BC%23%3F.tf")]
    [InlineData("main.tf", "infra/live/", "infra/live/main.tf")]
    [InlineData("http:/evil.tf", "", "http%3A/evil.tf")]
    public void Paths_are_relative_references_below_the_root_of_the_repository(string path, string prefix, string uri)
    {
        var builder = new ReportBuilder();
        builder.Options = builder.Options with { PathPrefix = prefix };
        builder.Add("sql/x", Severity.High, "m", builder.File(path, FileKind.Terraform, "[|x|]"));
        JsonElement artifact = Results(builder)[0].GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");
        Text(artifact, "uri").Should().Be(uri);
        Text(artifact, "uriBaseId").Should().Be("%SRCROOT%");
    }

    [Fact]
    public void Fingerprints_are_those_of_the_line_in_its_file()
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("a.tf", FileKind.Terraform, "one\n[|two|]\n");
        builder.Add("sql/x", Severity.High, "m", file);
        Text(Results(builder)[0].GetProperty("partialFingerprints"), "primaryLocationLineHash").Should().Be(LineHashes.Compute(file.Source)[1]);
    }

    [Fact]
    public void A_rule_has_all_that_code_scanning_requires_within_its_limits()
    {
        var builder = new ReportBuilder();
        builder.Rule(
            "sql/long-one",
            Severity.Medium,
            new string('t', 5000),
            new RuleDocumentation { Why = string.Concat(Enumerable.Repeat("😀", 2000)) },
            rule => new RuleMetadata(() => rule.Documentation)
            {
                Id = rule.Id,
                Title = rule.Title,
                Severity = rule.Severity,
                Confidence = RuleConfidence.Medium,
                Controls = [.. Enumerable.Range(0, 40).Select(i => $"CIS-GCP-5.0/6.{i}")],
                Path = "",
            });
        JsonElement rule = Run(builder).GetProperty("tool").GetProperty("driver").GetProperty("rules")[0];
        Text(rule, "id").Should().Be("sql/long-one");
        Text(rule, "name").Should().Be("SqlLongOne");
        Text(rule.GetProperty("shortDescription"), "text").Length.Should().Be(1024);
        Text(rule.GetProperty("fullDescription"), "text").Length.Should().BeInRange(1000, 1024);
        Text(rule.GetProperty("help"), "text").Should().NotBeEmpty();
        Text(rule.GetProperty("help"), "markdown").Should().Contain("gcp-lint: ignore[sql/long-one]");
        Text(rule.GetProperty("defaultConfiguration"), "level").Should().Be("warning");
        JsonElement properties = rule.GetProperty("properties");
        Text(properties, "precision").Should().Be("medium");
        Text(properties, "problem.severity").Should().Be("warning");
        Text(properties, "security-severity").Should().Be("5.5");
        properties.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()).Should().HaveCount(10).And.Contain("security");
    }

    [Fact]
    public void Above_the_limit_the_worst_results_stay_and_the_number_of_the_others_is_told()
    {
        var builder = new ReportBuilder();
        for (int i = 0; i < 40; i++)
        {
            MarkedSource file = builder.File($"f{i:00}.tf", FileKind.Terraform, "[|x|]");
            builder.Add("sql/x", i % 4 == 3 ? Severity.Critical : Severity.Low, "m", file);
        }

        JsonElement run = Run(builder, new SarifReporter(new SarifLimits { Results = 12 }));
        List<JsonElement> results = [.. run.GetProperty("results").EnumerateArray()];
        results.Should().HaveCount(12);
        results.Count(result => Text(result.GetProperty("properties"), "severity") == "critical").Should().Be(10);
        JsonElement notification = run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0];
        Text(notification.GetProperty("message"), "text").Should().StartWith("28 results of the least severity left out");
    }

    [Fact]
    public void Above_what_is_shown_the_worst_results_come_first()
    {
        var builder = new ReportBuilder();
        MarkedSource file = builder.File("a.tf", FileKind.Terraform, "[|a|] [|b|] [|c|]");
        builder.Add("sql/x", Severity.Low, "m", file, 0);
        builder.Add("sql/x", Severity.Critical, "m", file, 1);
        builder.Add("sql/x", Severity.Medium, "m", file, 2);
        Run(builder, new SarifReporter(new SarifLimits { ShownResults = 2 })).GetProperty("results").EnumerateArray()
            .Select(result => Text(result.GetProperty("properties"), "severity"))
            .Should().Equal("critical", "medium", "low");
    }

    [Fact]
    public void A_file_that_is_too_large_after_compression_loses_its_mildest_results()
    {
        var builder = new ReportBuilder();
        var random = new Random(7);
        for (int i = 0; i < 200; i++)
        {
            string noise = string.Concat(Enumerable.Range(0, 200).Select(_ => (char)random.Next('a', 'z')));
            builder.Add("sql/x", i == 150 ? Severity.Critical : Severity.Low, noise, builder.File($"f{i:000}.tf", FileKind.Terraform, "[|x|]"));
        }

        JsonElement run = Run(builder, new SarifReporter(new SarifLimits { CompressedBytes = 12_000 }));
        run.GetProperty("results").GetArrayLength().Should().BeInRange(1, 100);
        run.GetProperty("results").EnumerateArray().Should().Contain(result => Text(result, "level") == "error");
        run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications").GetArrayLength().Should().Be(1);
    }

    [Fact]
    public void A_link_that_a_file_smuggles_into_a_message_is_broken_up()
    {
        var builder = new ReportBuilder();
        builder.Add("sql/x", Severity.Low, "The name is `[look](https://evil.example)`.", builder.File("a.tf", FileKind.Terraform, "[|x|]"));
        Text(Results(builder)[0].GetProperty("message"), "text").Should().NotContain("](");
    }

    [Theory]
    [InlineData("", "gcp-lint/")]
    [InlineData("prod", "gcp-lint/prod/")]
    [InlineData("infra/prod/", "gcp-lint/infra/prod/")]
    public void The_category_stands_before_the_last_slash(string category, string id)
    {
        var builder = new ReportBuilder();
        builder.Options = builder.Options with { Category = category };
        Text(Run(builder).GetProperty("automationDetails"), "id").Should().Be(id);
    }

    [Fact]
    public void What_could_not_be_analysed_is_a_notification_with_its_place()
    {
        JsonElement notification = Run(SampleReport.Create()).GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[0];
        Text(notification, "level").Should().Be("error");
        Text(notification.GetProperty("message"), "text").Should().Contain("yaml/unclosed-sequence");
        Text(notification.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation"), "uri").Should().Be("deploy.yaml");
    }

    private static JsonElement Run(ReportBuilder builder, SarifReporter? reporter = null) =>
        JsonDocument.Parse(builder.Write(reporter ?? new SarifReporter())).RootElement.GetProperty("runs")[0];

    private static List<JsonElement> Results(ReportBuilder builder) => [.. Run(builder).GetProperty("results").EnumerateArray()];

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
