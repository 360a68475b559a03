using GcpLint.Rules;
using GcpLint.Text;

namespace GcpLint.Tests.Declarative;

public sealed class RuleTypeCheckTests
{
    [Fact]
    public void A_misspelt_attribute_is_an_error_with_its_place_and_the_nearest_name()
    {
        Mistakes(check: """
            assert:
              - that: resource.deletion_protecton
                message: It can be deleted.
            """)
            .Should().Equal("acme/rule.yaml:9:20: google_sql_database_instance has no field 'deletion_protecton' Did you mean 'deletion_protection'?");
    }

    [Fact]
    public void Every_place_of_a_rule_is_checked_and_all_mistakes_are_told_at_once()
    {
        Mistakes(head: "severity: hihg", check: """
            options:
              days: { type: int, default: 7, description: Fewest days }
              spare: { type: int, default: 7, description: Not used }
            when: resource.setings.tier != null
            for: resource.settings.database_flag
            assert:
              - that: item.nam == 'x' && options.dys > options.days && enviroment.is_production
                at: valu
                message: "`{resource.adress}` has {itm.name}."
            """)
            .Select(mistake => mistake[(mistake.IndexOf(": ", StringComparison.Ordinal) + 2)..]).Should().BeEquivalentTo(
                "`severity` has no value `hihg` Did you mean 'high'?",
                "google_sql_database_instance has no field 'setings' Did you mean 'settings'?",
                "google_sql_database_instance.settings has no field 'database_flag' Did you mean 'database_flags'?",
                "options has no field 'dys' Did you mean 'days'?",
                "Undeclared reference to 'enviroment' Did you mean 'environment'?",
                "google_sql_database_instance has no field 'adress' Did you mean 'address'?",
                "Undeclared reference to 'itm' Did you mean 'item'?",
                "The option `spare` has no effect Use it as `options.spare`, or take it out.");
    }

    [Fact]
    public void The_elements_of_for_have_the_type_of_their_block()
    {
        Mistakes(check: """
            for: resource.settings.database_flags
            assert:
              - that: item.nam == 'x'
                at: valu
                message: "{item.value} {item.vlue}"
            """)
            .Should().Equal(
                "acme/rule.yaml:10:16: google_sql_database_instance.settings.database_flags has no field 'nam' Did you mean 'name'?",
                "acme/rule.yaml:11:9: google_sql_database_instance.settings.database_flags has no attribute `valu` Did you mean 'value'?",
                "acme/rule.yaml:12:34: google_sql_database_instance.settings.database_flags has no field 'vlue' Did you mean 'value'?");
    }

    [Theory]
    [InlineData("resource.connect_mode == 'PRIVATE_SERVICES_ACCESS'", "'connect_mode' is never 'PRIVATE_SERVICES_ACCESS' Did you mean 'PRIVATE_SERVICE_ACCESS'?", "google_redis_instance")]
    [InlineData("resource.tier in ['BASIC', 'STANDARD_AH']", "'tier' is never 'STANDARD_AH' Did you mean 'STANDARD_HA'?", "google_redis_instance")]
    [InlineData("resource.settings.tier", "The expression must give bool, but it gives string ")]
    [InlineData("resource.database_version > 5", "Found no matching overload for '>' applied to (string, int) ")]
    [InlineData("resource.name.tier == ''", "A value of type string has no fields ")]
    public void Types_and_values_that_cannot_be_are_errors(string expression, string mistake, string type = "google_sql_database_instance")
    {
        Mistakes(resources: type, check: $"""
            assert:
              - that: "{expression}"
                message: It is wrong.
            """)
            .Should().ContainSingle().Which.Should().EndWith(mistake);
    }

    [Theory]
    [InlineData("google_sql_databse_instance", "There is no resource type or family `google_sql_databse_instance` Did you mean 'google_sql_database_instance'?")]
    [InlineData("cloud_run_servce", "There is no resource type or family `cloud_run_servce` Did you mean 'cloud_run_service'?")]
    [InlineData("google_sql_database_instance, google_redis_instnce", "There is no resource type or family `google_redis_instnce` Did you mean 'google_redis_instance'?")]
    public void A_misspelt_type_is_an_error(string types, string mistake)
    {
        Mistakes(resources: types, check: """
            assert:
              - that: resource.name != ''
                message: It is wrong.
            """)
            .Should().ContainSingle().Which.Should().EndWith(mistake);
    }

    [Theory]
    [InlineData("google_sql_database_instance, google_redis_instance", "resource.auth_enabled || resource.settings.tier == ''")]
    [InlineData("google_cloud_run_service, google_cloud_run_v2_service", "resource.template.spec.containers.all(c, c.image != '') && resource.template.containers.all(c, c.image != '')")]
    [InlineData("google_sql_database_instance", "resource.settings.ip_configuration.require_ssl == true")]
    [InlineData("google_sql_database_instance", "resource.settings.user_labels.team != ''")]
    [InlineData("aws_s3_bucket", "resource.anything == 1")]
    [InlineData("'*'", "resource.anything == 1")]
    public void What_one_of_the_types_has_may_be_named(string types, string expression)
    {
        Mistakes(resources: types, check: $"""
            assert:
              - that: "{expression}"
                message: It is wrong.
            """)
            .Should().BeEmpty();
    }

    [Fact]
    public void Options_have_values_of_their_types()
    {
        OwnRule.Run("""
            resources: [google_sql_database_instance]
            options:
              days: { type: int, default: seven, description: Fewest days }
              tiers: { type: list, default: [a], description: Tiers }
            assert:
              - that: options.days > 1 && 'x' in options.tiers
                message: It is wrong.
            examples:
              fail: [{ name: a, file: main.tf, source: "", options: { dais: 1 } }]
              pass: [{ name: b, file: main.tf, source: "", options: { tiers: x } }]
            """).Split('\n').Select(mistake => mistake[(mistake.IndexOf(": ", StringComparison.Ordinal) + 2)..]).Should().Equal(
                "The default of `days` is not of its type The types are string, int, bool and list (of strings).",
                "The rule has no option `dais` Did you mean 'days'?",
                "The value of `tiers` is not of its type ");
    }

    [Fact]
    public void A_rule_with_a_mistake_does_not_run()
    {
        RuleCatalog catalog = RuleCatalog.BuiltIn.With([Source("google_sql_database_instance", "severity: high", """
            assert:
              - that: resource.deletion_protecton
                message: It can be deleted.
            """)]);

        catalog.Find("acme/rule").Should().BeNull();
    }

    private static IEnumerable<string> Mistakes(string check, string resources = "google_sql_database_instance", string head = "severity: high") =>
        RuleCatalog.BuiltIn.With([Source(resources, head, check)]).Diagnostics.Select(mistake => $"{mistake} {mistake.Detail}");

    private static SourceText Source(string resources, string head, string check) => new("acme/rule.yaml", $"""
        id: acme/rule
        title: Something is wrong
        {head}
        since: 1.0.0
        why: It is.
        references: [https://example.com/]
        resources: [{resources}]
        {check}
        remedy: {"{"} text: Mend it. {"}"}
        examples:
          fail: [{"{"} name: a, file: main.tf, source: "" {"}"}]
          pass: [{"{"} name: b, file: main.tf, source: "" {"}"}]
        """);
}
