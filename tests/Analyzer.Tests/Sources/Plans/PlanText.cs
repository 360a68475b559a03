using System.Text;
using GcpLint.Analyzer.Sources.Plans;

namespace GcpLint.Tests.Sources.Plans;

/// <summary>Plans in Terraform's format, small enough to be read.</summary>
internal static class PlanText
{
    public const string Main = """
        variable "password" {
          sensitive = true
        }

        resource "google_sql_database_instance" "main" {
          for_each            = toset(["a", "b"])
          name                = each.key
          database_version    = "POSTGRES_16"
          deletion_protection = false
          root_password       = var.password

          settings {
            tier = "db-f1-micro"
          }
        }

        """;

    public static string Change(string address, string actions, string after, string unknown = "{}", string sensitive = "{}", string type = "google_sql_database_instance") =>
        $$"""
        {
          "address": {{System.Text.Json.JsonSerializer.Serialize(address)}},
          "mode": "managed",
          "type": "{{type}}",
          "name": "main",
          "change": {
            "actions": [{{actions}}],
            "before": { "root_password": "old-hunter2" },
            "after": {{after}},
            "after_unknown": {{unknown}},
            "before_sensitive": { "root_password": true },
            "after_sensitive": {{sensitive}}
          }
        }
        """;

    public static string Plan(string changes, string more = "") =>
        $$"""
        {
          "format_version": "1.2",
          "terraform_version": "1.11.4",
          "resource_changes": [
        {{changes}}
          ]{{more}}
        }
        """;

    public static string Instance(string name = "a", string protection = "false") =>
        $$"""{ "name": "{{name}}", "database_version": "POSTGRES_16", "deletion_protection": {{protection}}, "root_password": "hunter2", "settings": [{ "tier": "db-f1-micro", "edition": null, "availability_type": "ZONAL" }], "region": "europe-west1" }""";

    public static PlanInput Input(string text, PlanKind kind = PlanKind.Plan, string path = "plan.json") => new(path, kind, Encoding.UTF8.GetBytes(text));
}
