using GcpLint.Analyzer.Rules;
using GcpLint.Rules;
using GcpLint.Rules.Examples;

namespace GcpLint.Tests;

public sealed class ExampleTests(ITestOutputHelper output)
{
    public static TheoryData<string> Ids => [.. RuleCatalog.BuiltIn.Rules.Select(rule => rule.Metadata.Id.Text)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_examples_of_a_rule_give_exactly_the_marked_findings(string id)
    {
        RuleDefinition rule = RuleCatalog.BuiltIn.Find(id)!;

        var outcomes = ExampleRunner.Run(rule);

        output.WriteLine($"{outcomes.Length} examples");
        outcomes.Should().NotBeEmpty();
        string.Join('\n', outcomes.Where(outcome => outcome.Difference is not null).Select(outcome => $"{outcome}\n{outcome.Difference}")).Should().BeEmpty();
    }
}
