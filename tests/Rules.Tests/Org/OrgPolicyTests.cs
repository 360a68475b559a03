using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Rules;
using GcpLint.Text;

namespace GcpLint.Tests.Org;

public sealed class OrgPolicyTests
{
    private const string Database = """
        resource "google_sql_database_instance" "main" {
          name             = "main"
          database_version = "POSTGRES_16"

          settings {
            tier              = "db-custom-2-7680"
            availability_type = "ZONAL"
          }
        }
        """;

    [Fact]
    public void A_misspelt_field_is_an_error_at_its_place_in_the_file()
    {
        ScanResult result = Scan(Database, Constraint("resource.settings.ipConfiguraton.ipv4Enabled == true", "DENY"));

        Diagnostic error = result.Diagnostics.Single(diagnostic => diagnostic.IsError);
        error.Location.ToString().Should().Be("constraints.yaml:4:31");
        error.Summary.Should().Contain("ipConfiguraton");
        error.Detail.Should().Contain("ipConfiguration");
        result.Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("resource.settings.tier > 3")]
    [InlineData("resource.settings.tier ==")]
    [InlineData("resource.settings")]
    [InlineData("reource.settings.tier == 'x'")]
    public void What_is_no_condition_about_the_type_is_an_error(string condition)
    {
        Scan(Database, Constraint(condition, "DENY")).Diagnostics.Should().Contain(diagnostic => diagnostic.IsError && diagnostic.Location.Line == 4);
    }

    [Theory]
    [InlineData("resource.settings.availabilityType == 'REGIONAL'", "ALLOW", true)]
    [InlineData("resource.settings.availabilityType == 'REGIONAL'", "DENY", false)]
    [InlineData("resource.settings.availabilityType == 'ZONAL'", "DENY", true)]
    [InlineData("resource.settings.availabilityType in ['REGIONAL', 'ZONAL']", "ALLOW", false)]
    [InlineData("has(resource.settings.somethingElse)", "DENY", false)]
    [InlineData("!has(resource.settings.somethingElse)", "DENY", false)]
    [InlineData("has(resource.settings.somethingElse) || resource.settings.tier.startsWith('db-')", "DENY", true)]
    [InlineData("resource.databaseVersion.startsWith('POSTGRES') && resource.settings.tier.matches('^db-custom')", "DENY", true)]
    [InlineData("resource.settings.userLabels.exists(key, key == 'team')", "ALLOW", false)]
    public void A_resource_is_refused_if_the_condition_says_so_for_certain(string condition, string action, bool isRefused)
    {
        ScanResult result = Scan(Database, Constraint(condition, action));

        result.Diagnostics.Where(diagnostic => diagnostic.IsError).Should().BeEmpty();
        result.Findings.Select(finding => finding.Rule.Text).Should().Equal(isRefused ? ["org/custom-constraint"] : []);
    }

    [Theory]
    [InlineData("sqladmin.googleapis.com/Instnce", "true", 1)]
    [InlineData("sqladmin.googleapis.com/SomethingNew", "resource.anything.at.all == 'x'", 0)]
    [InlineData("iam.googleapis.com/AllowPolicy", "resource.bindings.exists(binding, RoleNameMatches(binding.role, ['roles/owner']))", 0)]
    public void Types_that_Terraform_lacks_are_no_mistakes_but_misspelt_ones_are(string type, string condition, int errors)
    {
        string constraint = Constraint(condition, "DENY").Replace("sqladmin.googleapis.com/Instance", type, StringComparison.Ordinal);

        Scan(Database, constraint).Diagnostics.Count(diagnostic => diagnostic.IsError).Should().Be(errors);
    }

    [Fact]
    public void The_finding_stands_at_the_attribute_and_tells_values_and_constraint()
    {
        Finding finding = Scan(Database, Constraint("resource.settings.availabilityType == 'REGIONAL'", "ALLOW")).Findings.Single();

        finding.Location.ToString().Should().StartWith("main.tf:7:");
        finding.Message.Should().Contain("custom.test").And.Contain("Ours").And.Contain("`resource.settings.availabilityType` is `ZONAL`");
        finding.Related.Should().Contain(related => related.Location.Source.Path == "constraints.yaml");
    }

