using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Configuration;

public sealed class ConfigurationReaderTests
{
    [Fact]
    public void Everything_that_can_be_set_is_read()
    {
        ConfigurationFile file = Read("""
            profile: strict
            fail-on: medium
            include: services/**
            exclude: [docs/, "*.bak"]
            enable: [docker/minimal-base]
            disable: [compose/*]
            rules:
              sql/backups: { enabled: true, severity: critical, options: { days: 30 } }
            environments:
              live-eu:
                tier: production
                root: infra
                var-files: [eu.tfvars]
                variables: { replicas: 3 }
            suppressions:
              - rules: [sql/disk]
                paths: [infra/legacy/]
                resources: ["module.old.*"]
                reason: goes away with the old system
                until: 2027-01-31
            rule-folders: policies
            """);

        file.Diagnostics.Should().BeEmpty();
        file.Layer.FailOn.Should().Be(FailOn.Medium);
        file.Layer.RuleFolders.Should().Equal("policies");
        ScanConfiguration settings = file.Layer.Resolve();
        settings.Profile.Should().Be(RuleProfile.Strict);
        settings.Include.Should().Equal("services/**");
        settings.Exclude.Should().Equal("docs/", "*.bak");
        settings.Disable.Should().Equal("compose/*");
        settings.Rules[new RuleId("sql/backups")].Severity.Should().Be(Severity.Critical);
        settings.Rules[new RuleId("sql/backups")].Options["days"].Should().Be(Value.Of(30));
        settings.Environments.Should().ContainSingle().Which.Tier.Should().Be(EnvironmentTier.Production);
        settings.Suppressions.Should().ContainSingle().Which.Until.Should().Be(new DateOnly(2027, 1, 31));
    }

    [Theory]
    [InlineData("[|profil|]: strict", "Unknown key `profil`", "Did you mean `profile`?")]
    [InlineData("profile: [|strickt|]", "`profile` cannot be `strickt`", "Did you mean `strict`?")]
    [InlineData("rules:\n  a/b:\n    severity: [|hihg|]", "`rules.a/b.severity` cannot be `hihg`", "Did you mean `high`?")]
    [InlineData("rules:\n  a/b:\n    [|sevrity|]: high", "Unknown key `sevrity` in `rules.a/b`", "Did you mean `severity`?")]
    [InlineData("exclude: [|{ a: b }|]", "`exclude` must be a list of texts", "*")]
    [InlineData("exclude: [a, [|1|]]", "`exclude` must hold texts, not `1`", "Put it in quotes.")]
    [InlineData("suppressions:\n  - [|rules: [a/b]|]", "`suppressions[0]` lacks `reason`", "Why they do not count.")]
    [InlineData("suppressions:\n  - rules: [a/b]\n    reason: [|\"\"|]", "The reason of a suppression is empty", "*")]
    [InlineData("suppressions:\n  - rules: [a/b]\n    reason: x\n    until: [|soon|]", "`suppressions[0].until` must be a date such as 2027-01-31", "*")]
    public void A_slip_is_an_error_at_its_place_with_the_nearest_right_name(string marked, string summary, string detail)
    {
        MarkedSource source = MarkedSource.Parse(".gcp-lint.yaml", marked);

        Diagnostic diagnostic = ConfigurationReader.Read(source.Source).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.IsError.Should().BeTrue();
        diagnostic.Summary.Should().Be(summary);
        diagnostic.Detail.Should().Match(detail);
        diagnostic.Location.Span.Should().Be(source.Spans[0]);
    }

    [Theory]
    [InlineData("rules:\n  [|sql/backup|]: { enabled: false }", "Unknown rule `sql/backup`", "Did you mean `sql/backups`?")]
    [InlineData("disable: [sql/*, [|sq/*|]]", "Unknown rule `sq/*`", "*")]
    [InlineData("rules:\n  sql/backups: { options: { [|dayz|]: 3 } }", "`sql/backups` has no option `dayz`", "Did you mean `days`?")]
    [InlineData("rules:\n  sql/backups: { options: { days: [|many|] } }", "Option `days` of `sql/backups` must be a whole number", "*")]
    public void Rules_and_options_are_compared_with_those_there_are(string marked, string summary, string detail)
    {
        MarkedSource source = MarkedSource.Parse(".gcp-lint.yaml", marked);
        var rule = new RuleMetadata(() => RuleDocumentation.Empty)
        {
            Id = new RuleId("sql/backups"),
            Title = "No backups",
            Severity = Severity.High,
            Path = "sql/backups.yaml",
            Options = [new RuleOption("days", RuleOptionType.Int, Value.Of(7), "Days that backups are kept")],
        };

        Diagnostic diagnostic = ConfigurationReader.CheckRules(source.Source, [rule]).Should().ContainSingle().Subject;

        diagnostic.Summary.Should().Be(summary);
        diagnostic.Detail.Should().Match(detail);
        diagnostic.Location.Span.Should().Be(source.Spans[0]);
    }

    [Fact]
    public void The_command_line_is_stronger_than_the_file()
    {
        ConfigurationLayer file = Read("profile: strict\ndisable: [a/b]\nrules: { c/d: { severity: low, options: { x: 1 } } }").Layer;
        var line = new ConfigurationLayer
        {
            Profile = RuleProfile.Default,
            Disable = ["e/f"],
            Rules = System.Collections.Immutable.ImmutableDictionary<RuleId, RuleSettings>.Empty.Add(new RuleId("c/d"), new RuleSettings { Severity = Severity.High }),
        };

        ScanConfiguration settings = file.Under(line).Resolve();

        settings.Profile.Should().Be(RuleProfile.Default);
        settings.Disable.Should().Equal("a/b", "e/f");
        settings.Rules[new RuleId("c/d")].Severity.Should().Be(Severity.High);
        settings.Rules[new RuleId("c/d")].Options.Should().ContainKey("x");
    }

    [Fact]
    public void Duplicate_names_are_told_and_do_no_harm() =>
        Read("rules:\n  a/b: { enabled: true }\n  a/b: { enabled: false }\n").Diagnostics.Should().ContainSingle(diagnostic => diagnostic.Code == "yaml/duplicate-key");

    [Fact]
    public void The_published_schema_is_the_one_that_the_reader_checks_by()
    {
        string path = Path.Combine(SharedFiles.Repository, "docs", "gcp-lint.schema.json");
        string rendered = ConfigurationSchema.Render();
        if (Environment.GetEnvironmentVariable("GCP_LINT_ACCEPT") == "1")
        {
            File.WriteAllText(path, rendered);
        }

        File.ReadAllText(path).Should().Be(rendered, "docs/gcp-lint.schema.json is generated: GCP_LINT_ACCEPT=1 dotnet test tests/Analyzer.Tests writes it");
    }

    private static ConfigurationFile Read(string text) => ConfigurationReader.Read(new SourceText(".gcp-lint.yaml", text));
}
