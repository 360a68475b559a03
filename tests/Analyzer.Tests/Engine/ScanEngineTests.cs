using System.Collections.Frozen;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Engine;

public sealed class ScanEngineTests
{
    private const string Bucket =
        """
        variable "environment" {
          type = string
        }

        variable "versioned" {
          type    = bool
          default = false
        }

        resource "google_storage_bucket" "data" {
          name     = "data"
          location = "EU"

          versioning {
            enabled = var.versioned
          }
        }

        """;

    private static readonly RuleDefinition Versioning = Scan.ForResources("test/versioning", "google_storage_bucket", (bucket, context) =>
    {
        Value enabled = bucket.Get("versioning.enabled");
        if (enabled.UnknownReason is { } reason)
        {
            context.NotAssessed(bucket.Header, reason);
        }
        else if (!enabled.AsBool)
        {
            context.Report(bucket, "versioning.enabled", $"`{bucket.Address}` keeps no versions");
        }
    });

    private static readonly RuleDefinition Stages = Scan.ForEach<DockerfileModel>("test/stages", (file, context) =>
    {
        SourceLocation place = file.Stages[0].From.Locate(file.Stages[0].From.Span);
        context.Report(place, place, $"{file.Stages.Length} stages");
    });

    [Fact]
    public void What_holds_in_every_environment_names_none()
    {
        ScanResult result = Scan.Run(Scan.Request(
            [Versioning],
            ("main.tf", Bucket),
            ("environments/dev.tfvars", "environment = \"dev\"\n"),
            ("environments/prod.tfvars", "environment = \"prod\"\n")));

        Finding finding = result.Findings.Should().ContainSingle().Subject;
        finding.Environments.Should().BeEmpty();
        finding.Location.Line.Should().Be(15);
        finding.Resource.Should().Be("google_storage_bucket.data");
        finding.Related.Should().ContainSingle().Which.Message.Should().Be("`var.versioned` has its default here: change it here");
    }

    [Fact]
    public void Each_place_where_an_environment_sets_the_value_is_named()
    {
        ScanResult result = Scan.Run(Scan.Request(
            [Versioning],
            ("main.tf", Bucket),
            ("environments/dev.tfvars", "environment = \"dev\"\nversioned = false\n"),
            ("environments/prod.tfvars", "environment = \"prod\"\nversioned = false\n")));

        result.Findings.Should().ContainSingle().Which.Related.Select(related => $"{related.Location}: {related.Message}").Should().Equal(
            "environments/dev.tfvars:2:1: `var.versioned` is set here: change it here",
            "environments/prod.tfvars:2:1: `var.versioned` is set here: change it here");
    }

    [Fact]
    public void What_holds_in_some_environments_names_them()
    {
        ScanResult result = Scan.Run(Scan.Request(
            [Versioning],
            ("main.tf", Bucket),
            ("environments/dev.tfvars", "environment = \"dev\"\n"),
            ("environments/staging.tfvars", "environment = \"staging\"\n"),
            ("environments/prod.tfvars", "environment = \"prod\"\nversioned = true\n")));

        result.Findings.Should().ContainSingle().Which.Environments.Should().Equal("dev", "staging");
    }

    [Fact]
    public void Only_the_environments_that_are_asked_for_are_judged()
    {
        ScanRequest request = Scan.Request(
            [Versioning],
            ("main.tf", Bucket),
            ("environments/dev.tfvars", "environment = \"dev\"\n"),
            ("environments/prod.tfvars", "environment = \"prod\"\nversioned = true\n"));

        Scan.Run(request with { EnvironmentNames = ["prod"] }).Findings.Should().BeEmpty();
    }

    [Fact]
    public void A_rule_about_production_is_shown_production_only()
    {
        RuleDefinition rule = Scan.ForResources("test/production", "google_storage_bucket", (bucket, context) => context.Report(bucket, "name", "x"), RuleEnvironments.Production);

        ScanResult result = Scan.Run(Scan.Request(
            [rule],
            ("main.tf", Bucket),
            ("environments/dev.tfvars", "environment = \"dev\"\n"),
            ("environments/prod.tfvars", "environment = \"prod\"\n")));

        result.Findings.Should().ContainSingle().Which.Environments.Should().Equal("prod");
    }

