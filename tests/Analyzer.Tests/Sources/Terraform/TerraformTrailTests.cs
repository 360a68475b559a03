using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Tests.Sources.Terraform;

/// <summary>The way of a value from the attribute to the place where it is written, through everything that hands values on.</summary>
public sealed class TerraformTrailTests
{
    [Fact]
    public void An_element_of_an_object_is_followed_through_modules_to_its_line_in_the_file_of_variables()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "variable \"db\" {}\nlocals {\n  settings = var.db\n}\nmodule \"db\" {\n  source = \"./db\"\n  config = local.settings\n}\n"),
            ("terraform.tfvars", "db = {\n  edition = \"x\"\n  tier = \"small\"\n}\n"),
            ("db/main.tf", "variable \"config\" {\n  type = object({ tier = string, edition = string })\n}\nresource \"google_sql_database_instance\" \"main\" {\n  settings {\n    tier = var.config.tier\n  }\n}\n"));
        TrailOf(result.Deployments.Single().Resources[0], "settings.tier").Should().Equal(
            " db/main.tf:6",
            "module.db.config main.tf:7",
            "local.settings main.tf:3",
            "var.db terraform.tfvars:3");
    }

    [Fact]
    public void Elements_of_for_each_come_from_the_collection() =>
        TrailIn(
            """
            locals {
              databases = {
                a = { tier = "large" }
                b = { tier = "small" }
              }
            }
            resource "google_sql_database_instance" "main" {
              for_each = local.databases
              name     = each.key
              settings {
                tier = each.value.tier
              }
            }
            """,
            "google_sql_database_instance.main[\"b\"]",
            "settings.tier").Should().Equal(" main.tf:11", "for_each main.tf:8", "local.databases main.tf:4");

    [Fact]
    public void A_key_of_for_each_comes_from_the_collection_too() =>
        TrailIn(
            """
            locals {
              databases = {
                a = { tier = "large" }
              }
            }
            resource "google_sql_database_instance" "main" {
              for_each = local.databases
              name     = each.key
            }
            """,
            "google_sql_database_instance.main[\"a\"]",
            "name").Should().Equal(" main.tf:8", "for_each main.tf:7", "local.databases main.tf:3");

    [Fact]
    public void An_index_of_count_comes_from_the_count() =>
        TrailIn(
            """
            variable "replicas" {
              default = 2
            }
            resource "google_sql_database_instance" "main" {
              count = var.replicas
              name  = "db-${count.index}"
            }
            """,
            "google_sql_database_instance.main[1]",
            "name").Should().Equal(" main.tf:6 (composed)", "count main.tf:5 (composed)", "var.replicas main.tf:2");

    [Fact]
    public void Values_of_dynamic_blocks_come_from_the_collection() =>
        TrailIn(
            """
            variable "networks" {
              default = [
                { name = "office", value = "10.0.0.0/8" },
                { name = "all", value = "0.0.0.0/0" },
              ]
            }
            resource "google_sql_database_instance" "main" {
              settings {
                ip_configuration {
                  dynamic "authorized_networks" {
                    for_each = var.networks
                    iterator = network
                    content {
                      value = network.value.value
                    }
                  }
                }
              }
            }
            """,
            "google_sql_database_instance.main",
            "settings.ip_configuration.authorized_networks[1].value").Should().Equal(" main.tf:14", "for_each main.tf:11", "var.networks main.tf:4");

    [Fact]
    public void An_element_of_merged_objects_comes_from_the_one_that_has_it() =>
        TrailIn(
            """
            variable "given" {
              default = {
                tier = "small"
              }
            }
            locals {
              defaults = {
                tier    = "large"
                edition = "x"
              }
              settings = merge(local.defaults, var.given)
            }
            resource "google_sql_database_instance" "main" {
              settings {
                tier = local.settings.tier
              }
            }
            """,
            "google_sql_database_instance.main",
            "settings.tier").Should().Equal(" main.tf:15", "local.settings main.tf:11", "var.given main.tf:3");

    [Theory]
    [InlineData("lookup(local.tiers, \"b\", \"other\")", 3)]
    [InlineData("local.tiers[\"b\"]", 3)]
    [InlineData("element(values(local.tiers), 1)", 3)]
    [InlineData("element(concat([\"x\"], values(local.tiers)), 2)", 3)]
    [InlineData("lookup(zipmap(keys(local.tiers), values(local.tiers)), \"b\", \"other\")", 3)]
    [InlineData("coalesce(null, local.tiers.b)", 3)]
    [InlineData("try(local.tiers.nothing, local.tiers.b)", 3)]
    [InlineData("[for key, tier in local.tiers : tier][1]", 3)]
    [InlineData("one([local.tiers][*].b)", 3)]
    public void What_a_function_or_loop_hands_on_comes_from_where_it_is_written(string expression, int line)
    {
        string[] trail = TrailIn(
            $$"""
            locals {
              tiers = { a = "large",
                b = "small" }
            }
            resource "google_sql_database_instance" "main" {
              settings {
                tier = {{expression}}
              }
            }
            """,
            "google_sql_database_instance.main",
            "settings.tier");
        trail[0].Should().StartWith(" main.tf:7");
        trail[^1].Should().Be($"local.tiers main.tf:{line}");
    }

    [Theory]
    [InlineData("lookup(local.tiers, \"c\", \"other\")")]
    [InlineData("coalesce(var.nothing, \"other\")")]
    [InlineData("try(local.tiers.nothing, \"other\")")]
    public void What_is_written_where_it_is_used_has_no_trail(string expression) =>
        TrailIn(
            $$"""
            variable "nothing" {
              default = null
            }
            locals {
              tiers = { a = "large" }
            }
            resource "google_sql_database_instance" "main" {
              settings {
                tier = {{expression}}
              }
            }
            """,
            "google_sql_database_instance.main",
            "settings.tier").Should().Equal(" main.tf:9");

    [Theory]
    [InlineData("true", "local.large main.tf:9")]
    [InlineData("false", "var.size main.tf:6")]
    public void A_conditional_leads_to_the_branch_that_counts(string production, string end)
    {
        string[] trail = TrailIn(
            $$"""
            variable "production" {
              default = {{production}}
            }
            variable "size" {
              type    = string
              default = "small"
            }
            locals {
              large = "large"
            }
            resource "google_sql_database_instance" "main" {
              settings {
                tier = var.production ? local.large : var.size
              }
            }
            """,
            "google_sql_database_instance.main",
            "settings.tier");
        trail.Should().Equal(" main.tf:13", end);
    }

    [Fact]
    public void A_branch_that_is_written_out_leads_to_the_condition_and_not_to_the_other_branch() =>
        TrailIn(
            """
            variable "production" {
              default = true
            }
            variable "size" {
              default = "small"
            }
            resource "google_sql_database_instance" "main" {
              settings {
                tier = var.production ? "large" : var.size
              }
            }
            """,
            "google_sql_database_instance.main",
            "settings.tier").Should().Equal(" main.tf:9 (composed)", "var.production main.tf:2");

    [Fact]
    public void An_output_of_one_of_several_modules_leads_into_it()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "module \"size\" {\n  source = \"./size\"\n  for_each = { a = \"large\",\n    b = \"small\" }\n  tier = each.value\n}\nresource \"google_sql_database_instance\" \"main\" {\n  settings {\n    tier = module.size[\"b\"].tier\n  }\n}\n"),
            ("size/main.tf", "variable \"tier\" {}\noutput \"tier\" {\n  value = var.tier\n}\n"));
        TrailOf(result.Deployments.Single().Resources[0], "settings.tier").Should().Equal(
            " main.tf:9",
            "module.size[\"b\"].tier size/main.tf:3",
            "module.size.tier main.tf:5",
            "for_each main.tf:4");
    }

    [Fact]
    public void An_attribute_of_another_resource_leads_on_to_where_that_one_has_it_from() =>
        TrailIn(
            """
            locals {
              region = "europe-west1"
            }
            resource "google_sql_database_instance" "main" {
              region = local.region
            }
            resource "google_sql_database_instance" "other" {
              region = google_sql_database_instance.main.region
            }
            """,
            "google_sql_database_instance.other",
            "region").Should().Equal(" main.tf:8", "google_sql_database_instance.main.region main.tf:5", "local.region main.tf:2");

    private static string[] TrailIn(string main, string address, string path) => TrailOf(Repository.Deploy(main).Resource(address), path);

    private static string[] TrailOf(CloudResource resource, string path) =>
        [.. resource.Get(path).Origin!.Trail.Select(step => $"{step.Name} {step.Location.Source.Path}:{step.Location.Line}{(step.IsComposed ? " (composed)" : "")}")];
}
