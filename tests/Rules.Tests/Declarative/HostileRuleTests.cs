namespace GcpLint.Tests.Declarative;

public sealed class HostileRuleTests
{
    private const string Pass = """

        examples:
          fail:
            - name: the other assertion
              file: main.tf
              source: |
                resource [|"google_storage_bucket" "a"|] {
                  name     = "a"
                  location = "EU"
                }
          pass:
            - name: nothing
              file: main.tf
              source: |
                locals {}

        """;

    [Theory]
    [InlineData("[1,2,3,4,5,6,7,8,9].all(a, [1,2,3,4,5,6,7,8,9].all(b, [1,2,3,4,5,6,7,8,9].all(c, [1,2,3,4,5,6,7,8,9].all(d, [1,2,3,4,5,6,7,8,9].all(e, [1,2,3,4,5,6,7,8,9].all(f, [1,2,3,4,5,6,7,8,9].all(g, resource.name == '' || a + b + c + d + e + f + g > 0)))))))")]
    [InlineData("[1,2,3,4,5,6,7,8,9].map(a, [1,2,3,4,5,6,7,8,9].map(b, [1,2,3,4,5,6,7,8,9].map(c, [1,2,3,4,5,6,7,8,9].map(d, [1,2,3,4,5,6,7,8,9].map(e, [1,2,3,4,5,6,7,8,9].map(f, [resource.name]))))))[0][0][0][0][0][0][0] == ''")]
    public void A_rule_that_takes_too_many_steps_is_not_assessed_and_harms_no_other_assertion(string expression)
    {
        OwnRule.Run($"""
            resources: [google_storage_bucket]
            assert:
              - that: "{expression}"
                message: It took too long.
              - that: resource.name != 'a'
                message: It is called a.
            """ + Pass).Should().BeEmpty();
    }

    [Fact]
    public void A_pattern_that_would_backtrack_for_ever_takes_linear_time()
    {
        OwnRule.Run($"""
            resources: [google_storage_bucket]
            assert:
              - that: "!'{new string('a', 5000)}!'.matches('^(a+)+$') && resource.name.matches('^(b|b)*$')"
                message: It matches.
            """ + Pass).Should().BeEmpty();
    }

    [Fact]
    public void An_expression_that_is_nested_too_deep_is_an_error_of_the_rule()
    {
        OwnRule.Mistakes($"""
            resources: [google_storage_bucket]
            assert:
              - that: "{new string('(', 5000)}true{new string(')', 5000)}"
                message: It is deep.
            """).Should().NotBeEmpty();
    }

    [Theory]
    [InlineData("{resource.name")]
    [InlineData("{}")]
    [InlineData("{{{")]
    [InlineData("}")]
    [InlineData("{'}")]
    public void A_message_with_a_broken_interpolation_is_an_error_of_the_rule(string message)
    {
        OwnRule.Mistakes($"""
            resources: [google_storage_bucket]
            assert:
              - that: resource.name != ''
                message: "{message}"
            """).Should().NotBeEmpty();
    }

    [Fact]
    public void Braces_and_quotes_of_an_expression_are_its_own()
    {
        OwnRule.Mistakes("""
            resources: [google_storage_bucket]
            assert:
              - that: resource.name != ''
                message: "{resource.labels.all(k, k in {'x': 1}) ? '}' : 'n'} and {{literal}}"
            """).Should().BeEmpty();
    }
}
