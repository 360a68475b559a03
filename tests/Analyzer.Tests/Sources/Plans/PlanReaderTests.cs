using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Sources.Plans;
using GcpLint.Tests.Engine;

namespace GcpLint.Tests.Sources.Plans;

public sealed class PlanReaderTests
{
    private static readonly string Good = PlanText.Plan(PlanText.Change("google_sql_database_instance.main[\"ä\"]", "\"create\"", PlanText.Instance()));

    [Theory]
    [InlineData("PK\u0003\u0004zip", "binary")]
    [InlineData("{}", "kind")]
    [InlineData("[]", "kind")]
    [InlineData("", "syntax")]
    [InlineData("null", "kind")]
    [InlineData("{\"version\": 4, \"resources\": []}", "kind")]
    [InlineData("{\"format_version\": \"0.2\", \"resource_changes\": []}", "version")]
    [InlineData("{\"format_version\": \"2.0\", \"resource_changes\": []}", "version")]
    [InlineData("{\"format_version\": \"1.2\", \"resource_changes\": [\0]}", "syntax")]
    [InlineData("{\"format_version\": \"1.2\", \"resource_changes\": []} x", "syntax")]
    [InlineData("{\"format_version\": \"\\ud800\", \"resource_changes\": []}", "syntax")]
    public void What_is_no_plan_is_told_with_its_reason(string text, string code)
    {
        PlanFile file = PlanReader.Read(PlanText.Input(text));
        file.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("plan/" + code);
        file.Resources.Should().BeEmpty();
    }

    [Fact]
    public void A_plan_that_was_cut_names_its_last_line()
    {
        string cut = Good[..(Good.Length * 2 / 3)];
        PlanReader.Read(PlanText.Input(cut)).Diagnostics.Single().Location.Line.Should().Be(cut.Count(unit => unit == '\n') + 1);
    }

    [Fact]
    public void What_Windows_shells_write_is_read()
    {
        byte[] content = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Good)];
        PlanReader.Read(new PlanInput("plan.json", PlanKind.Plan, content)).Resources.Should().ContainSingle().Which.Address.Should().EndWith("[\"ä\"]");
    }

    [Fact]
    public void Places_count_characters_and_lines_of_the_file()
    {
        string text = Good.Replace("\n", "", StringComparison.Ordinal).Replace("{  \"format", "{ \"ä\": \"äö\",\n \"format", StringComparison.Ordinal);
        PlannedResource resource = PlanReader.Read(PlanText.Input(text)).Resources.Single();
        int offset = text.IndexOf("\"google_sql_database_instance.main", StringComparison.Ordinal);
        resource.Header.Start.Line.Should().Be(2);
        resource.Header.Start.Column.Should().Be(offset - text.IndexOf('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Deep_nesting_is_refused_and_not_followed()
    {
        string deep = string.Concat(Enumerable.Repeat("{\"a\":[", 100_000));
        string plan = "{\"format_version\": \"1.2\", \"resource_changes\": [" + deep;
        PlanReader.Read(PlanText.Input(plan)).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("plan/syntax");
        string modules = "{\"format_version\": \"1.0\", \"values\": {\"root_module\": " + string.Concat(Enumerable.Repeat("{\"child_modules\":[", 100_000));
        PlanReader.Read(PlanText.Input(modules, PlanKind.State)).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("plan/syntax");
    }

    [Fact]
    public void A_large_plan_is_read_once()
    {
        string[] changes = [.. Enumerable.Range(0, 5_000).Select(i => PlanText.Change(string.Create(CultureInfo.InvariantCulture, $"google_sql_database_instance.main[{i}]"), "\"create\"", PlanText.Instance()))];
        PlanFile file = PlanReader.Read(PlanText.Input(PlanText.Plan(string.Join(',', changes))));
        file.Resources.Should().HaveCount(5_000);
        file.Resources[^1].Header.Line.Should().BeGreaterThan(5_000);
    }

    [Fact]
    public void Circles_of_references_end()
    {
        string plan = PlanText.Plan(
            PlanText.Change("module.m.google_sql_database_instance.main", "\"create\"", PlanText.Instance()),
            """, "configuration": {"root_module": {"module_calls": {"m": {"expressions": {"v": {"references": ["module.m.o", "module.m.o"]}}, "module": {"outputs": {"o": {"expression": {"references": ["var.v", "var.v"]}}}, "resources": [{"address": "google_sql_database_instance.main", "expressions": {"name": {"references": ["var.v"]}}}]}}}}}""");
        Scan.Run(Scan.Request([]) with { Plans = [PlanText.Input(plan)] }).Model.Deployments.Single().Resources.Single().References.Should().BeEmpty();
    }

    [Fact]
    public void Wrong_types_and_mutations_never_throw()
    {
        string state = """{"version": 4, "resources": [{"mode": "managed", "type": "google_x", "name": "y", "module": "module.m[\"a\"]", "instances": [{"index_key": 1, "attributes": {"a": [{"b": 1}]}, "sensitive_attributes": [[{"type": "get_attr", "value": "a"}]]}]}]}""";
        string[] pieces = ["1", "null", "true", "[]", "{}", "\"x\"", "[[1]]", "{\"a\":{}}", "\0", "\\u", "\"", "1e999", "["];
        Gen<(int, int, int, bool)> gen =
            from place in Gen.Choose(0, 10_000)
            from length in Gen.Choose(0, 30)
            from piece in Gen.Choose(0, 12)
            from isState in ArbMap.Default.GeneratorFor<bool>()
            select (place, length, piece, isState);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(gen.ToArbitrary(), choice =>
        {
            (int place, int length, int piece, bool isState) = choice;
            string text = isState ? state : Good;
            int start = place % text.Length;
            string mutant = text[..start] + pieces[piece] + text[Math.Min(start + length, text.Length)..];
            ScanResult result = ScanEngine.Run(Scan.Request([]) with { Plans = [PlanText.Input(mutant, isState ? PlanKind.State : PlanKind.Plan)] });
            return result.Diagnostics.Any(diagnostic => diagnostic.Code.StartsWith("plan/", StringComparison.Ordinal)) || result.Model.Deployments.Length == 1;
        }));
    }
}
