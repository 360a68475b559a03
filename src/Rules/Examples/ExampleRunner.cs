using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Text;

namespace GcpLint.Rules.Examples;

/// <summary>What came of one example.</summary>
/// <param name="Rule">The rule whose example it is.</param>
/// <param name="Example">The example.</param>
/// <param name="ShouldFail">It stands under <c>fail</c>.</param>
/// <param name="Difference">What is other than expected, for people; null if nothing is.</param>
public sealed record ExampleOutcome(RuleDefinition Rule, RuleExample Example, bool ShouldFail, string? Difference)
{
    public override string ToString() => $"{Rule} {(ShouldFail ? "fails" : "passes")}: {Example.Name}";
}

/// <summary>Runs the examples of rules through the whole engine, with the one rule alone.</summary>
public static class ExampleRunner
{
    /// <summary>The day of a run where the example names none: results must not change with the calendar.</summary>
    private static readonly DateOnly DefaultDay = new(2026, 1, 1);

    public static ImmutableArray<ExampleOutcome> Run(RuleDefinition rule)
    {
        RuleDocumentation documentation = rule.Metadata.Documentation;
        return
        [
            .. documentation.Failing.Select(example => Run(rule, example, shouldFail: true)),
            .. documentation.Passing.Select(example => Run(rule, example, shouldFail: false)),
        ];
    }

    private static ExampleOutcome Run(RuleDefinition rule, RuleExample example, bool shouldFail)
    {
        ImmutableArray<ExampleSource> files = [.. example.Files.Select(file => ExampleSource.Parse(file.Path, file.MarkedSource))];

        // Whether a suppression is of use can be told only with the rules that it names.
        bool aboutSuppressions = rule.Metadata.Subjects.Contains("suppression");
        ImmutableArray<RuleDefinition> rules = aboutSuppressions ? RuleCatalog.BuiltIn.Rules : [rule];
        ScanResult result = ScanEngine.Run(new ScanRequest
        {
            Files = InMemoryFileSystem.OfTexts(files.Select(file => KeyValuePair.Create(file.Source.Path, file.Source.Content))),
            Rules = rules,
            Filters = aboutSuppressions ? [new CommentSuppressions(rules.Select(known => known.Metadata.Id))] : [],
            Configuration = ConfigurationFor(rule, example) with { Expectations = ExpectationsOf(files) },
            Today = example.Today ?? DefaultDay,
            Jobs = 1,
        });
        ImmutableArray<Finding> findings = [.. result.Findings.Where(finding => finding.Rule == rule.Metadata.Id && IsIn(finding, example.Environment))];
        return new ExampleOutcome(rule, example, shouldFail, Difference(files, findings, result, example, shouldFail));
    }

    /// <summary>An example with a configuration file shows what the rule finds where the organisation expects something.</summary>
    private static Expectations ExpectationsOf(ImmutableArray<ExampleSource> files) =>
        files.FirstOrDefault(file => file.Source.Path == ConfigurationReader.FileName) is { } file
            ? ConfigurationReader.Read(file.Source).Layer.Expectations ?? Expectations.None
            : Expectations.None;

    private static ScanConfiguration ConfigurationFor(RuleDefinition rule, RuleExample example) => new()
    {
        Profile = RuleProfile.Strict,
        Rules = new Dictionary<RuleId, RuleSettings>
        {
            [rule.Metadata.Id] = new() { Enabled = true, Options = example.Options.ToFrozenDictionary(StringComparer.Ordinal) },
        }.ToFrozenDictionary(),
    };

    private static string? Difference(ImmutableArray<ExampleSource> files, ImmutableArray<Finding> found, ScanResult result, RuleExample example, bool shouldFail)
    {
        var text = new StringBuilder();
        foreach (Diagnostic diagnostic in result.Diagnostics.Where(diagnostic => diagnostic.IsError && !found.Any(finding => finding.Location == diagnostic.Location)))
        {
            text.AppendLine($"  the example has an error: {diagnostic} ({diagnostic.Code})");
        }

        var expected = files.SelectMany(file => file.Lines.Select(line => (file.Source.Path, Line: line))).Order().ToList();
        if (shouldFail != expected.Count > 0)
        {
            text.AppendLine(shouldFail ? "  an example that is to fail needs [|marks|]" : "  an example that is to pass has marks");
        }

        foreach (Finding finding in found)
        {
            if (!expected.Remove((finding.Location.Source.Path, finding.Location.Line)))
            {
                text.AppendLine($"  not expected: {finding.Location}: {finding.Message}");
            }
        }

        foreach ((string path, int line) in expected)
        {
            text.AppendLine($"  not found: {path}:{line}: {LineText(files, path, line)}");
        }

        if (expected.Count > 0)
        {
            foreach (NotAssessedGroup group in result.Coverage.NotAssessed)
            {
                text.AppendLine($"  not assessed: {group.FirstLocation}: {group.Reason}");
            }
        }

        return text.Length == 0 ? null : text.ToString().TrimEnd();
    }

    private static bool IsIn(Finding finding, string? environment) =>
        environment is null || finding.Environments.IsEmpty || finding.Environments.Contains(environment);

    private static string LineText(ImmutableArray<ExampleSource> files, string path, int line) =>
        files.First(file => file.Source.Path == path).Source.GetLineText(line).Trim().ToString();
}
