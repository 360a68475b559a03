using GcpLint.Rules;
using GcpLint.Rules.Examples;
using GcpLint.Text;

namespace GcpLint.Tests.Declarative;

/// <summary>A rule of a user, of its check and its examples alone.</summary>
internal static class OwnRule
{
    private const string Head = """
        id: acme/rule
        title: Something is wrong
        severity: high
        since: 1.0.0
        why: It is.
        references: [https://example.com/]
        remedy: { text: Mend it. }

        """;

    private const string NoExamples = """

        examples:
          fail: [{ name: a, file: main.tf, source: "" }]
          pass: [{ name: b, file: main.tf, source: "" }]

        """;

    public static IEnumerable<string> Mistakes(string check) =>
        RuleCatalog.BuiltIn.With([new SourceText("acme/rule.yaml", Head + check + NoExamples)]).Diagnostics.Select(mistake => $"{mistake.Summary} {mistake.Detail}");

    /// <summary>What the examples find other than they should; empty if all is well.</summary>
    public static string Run(string checkAndExamples)
    {
        RuleCatalog catalog = RuleCatalog.BuiltIn.With([new SourceText("acme/rule.yaml", Head + checkAndExamples)]);
        if (catalog.Find("acme/rule") is not { } rule)
        {
            return string.Join('\n', catalog.Diagnostics.Select(mistake => $"{mistake} {mistake.Detail}"));
        }

        return string.Join('\n', ExampleRunner.Run(rule).Where(outcome => outcome.Difference is not null).Select(outcome => $"{outcome}\n{outcome.Difference}"));
    }
}