    [Fact]
    public void Instances_of_one_block_are_one_finding()
    {
        ScanResult result = Scan.Run(Scan.Request([Versioning], ("main.tf", Bucket.Replace("  name     = \"data\"", "  for_each = toset([\"b\", \"a\", \"c\"])\n  name     = each.key"))));

        Finding finding = result.Findings.Should().ContainSingle().Subject;
        finding.Resource.Should().Be("google_storage_bucket.data[\"a\"]");
        finding.OtherResources.Should().Equal("google_storage_bucket.data[\"b\"]", "google_storage_bucket.data[\"c\"]");
        finding.Message.Should().Be("`google_storage_bucket.data[\"a\"]` keeps no versions");
    }

    [Fact]
    public void A_check_that_is_not_assessed_is_counted_with_its_reason()
    {
        ScanResult result = Scan.Run(Scan.Request([Versioning], ("main.tf", Bucket.Replace("  default = false\n", ""))));

        result.Findings.Should().BeEmpty();
        result.Coverage.ChecksNotAssessed.Should().Be(1);
        NotAssessedGroup group = result.Coverage.NotAssessed.Should().ContainSingle().Subject;
        group.Kind.Should().Be(UnknownKind.InputVariable);
        group.Rules.Should().Equal(new RuleId("test/versioning"));
    }

    [Fact]
    public void A_rule_that_crashes_costs_its_own_result_only()
    {
        RuleDefinition crash = Scan.ForEach<DockerfileModel>("test/crash", (_, _) => throw new InvalidOperationException("boom"));

        ScanResult result = Scan.Run(Scan.Request([crash, Stages], ("a/Dockerfile", "FROM a\n"), ("b/Dockerfile", "FROM b\n")));

        result.Findings.Should().HaveCount(2);
        result.Diagnostics.Should().HaveCount(2).And.OnlyContain(diagnostic => diagnostic.Code == "engine/rule-failed" && diagnostic.Summary.Contains("test/crash"));
        result.RuleRuns.Select(run => (run.Rule.Id.Text, run.Subjects, run.Crashed)).Should().Equal(("test/crash", 2, true), ("test/stages", 2, false));
        result.HasErrors.Should().BeTrue();
    }

    [Fact]
    public void The_order_and_content_do_not_depend_on_the_number_of_threads()
    {
        var files = Enumerable.Range(0, 60).Select(i => ($"d{i}/Dockerfile", $"FROM a{i}\nFROM b\n")).Append(("main.tf", Bucket)).ToArray();
        ScanRequest request = Scan.Request([Stages, Versioning], files);

        ScanResult one = Scan.Run(request with { Jobs = 1 });
        ScanResult many = Scan.Run(request with { Jobs = 8 });

        many.Findings.Select(Describe).Should().Equal(one.Findings.Select(Describe));
        one.Findings.Select(finding => finding.Location.Source.Path).Should().BeInAscendingOrder(StringComparer.Ordinal);
        one.Findings.Should().HaveCount(61);

        static string Describe(Finding finding) => $"{finding.Location} {finding.Rule} {finding.Message}";
    }