    [Theory]
    [InlineData("CREATE", 1)]
    [InlineData("DELETE", 0)]
    [InlineData("REMOVE_GRANT", 0)]
    public void Only_methods_by_which_a_resource_comes_to_be_count(string method, int findings)
    {
        Scan(Database, Constraint("true", "DENY").Replace("CREATE, UPDATE", method, StringComparison.Ordinal)).Findings.Should().HaveCount(findings);
    }

    [Fact]
    public void A_command_that_updates_is_asked_only_for_what_it_says()
    {
        const string script = "#!/bin/bash\ngcloud sql instances patch main --availability-type=zonal\n";

        Scan(script, Constraint("resource.settings.availabilityType == 'ZONAL'", "DENY"), "deploy.sh").Findings.Should().HaveCount(1);
        Scan(script, Constraint("resource.settings.backupConfiguration.enabled", "ALLOW"), "deploy.sh").Findings.Should().BeEmpty();
        Scan(script, Constraint("resource.settings.availabilityType == 'ZONAL'", "DENY").Replace("CREATE, UPDATE", "CREATE", StringComparison.Ordinal), "deploy.sh")
            .Findings.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("---\n---\n")]
    [InlineData("null")]
    [InlineData("- 1\n- [2]\n- {}\n- ~")]
    [InlineData("name: 1\nresourceTypes: x\nmethodTypes: {}\ncondition: []\nactionType: 3")]
    [InlineData("name: {a: b}\ncondition: x\nresourceTypes: [1, null, [a]]\nmethodTypes: [CREATE]\nactionType: DENY")]
    [InlineData("name: projects/p/policies/sql.restrictPublicIp\nspec: {rules: {enforce: [true]}}")]
    [InlineData("name: projects/p/policies/gcp.resourceLocations\nspec: {rules: [{values: {allowedValues: [in:, in:-locations, null, 1, under:x]}}]}")]
    [InlineData("constraint: constraints/\nbooleanPolicy: 7\nlistPolicy: [x]")]
    [InlineData("&a [*a, *a]")]
    [InlineData("\0")]
    [InlineData("name: a/policies/b\nspec: &s {rules: [*s]}")]
    public void Files_that_say_nothing_sensible_are_survived(string text)
    {
        Scan(Database, text).Diagnostics.Should().NotContain(diagnostic => diagnostic.Code.StartsWith("engine/", StringComparison.Ordinal));
    }

    [Fact]
    public void A_condition_that_is_a_bomb_ends()
    {
        string nested = string.Concat(Enumerable.Repeat("[1,2,3,4,5,6,7,8,9].exists(x, ", 12)) + "false" + new string(')', 12);

        ScanResult bomb = Scan(Database, Constraint(nested, "DENY"));
        ScanResult deep = Scan(Database, Constraint(new string('(', 400) + "true" + new string(')', 400), "DENY"));
        ScanResult longest = Scan(Database, Constraint($"'{new string('a', 2000)}' == ''", "DENY"));

        bomb.Findings.Should().BeEmpty();
        deep.Diagnostics.Should().NotContain(diagnostic => diagnostic.Code.StartsWith("engine/", StringComparison.Ordinal));
        longest.Diagnostics.Should().Contain(diagnostic => diagnostic.Summary.Contains("too long", StringComparison.Ordinal));
    }

