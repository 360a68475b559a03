using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Reporters;

/// <summary>One report with all that reporters have to show; each format has its golden file of it.</summary>
internal static class SampleReport
{
    public static ReportBuilder Create()
    {
        var builder = new ReportBuilder();
        builder.Rule(
            "sql/deletion-protection",
            Severity.High,
            "Cloud SQL instance can be deleted in one step",
            new RuleDocumentation
            {
                Why = "One `terraform destroy` takes the database and its backups with it.",
                Remedies =
                [
                    new RuleRemedy("terraform", "deletion_protection = true\n"),
                    new RuleRemedy("gcloud", "gcloud sql instances patch INSTANCE --deletion-protection"),
                ],
            });
        builder.Rule(
            "docker/non-root-user",
            Severity.Medium,
            "Container runs as root",
            new RuleDocumentation { Why = "A process that breaks out is root.", Remedies = [new RuleRemedy("dockerfile", "RUN useradd app\nUSER app")] });

        MarkedSource main = builder.File("infra/main.tf", FileKind.Terraform, """
            resource "google_sql_database_instance" "main" {
              name                = "main"
            	[|deletion_protection = var.protect|]
            }

            resource "google_sql_database_instance" [|"größe 数据库"|] { for_each = toset(["a", "b", "c"]) [|deletion_protection = false|] /* a long line that goes on and on and on */ }
            """);
        MarkedSource vars = builder.File("infra/prod.tfvars", FileKind.Tfvars, "[|protect = false|]\n");
        MarkedSource docker = builder.File("Dockerfile", FileKind.Dockerfile, "[|FROM python:3.13-slim|]\nRUN pip install flask\n[|USER root|]\n");
        MarkedSource broken = builder.File("deploy.yaml", FileKind.CloudBuild, "steps:\n  - [|name: [|\n|]|]");

        builder.Add(
            "sql/deletion-protection", Severity.High,
            "`google_sql_database_instance.main` can be deleted by `terraform destroy`: `deletion_protection` is `false`. Set it to `true`.",
            main, 0,
            finding => finding with
            {
                Resource = "google_sql_database_instance.main",
                Environments = ["prod", "staging"],
                Related = [new RelatedLocation("`var.protect` is set here", new SourceLocation(vars.Source, vars.Spans[0]))],
            });
        builder.Add(
            "sql/deletion-protection", Severity.High,
            "`google_sql_database_instance.other[\"a\"]` can be deleted by `terraform destroy`: `deletion_protection` is `false`. Set it to `true`.",
            main, 2,
            finding => finding with
            {
                Resource = "google_sql_database_instance.other[\"a\"]",
                OtherResources = ["google_sql_database_instance.other[\"b\"]", "google_sql_database_instance.other[\"c\"]"],
            });
        builder.Add("sql/name", Severity.Critical, "The name `größe 数据库` is not one.", main, 1);
        builder.Add("docker/non-root-user", Severity.Medium, "The image runs as `root`: add a `USER`.", docker, 1);
        builder.Add("docker/digest", Severity.Info, "`python:3.13-slim` is not pinned.", docker, 0);
        builder.Add(
            "docker/healthcheck", Severity.Low, "No `HEALTHCHECK`.", docker, 0,
            finding => finding with { Suppression = new FindingSuppression(true, "Cloud Run has its own probes", new SourceLocation(docker.Source, docker.Spans[0]), new DateOnly(2027, 1, 31)) });
        builder.Diagnose(broken, 0, "yaml/unclosed-sequence", "a sequence is not closed", "Close it with `]`.");
        return builder;
    }
}