    [Fact]
    public void A_cancelled_scan_gives_no_result()
    {
        using var source = new CancellationTokenSource();
        RuleDefinition rule = Scan.ForEach<DockerfileModel>("test/cancel", (_, _) => source.Cancel());
        ScanRequest request = Scan.Request([rule], [.. Enumerable.Range(0, 50).Select(i => ($"d{i}/Dockerfile", "FROM a\n"))]);

        Action run = () => ScanEngine.Run(request with { Jobs = 1 }, source.Token);

        run.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Rules_about_the_repository_see_all_of_it()
    {
        RuleDefinition rule = Scan.ForEach<RepositoryModel>("test/repository", (model, context) =>
            context.Report(model.Head, model.Head, string.Join(' ', model.Paths) + (model.FileExists("b.txt") ? " has b" : "")));

        ScanResult result = Scan.Run(Scan.Request([rule], ("Dockerfile", "FROM a\n"), ("b.txt", "")));

        result.Findings.Should().ContainSingle().Which.Message.Should().Be("Dockerfile b.txt has b");
    }

    [Fact]
    public void Coverage_counts_what_was_read_and_what_was_not()
    {
        ScanResult result = Scan.Run(Scan.Request(
            [Versioning],
            ("Dockerfile", "FROM a\nNONSENSE x\n"), ("main.tf", Bucket), ("app.py", ""), ("node_modules/x/Dockerfile", "FROM a"), ("broken.tf", "a\0b")));

        result.Coverage.FilesRead.Should().Be(2);
        result.Coverage.FilesWithErrors.Should().Be(1);
        result.Coverage.FilesNotConcerned.Should().Be(1);
        result.Coverage.Skipped.Select(path => (path.Path, path.Reason)).Should().Equal(("broken.tf", SkipReason.Binary), ("node_modules", SkipReason.Vendored));
        result.Coverage.ResourcesJudged.Should().Be(1);
        result.Coverage.RulesRun.Should().Be(1);
        result.Coverage.Kinds.Should().Equal(new KindCount(FileKind.Dockerfile, 1), new KindCount(FileKind.Terraform, 1));
    }

    [Fact]
    public void A_sensitive_value_is_masked_in_the_message()
    {
        RuleDefinition rule = Scan.ForResources("test/secret", "google_secret_manager_secret_version", (secret, context) => context.Report(new RuleReport
        {
            Location = secret.Header,
            Scope = secret.Block,
            Message = $"The secret is {secret.Get("secret_data").AsString}",
            Value = secret.Get("secret_data").WithSensitive(true),
        }));

        ScanResult result = Scan.Run(Scan.Request([rule], ("main.tf", "resource \"google_secret_manager_secret_version\" \"x\" {\n  secret_data = \"hunter2-and-more-of-it\"\n}\n")));

        result.Findings.Should().ContainSingle().Which.Message.Should().Be("The secret is hunt********");
    }

    [Fact]
    public void A_suppressed_finding_is_kept_apart()
    {
        ScanRequest request = Scan.Request([Stages], ("Dockerfile", "# gcp-lint: ignore[test/stages] one is enough\nFROM a\n"), ("b/Dockerfile", "FROM b\n"));

        ScanResult result = Scan.Run(request with { Filters = [new CommentSuppressions([new RuleId("test/stages")])] });

        result.Findings.Should().ContainSingle().Which.Location.Source.Path.Should().Be("b/Dockerfile");
        result.SuppressedFindings.Should().ContainSingle().Which.Suppression!.Reason.Should().Be("one is enough");
    }

    [Fact]
    public void Rules_about_suppressions_are_shown_what_became_of_them()
    {
        RuleDefinition unused = Scan.ForEach<SuppressionUse>("test/unused", (use, context) =>
        {
            if (use.State == SuppressionState.Unused)
            {
                context.Report(use.Suppression.Location, use.Suppression.Location, "unused");
            }
        });
        ScanRequest request = Scan.Request([Versioning, unused], ("Dockerfile", "# gcp-lint: ignore[test/versioning] reason\nFROM a\n"));

        ScanResult result = Scan.Run(request with { Filters = [new CommentSuppressions([new RuleId("test/versioning")])] });

        result.Findings.Should().ContainSingle().Which.Rule.Text.Should().Be("test/unused");
    }

    [Fact]
    public void The_configuration_sets_severities_and_options()
    {
        RuleDefinition rule = new(
            Scan.Metadata("test/option", ["google_storage_bucket"]),
            Scan.ForResources("test/option", "google_storage_bucket", (bucket, context) => context.Report(bucket, "name", $"option {context.Option("days").AsInt}")).Compilation.Check!);
        ScanRequest request = Scan.Request([rule], ("main.tf", Bucket));
        var settings = new Dictionary<RuleId, RuleSettings> { [new RuleId("test/option")] = new() { Severity = Severity.Critical } };

        ScanResult result = Scan.Run(request with { Configuration = request.Configuration with { Rules = settings.ToFrozenDictionary() } });

        result.Findings.Should().ContainSingle().Which.Severity.Should().Be(Severity.Critical);
    }
}
