using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Plans;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Tests.Engine;

namespace GcpLint.Tests.Sources.Plans;

public sealed class PlanScanTests
{
    private const string Both = "module.db[0].google_sql_database_instance.main";

    private static readonly RuleDefinition Protection = Scan.ForResources("test/protection", "google_sql_database_instance", (instance, context) =>
    {
        if (!instance.Get("deletion_protection").AsBool)
        {
            context.Report(instance, "deletion_protection", $"`{instance.Address}` is not protected");
        }
    });

    private static readonly RuleDefinition Tier = Scan.ForResources("test/tier", "google_sql_database_instance", (instance, context) =>
        context.Report(instance, "settings.tier", $"tier {instance.Get("settings.tier")}"));

    [Fact]
    public void A_finding_of_a_plan_stands_at_the_line_of_the_source()
    {
        ScanResult result = Scan.Run(Request([Protection, Tier], [Planned()], ("main.tf", PlanText.Main)));
        result.Diagnostics.Should().BeEmpty();
        result.Findings.Select(finding => finding.Location.ToString()).Should().BeEquivalentTo("main.tf:9:3", "main.tf:13:5");
        result.Findings.Single(finding => finding.Rule.Text == "test/protection").OtherResources.Should().Equal("google_sql_database_instance.main[\"b\"]");
    }

    [Fact]
    public void The_source_of_a_plan_is_not_judged_besides()
    {
        ScanResult result = Scan.Run(Request([Protection], [Planned(protection: "true")], ("main.tf", PlanText.Main)));
        result.Findings.Should().BeEmpty();
        result.Model.Deployments.Should().ContainSingle().Which.Kind.Should().Be(DeploymentKind.TerraformPlan);
    }

    [Fact]
    public void Another_root_module_is_still_judged()
    {
        ScanResult result = Scan.Run(Request(
            [Protection], [Planned(protection: "true")], ("infra/main.tf", PlanText.Main), ("other/main.tf", "resource \"google_sql_database_instance\" \"x\" {\n}\n")));
        result.Findings.Should().BeEmpty();
        result.Model.Deployments.Select(deployment => (deployment.Path, deployment.Kind)).Should().BeEquivalentTo(
            [("infra", DeploymentKind.TerraformPlan), ("other", DeploymentKind.TerraformRoot)]);
    }

    [Fact]
    public void A_comment_in_the_source_suppresses_a_finding_of_the_plan()
    {
        string main = PlanText.Main.Replace("deletion_protection = false", "deletion_protection = false # gcp-lint: ignore[test/protection] rebuilt every night", StringComparison.Ordinal);
        ScanRequest request = Request([Protection], [Planned()], ("main.tf", main)) with { JudgesPlansOnly = true };
        ScanResult result = Scan.Run(request with { Filters = [new CommentSuppressions(request.Rules.Select(rule => rule.Metadata.Id))] });
        result.Findings.Should().BeEmpty();
        result.SuppressedFindings.Should().ContainSingle().Which.Suppression!.Reason.Should().Be("rebuilt every night");
    }

    [Fact]
    public void Without_its_source_a_finding_stands_in_the_plan()
    {
        ScanResult result = Scan.Run(Request([Protection], [Planned()]));
        result.Findings.Should().HaveCount(2);
        Finding first = result.Findings[0];
        first.Location.Source.Path.Should().Be("plan.json");
        first.Location.Line.Should().Be(13);
        first.Location.Source.GetText(first.Location.Span).Should().Be("false");
        first.Location.Source.Content.Should().NotContain("hunter2").And.NotContain("old-hunter2");
        result.Findings[1].Location.Line.Should().BeGreaterThan(first.Location.Line);
    }

    [Theory]
    [InlineData("\"delete\"", 0)]
    [InlineData("\"forget\"", 0)]
    [InlineData("\"no-op\"", 1)]
    [InlineData("\"update\"", 1)]
    [InlineData("\"create\"", 1)]
    [InlineData("\"delete\", \"create\"", 1)]
    [InlineData("\"create\", \"delete\"", 1)]
    public void What_is_only_destroyed_is_not_judged(string actions, int expected)
    {
        string plan = PlanText.Plan(PlanText.Change("google_sql_database_instance.main", actions, PlanText.Instance()));
        Scan.Run(Request([Protection], [PlanText.Input(plan)])).Findings.Should().HaveCount(expected);
    }

    [Fact]
    public void What_is_known_after_the_apply_is_unknown_and_what_is_sensitive_is_marked()
    {
        string after = """{ "name": "a", "labels": { "a": null, "b": "c" }, "root_password": "hunter2", "settings": [{ "tier": null, "user_labels": {"k": "s3cret"} }] }""";
        string unknown = """{ "labels": { "a": true }, "self_link": true, "settings": [{ "tier": true }] }""";
        string plan = PlanText.Plan(
            PlanText.Change("google_sql_database_instance.main", "\"create\"", after, unknown, """{ "settings": [{ "user_labels": true }] }"""),
            """, "configuration": {"root_module": {"resources": [{"address": "google_sql_database_instance.main", "expressions": {"name": {}, "root_password": {"references": ["var.p"]}, "settings": [{"tier": {"references": ["google_x.y.id", "google_x.y"]}, "user_labels": {}}]}}]}}""");
        CloudResource main = Scan.Run(Request([], [PlanText.Input(plan)])).Model.Deployments.Single().Resources.Single();
        main.Get("settings.tier").UnknownReason!.Detail.Should().Be("known after apply");
        main.Get("self_link").IsAbsent.Should().BeTrue("nobody wrote it");
        main.Get("root_password").IsSensitive.Should().BeTrue("the provider's schema says so");
        main.Get("settings.user_labels.k").IsSensitive.Should().BeTrue();
        main.References.Should().ContainSingle().Which.Should().BeEquivalentTo(
            new { Path = "settings.tier", Target = new ResourceAddress("google_x.y"), Attribute = "id" });
    }

