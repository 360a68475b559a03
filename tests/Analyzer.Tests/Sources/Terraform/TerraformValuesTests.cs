using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class TerraformValuesTests
{
    [Fact]
    public void Variables_take_their_types_and_defaults_of_optional_attributes()
    {
        CloudResource bucket = Repository.Deploy(
            """
            variable "o" {
              type    = object({ name = string, days = optional(number, 7), tags = optional(list(string), []) })
              default = { name = 5, extra = true }
            }
            resource "google_storage_bucket" "x" {
              name   = var.o.name
              labels = { days = var.o.days }
            }
            """).Resources[0];
        bucket.Get("name").Should().Be(Value.Of("5"));
        bucket.Get("labels.days").Should().Be(Value.Of(7));
    }

    [Fact]
    public void A_value_that_does_not_fit_its_type_is_unknown_and_said()
    {
        TerraformResult result = Repository.Load("variable \"n\" {\n  type = number\n  default = \"abc\"\n}\nresource \"google_storage_bucket\" \"x\" {\n  name = var.n\n}\n");
        result.Deployments[0].Resources[0].Get("name").UnknownReason!.Kind.Should().Be(UnknownKind.Error);
        result.Diagnostics.Should().ContainSingle().Which.Location.Text().Should().Be("default = \"abc\"");
    }

    [Fact]
    public void Configurations_in_json_are_read_as_the_native_ones_are()
    {
        CloudResource sql = Repository.Load(
            ("main.tf.json",
            """
            {
              "variable": { "tier": { "default": "small" } },
              "terraform": { "backend": { "gcs": { "bucket": "b" } } },
              "resource": {
                "google_sql_database_instance": {
                  "main": {
                    "deletion_protection": false,
                    "settings": { "tier": "${var.tier}", "database_flags": [{ "name": "a", "value": "1" }, { "name": "b", "value": "2" }] },
                    "lifecycle": { "prevent_destroy": true }
                  }
                }
              }
            }
            """)).Deployments.Single().Resource("google_sql_database_instance.main");
        sql.Get("settings.tier").Should().Be(Value.Of("small"));
        sql.Get("settings.tier").Origin!.Trail.Last().Name.Should().Be("var.tier");
        sql.Blocks("settings.database_flags").Should().HaveCount(2);
        sql.Lifecycle.PreventDestroy.Should().Be(Value.True);
        sql.Locate("deletion_protection").Line.Should().Be(7);
    }

    [Fact]
    public void What_a_data_source_is_asked_for_is_known_and_what_it_answers_is_not()
    {
        CloudResource bucket = Repository.Deploy(
            """
            data "google_secret_manager_secret" "o" {
              secret_id = "example"
            }
            resource "google_storage_bucket" "x" {
              name     = data.google_secret_manager_secret.o.secret_id
              location = data.google_secret_manager_secret.o.name
            }
            """).Resources[0];
        bucket.Get("name").Should().Be(Value.Of("example"));
        bucket.Get("location").UnknownReason!.Kind.Should().Be(UnknownKind.DataSource);
    }

    [Fact]
    public void Sensitive_variables_make_sensitive_values()
    {
        CloudResource user = Repository.Deploy(
            "variable \"p\" {\n  sensitive = true\n  default = \"hunter2\"\n}\nresource \"google_sql_user\" \"u\" {\n  password = \"x${var.p}\"\n}\n").Resources[0];
        user.Get("password").IsSensitive.Should().BeTrue();
        user.Get("password").AsString.Should().Be("xhunter2");
    }

    [Fact]
    public void Null_for_a_variable_that_is_not_nullable_is_its_default()
    {
        Deployment deployment = Repository.Load(
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n  a = null\n  b = null\n}\n"),
            ("m/main.tf", "variable \"a\" {\n  default = \"d\"\n  nullable = false\n}\nvariable \"b\" {\n  default = \"d\"\n}\nresource \"google_storage_bucket\" \"x\" {\n  name = var.a\n  location = var.b\n}\n")).Deployments.Single();
        deployment.Resources[0].Get("name").Should().Be(Value.Of("d"));
        deployment.Resources[0].Attributes.AsMap.ContainsKey("location").Should().BeFalse();
    }

    [Fact]
    public void Paths_and_the_workspace_are_what_the_run_has()
    {
        TerraformInput input = Repository.Of(
            ("tf/main.tf", "module \"m\" {\n  source = \"../shared/m\"\n}\n"),
            ("shared/m/main.tf", "resource \"google_storage_bucket\" \"x\" {\n  name = path.module\n  location = terraform.workspace\n}\n"));
        CloudResource bucket = TerraformLoader.Load(input, TestContext.Current.CancellationToken).Deployments.Single().Resources[0];
        bucket.Get("name").Should().Be(Value.Of("../shared/m"));
        bucket.Get("location").IsUnknown.Should().BeTrue();
        TerraformLoader.Load(input with { Workspace = "w" }, TestContext.Current.CancellationToken).Deployments.Single().Resources[0]
            .Get("location").Should().Be(Value.Of("w"));
    }

    [Fact]
    public void An_element_of_a_list_has_its_own_place()
    {
        CloudResource binding = Repository.Deploy(
            "resource \"google_project_iam_binding\" \"x\" {\n  members = [\n    \"user:a\",\n    \"allUsers\",\n  ]\n}\n").Resources[0];
        binding.Get("members[1]").Origin!.Location.Line.Should().Be(4);
        binding.Locate("members").Text().Should().StartWith("members = [");
    }

    [Fact]
    public void The_trail_of_a_decision_leads_to_what_decided()
    {
        Value tier = Repository.Deploy(
            "variable \"prod\" {\n  default = false\n}\nresource \"google_sql_database_instance\" \"x\" {\n  settings {\n    tier = var.prod ? \"big\" : \"small\"\n  }\n}\n").Resources[0].Get("settings.tier");
        tier.Should().Be(Value.Of("small"));
        tier.Origin!.Trail.Select(step => step.Name).Should().Equal("", "var.prod");
        tier.Origin.From!.Location.Text().Should().Be("default = false");
    }

    [Fact]
    public void Modules_that_terraform_has_installed_are_read()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "module \"net\" {\n  source = \"acme/net/google\"\n  name = \"n\"\n}\n"),
            (".terraform/modules/modules.json", "{\"Modules\":[{\"Key\":\"\",\"Source\":\"\",\"Dir\":\".\"},{\"Key\":\"net\",\"Source\":\"x\",\"Dir\":\".terraform/modules/net\"}]}"),
            (".terraform/modules/net/main.tf", "variable \"name\" {}\nresource \"google_compute_network\" \"vpc\" {\n  name = var.name\n}\n"));
        result.Deployments.Single().Resource("module.net.google_compute_network.vpc").Get("name").Should().Be(Value.Of("n"));
    }

    [Fact]
    public void The_root_has_its_settings_and_values_beside_the_resources()
    {
        Deployment deployment = Repository.Deploy(
            """
            terraform {
              required_version = ">= 1.6"
              required_providers {
                google = { source = "hashicorp/google", version = "~> 6.0" }
              }
              backend "gcs" {
                bucket = "state"
              }
            }
            provider "google" {
              project = var.project
            }
            variable "project" {
              default = "p"
            }
            output "project" {
              value = var.project
            }
            resource "google_storage_bucket" "x" {
            }
            """);
        deployment.Module!.Backend!.GetLabel(0).Should().Be("gcs");
        TerraformLiterals.Text(deployment.Module.RequiredVersion).Should().Be(">= 1.6");
        deployment.Module.RequiredProviders.Should().ContainSingle().Which.Name.Should().Be("google");
        deployment.Providers.Single().Get("project").Should().Be(Value.Of("p"));
        deployment.Outputs.Single().Value.Should().Be(Value.Of("p"));
        deployment.Head.Text().Should().Be("provider \"google\"");
    }

    [Fact]
    public void An_inspection_lists_blocks_as_terraform_does()
    {
        TerraformInspection inspection = TerraformInspection.Inspect(
            Repository.Of(
                ("tf/main.tf", "variable \"e\" {}\nlocals {\n  e = var.e\n}\nresource \"google_storage_bucket\" \"x\" {\n  name = local.e\n  versioning {\n    enabled = true\n  }\n}\n"),
                ("tf/env/prod.tfvars", "e = \"p\"\n")),
            "tf",
            new EnvironmentName("prod"),
            TestContext.Current.CancellationToken);
        inspection.Locals.Single().Value.Should().Be(Value.Of("p"));
        InspectedResource bucket = inspection.Resources.Single();
        bucket.Values.GetPath("versioning[0].enabled").Should().Be(Value.True);
        bucket.Values.Get("name").Should().Be(Value.Of("p"));
        inspection.Files.Select(file => file.Source.Path).Should().Equal("tf/env/prod.tfvars", "tf/main.tf");
    }

    [Fact]
    public void Findings_about_the_same_defect_in_two_environments_have_the_same_place()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "variable \"tier\" {}\nresource \"google_sql_database_instance\" \"x\" {\n  settings {\n    tier = var.tier\n  }\n}\n"),
            ("env/a.tfvars", "tier = \"1\"\n"),
            ("env/b.tfvars", "tier = \"2\"\n"));
        SourceLocation[] places = [.. result.Deployments.Select(deployment => deployment.Resources[0].Locate("settings.tier")).Distinct()];
        places.Should().ContainSingle().Which.Line.Should().Be(4);
    }
}