    [Fact]
    public void Mutations_of_an_honest_file_crash_nothing()
    {
        string honest = Constraint("resource.settings.availabilityType == 'REGIONAL'", "ALLOW")
            + "---\nname: projects/p/policies/sql.restrictPublicIp\nspec:\n  rules:\n    - enforce: true\n";
        Gen<(int At, char With)> change = from at in Gen.Choose(0, honest.Length - 1) from with in Gen.Elements("{}[]:-&*\"'\n \0ü#!|>x".ToCharArray()) select (at, with);
        Gen<string> mutated = change.ArrayOf(3).Select(changes => changes.Aggregate(honest, (text, one) => text[..one.At] + one.With + text[(one.At + 1)..]));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(60),
            Prop.ForAll(mutated.ToArbitrary(), text =>
                !Scan(Database, text).Diagnostics.Any(diagnostic => diagnostic.Code.StartsWith("engine/", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_given_file_that_is_no_constraint_is_an_error()
    {
        Scan(Database, "hello: world").Diagnostics.Should().Contain(diagnostic => diagnostic.IsError && diagnostic.Location.Source.Path == "constraints.yaml");
    }

    [Theory]
    [InlineData("in:eu-locations", "europe-west1", 0)]
    [InlineData("in:eu-locations", "europe-west2", 1)]
    [InlineData("in:europe-locations", "europe-west2", 0)]
    [InlineData("in:us-locations", "europe-west1", 1)]
    [InlineData("in:europe-west1-locations", "europe-west1", 0)]
    [InlineData("europe-west1", "europe-west1", 0)]
    [InlineData("is:europe-west1", "europe-west3", 1)]
    [InlineData("in:low-carbon-locations", "europe-west3", 0)]
    public void Places_are_compared_with_groups_of_places(string allowed, string region, int findings)
    {
        string database = Database.Replace("name             = \"main\"", $"name = \"main\"\n  region = \"{region}\"", StringComparison.Ordinal);

        Scan(database, $"name: organizations/1/policies/gcp.resourceLocations\nspec:\n  rules:\n    - values:\n        allowedValues: ['{allowed}']\n")
            .Findings.Should().HaveCount(findings);
    }

    [Theory]
    [InlineData("org-policies:\n  - constraint: sql.restrictPublicIp\n    enforce: true\n", 1)]
    [InlineData("org-policies:\n  - constraint: sql.restrictPublicIp\n    enforce: true\n  - constraint: sql.restrictPublicIp\n    parent: projects/shop\n    enforce: false\n", 0)]
    [InlineData("org-policies:\n  - constraint: gcp.resourceLocations\n    allowed-values: in:eu-locations\n", 1)]
    [InlineData("org-policies:\n  - constraint: gcp.resourceLocations\n    denied-values: [in:eu-locations]\n", 0)]
    [InlineData("org-policies:\n  - constraint: gcp.resourceLocations\n    deny-all: true\n", 1)]
    public void The_configuration_states_policies_that_are_elsewhere(string configuration, int findings)
    {
        string database = Database.Replace("name             = \"main\"", "name = \"main\"\n  project = \"shop\"\n  region = \"us-east1\"", StringComparison.Ordinal);
        ConfigurationFile read = ConfigurationReader.Read(new SourceText(".gcp-lint.yaml", configuration));

        read.Diagnostics.Should().BeEmpty();
        Scan(database, null, "main.tf", read.Layer.Resolve()).Findings.Should().HaveCount(findings);
    }

    private static string Constraint(string condition, string action) => $"""
        name: organizations/1/customConstraints/custom.test
        resourceTypes: [sqladmin.googleapis.com/Instance]
        methodTypes: [CREATE, UPDATE]
        condition: "{condition.Replace("\"", "\\\"", StringComparison.Ordinal)}"
        actionType: {action}
        displayName: Ours

        """;

    private static ScanResult Scan(string source, string? constraints, string path = "main.tf", ScanConfiguration? configuration = null) => ScanEngine.Run(new ScanRequest
    {
        Files = InMemoryFileSystem.OfTexts([KeyValuePair.Create(path, source)]),
        Rules = [.. RuleCatalog.BuiltIn.Rules.Where(rule => rule.Metadata.Id.Text is "org/custom-constraint" or "org/managed-constraint")],
        Configuration = configuration ?? ScanConfiguration.Default,
        OrgPolicies = constraints is null ? [] : [new SourceText("constraints.yaml", constraints)],
        Today = new DateOnly(2026, 1, 1),
        Jobs = 1,
    });
}