    [Fact]
    public void What_the_provider_adds_stands_behind_what_somebody_wrote()
    {
        Deployment plan = Scan.Run(Request([], [Planned()], ("main.tf", PlanText.Main))).Model.Deployments.Single();
        CloudResource main = plan.Resources[0];
        main.Get("region").AsString.Should().Be("europe-west1");
        main.Attributes.AsMap.ContainsKey("region").Should().BeFalse();
        main.Attributes.AsMap.ContainsKey("name").Should().BeTrue();
        main.Get("root_password").ToString().Should().Be("(sensitive)");
    }

    [Fact]
    public void Instances_of_modules_are_found_in_the_modules_source()
    {
        string plan = PlanText.Plan(PlanText.Change(Both, "\"create\"", PlanText.Instance()));
        ScanResult result = Scan.Run(Request(
            [Protection], [PlanText.Input(plan)],
            ("main.tf", "module \"db\" {\n  source = \"./db\"\n  count  = var.n\n}\nvariable \"n\" {}\n"),
            ("db/main.tf", "resource \"google_sql_database_instance\" \"main\" {\n  name = \"x\"\n  deletion_protection = false\n}\n")));
        result.Findings.Should().ContainSingle().Which.Location.ToString().Should().Be("db/main.tf:3:3");
        result.Findings[0].Resource.Should().Be(Both);
    }

    [Fact]
    public void The_environment_is_that_of_the_plans_variable_or_the_one_that_is_named()
    {
        string plan = PlanText.Plan(PlanText.Change("google_sql_database_instance.main", "\"create\"", PlanText.Instance()), """, "variables": { "environment": { "value": "staging" } }""");
        ScanRequest request = Request([], [PlanText.Input(plan)]);
        Scan.Run(request).Model.Deployments.Single().Environment!.Tier.Should().Be(EnvironmentTier.Staging);
        Scan.Run(request with { EnvironmentNames = ["prod"] }).Model.Deployments.Single().IsProduction.Should().BeTrue();
    }

    [Fact]
    public void A_plan_takes_the_place_of_its_environment_alone()
    {
        string main = "variable \"environment\" {}\n" + PlanText.Main;
        string plan = PlanText.Plan(Changes("true"), """, "variables": { "environment": { "value": "prod" } }""");
        ScanResult result = Scan.Run(Request(
            [Protection], [PlanText.Input(plan)], ("main.tf", main),
            ("environments/prod.tfvars", "environment = \"prod\"\n"), ("environments/dev.tfvars", "environment = \"dev\"\n")));
        result.Findings.Should().ContainSingle().Which.Environments.Should().Equal("dev");
    }

    [Fact]
    public void Several_plans_are_several_deployments()
    {
        string second = PlanText.Plan(PlanText.Change("google_sql_database_instance.other", "\"create\"", PlanText.Instance("c")));
        ScanResult result = Scan.Run(Request([Protection], [Planned(), PlanText.Input(second, path: "other.json")]));
        result.Findings.Select(finding => finding.Location.Source.Path).Should().Equal("other.json", "plan.json", "plan.json");
    }

    [Fact]
    public void A_state_is_judged_as_Terraform_shows_it_and_as_it_stores_it()
    {
        string shown = $$"""{ "format_version": "1.0", "values": { "root_module": { "child_modules": [ { "address": "module.db[0]", "resources": [ { "address": "{{Both}}", "mode": "managed", "type": "google_sql_database_instance", "name": "main", "values": {{PlanText.Instance()}}, "sensitive_values": {"name": true} } ] } ] } } }""";
        string raw = $$"""{ "version": 4, "resources": [ { "module": "module.db[0]", "mode": "managed", "type": "google_sql_database_instance", "name": "main", "instances": [ { "index_key": "a.b", "attributes": {{PlanText.Instance()}}, "sensitive_attributes": [[{"type": "get_attr", "value": "name"}]] } ] } ] }""";
        ScanResult result = Scan.Run(Request([Protection], [PlanText.Input(shown, PlanKind.State, "state.json"), PlanText.Input(raw, PlanKind.State, "terraform.tfstate")]));
        result.Diagnostics.Should().BeEmpty();
        result.Findings.Select(finding => (finding.Location.Source.Path, finding.Resource)).Should().Equal(
            ("state.json", Both), ("terraform.tfstate", Both + "[\"a.b\"]"));
        result.Model.Deployments.SelectMany(deployment => deployment.Resources).Should().OnlyContain(resource => resource.Get("name").IsSensitive);
    }

    private static string Changes(string protection) => string.Join(
        ",\n",
        new[] { "a", "b" }.Select(key => PlanText.Change($"google_sql_database_instance.main[\"{key}\"]", "\"create\"", PlanText.Instance(key, protection), sensitive: """{ "root_password": true }""")));

    private static PlanInput Planned(string protection = "false") => PlanText.Input(PlanText.Plan(Changes(protection)));

    private static ScanRequest Request(IEnumerable<RuleDefinition> rules, PlanInput[] plans, params (string Path, string Text)[] files) =>
        Scan.Request(rules, files) with { Plans = [.. plans] };
}
