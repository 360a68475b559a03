using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class TerraformLoaderTests
{
    [Fact]
    public void A_resource_has_its_attributes_and_places()
    {
        CloudResource sql = Repository.Deploy(
            """
            resource "google_sql_database_instance" "main" {
              deletion_protection = false

              settings {
                tier = "db-f1-micro"
                database_flags {
                  name  = "a"
                  value = "1"
                }
              }
            }
            """).Resource("google_sql_database_instance.main");
        sql.Type.Should().Be("google_sql_database_instance");
        sql.Source.Should().Be(ResourceSource.Terraform);
        sql.Header.Text().Should().Be("resource \"google_sql_database_instance\" \"main\"");
        sql.Block.Span.End.Should().Be(sql.Block.Source.Length);
        sql.Get("deletion_protection").Should().Be(Value.False);
        sql.Locate("deletion_protection").Text().Should().Be("deletion_protection = false");
        sql.Get("settings").Kind.Should().Be(ValueKind.Map);
        sql.Get("settings.tier").Should().Be(Value.Of("db-f1-micro"));
        sql.Locate("settings.disk_size").Text().Should().Be("settings");
        sql.Get("settings.database_flags").Kind.Should().Be(ValueKind.List, "the provider allows several");
        sql.Get("settings.database_flags[0].name").Should().Be(Value.Of("a"));
    }

    [Fact]
    public void Defaults_of_the_provider_are_behind_what_is_written()
    {
        CloudResource sql = Repository.Deploy(
            """
            resource "google_sql_database_instance" "main" {
              settings {
                tier = "t"
                ip_configuration {
                }
              }
            }
            """).Resource("google_sql_database_instance.main");
        Value ipv4 = sql.Get("settings.ip_configuration.ipv4_enabled");
        ipv4.Should().Be(Value.True);
        ipv4.Origin!.Kind.Should().Be(OriginKind.ProviderDefault);
        sql.Get("settings.ip_configuration").AsMap.ContainsKey("ipv4_enabled").Should().BeFalse();
        sql.Locate("settings.ip_configuration.ipv4_enabled").Text().Should().Be("ip_configuration");
    }

    [Fact]
    public void Values_take_the_type_that_the_provider_gives_them_and_null_is_not_written()
    {
        CloudResource sql = Repository.Deploy(
            """
            resource "google_sql_database_instance" "main" {
              deletion_protection = "false"
              root_password       = null
              settings {
                tier      = "t"
                disk_size = "20"
              }
            }
            """).Resource("google_sql_database_instance.main");
        sql.Get("deletion_protection").Should().Be(Value.False);
        sql.Get("settings.disk_size").Should().Be(Value.Of(20));
        sql.Attributes.AsMap.ContainsKey("root_password").Should().BeFalse();
    }

    [Fact]
    public void Blocks_of_types_without_a_schema_are_lists()
    {
        CloudResource resource = Repository.Deploy("resource \"acme_thing\" \"x\" {\n  part {\n    a = 1\n  }\n}\n").Resource("acme_thing.x");
        resource.Get("part").Kind.Should().Be(ValueKind.List);
        resource.Get("part[0].a").Should().Be(Value.Of(1));
    }

    [Fact]
    public void A_value_knows_the_way_it_came()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "variable \"size\" {}\nlocals {\n  tier = var.size\n}\nmodule \"db\" {\n  source = \"./db\"\n  tier = local.tier\n}\n"),
            ("terraform.tfvars", "size = \"small\"\n"),
            ("db/main.tf", "variable \"tier\" {}\nresource \"google_sql_database_instance\" \"main\" {\n  settings {\n    tier = var.tier\n  }\n}\n"));
        Value tier = result.Deployments.Single().Resource("module.db.google_sql_database_instance.main").Get("settings.tier");
        tier.Should().Be(Value.Of("small"));
        tier.Origin!.Trail.Select(step => $"{step.Kind} {step.Name}: {step.Location.Text()}").Should().Equal(
            "Written : tier = var.tier",
            "ModuleInput module.db.tier: tier = local.tier",
            "Local local.tier: tier = var.size",
            "VariableValue var.size: size = \"small\"");
        tier.Origin.Trail.Last().Location.Source.Path.Should().Be("terraform.tfvars");
    }

    [Fact]
    public void References_are_values_where_the_configuration_sets_them_and_unknown_where_the_provider_does()
    {
        Deployment deployment = Repository.Deploy(
            """
            resource "google_compute_network" "vpc" {
              name = "vpc"
            }
            resource "google_compute_subnetwork" "a" {
              name    = "${google_compute_network.vpc.name}-a"
              network = google_compute_network.vpc.id
            }
            """);
        CloudResource subnet = deployment.Resource("google_compute_subnetwork.a");
        subnet.Get("name").Should().Be(Value.Of("vpc-a"));
        subnet.Get("network").UnknownReason!.Kind.Should().Be(UnknownKind.Computed);
        subnet.Get("network").Origin!.From!.Name.Should().Be("google_compute_network.vpc.id");
        ResourceReference edge = subnet.References.Single(reference => reference.Path == "network");
        edge.Target.Text.Should().Be("google_compute_network.vpc");
        edge.Attribute.Should().Be("id");
        edge.Location.Text().Should().Be("google_compute_network.vpc.id");
        CloudResource network = deployment.Resolve(edge).Should().ContainSingle().Subject;
        deployment.ReferencesTo(network).Select(entry => entry.Reference.Path).Should().Equal("name", "network");
    }

    [Fact]
    public void Edges_lead_through_locals_inputs_and_outputs()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "module \"net\" {\n  source = \"./net\"\n}\nlocals {\n  id = module.net.id\n}\nmodule \"sub\" {\n  source = \"./sub\"\n  network = local.id\n}\n"),
            ("net/main.tf", "resource \"google_compute_network\" \"vpc\" {\n  name = \"n\"\n}\noutput \"id\" {\n  value = google_compute_network.vpc.id\n}\n"),
            ("sub/main.tf", "variable \"network\" {}\nresource \"google_compute_subnetwork\" \"s\" {\n  network = var.network\n}\n"));
        Deployment deployment = result.Deployments.Single();
        ResourceReference edge = deployment.Resource("module.sub.google_compute_subnetwork.s").References.Single();
        edge.Target.Text.Should().Be("module.net.google_compute_network.vpc");
        deployment.Resolve(edge).Should().ContainSingle();
    }

    [Fact]
    public void Count_and_for_each_make_instances()
    {
        Deployment deployment = Repository.Deploy(
            """
            variable "who" {}
            resource "google_service_account" "n" {
              count      = 2
              account_id = "n"
            }
            resource "google_service_account" "k" {
              for_each   = { b = "B", "a b" = "A" }
              account_id = each.value
            }
            resource "google_service_account" "u" {
              for_each   = var.who
              account_id = each.key
            }
            resource "google_project_iam_member" "m" {
              member = google_service_account.k["b"].account_id
              role   = google_service_account.u["x"].account_id
            }
            """);
        deployment.Resources.Select(resource => resource.Address.Text).Should().Equal(
            "google_project_iam_member.m",
            "google_service_account.k[\"a b\"]",
            "google_service_account.k[\"b\"]",
            "google_service_account.n[0]",
            "google_service_account.n[1]",
            "google_service_account.u");
        deployment.Resource("google_service_account.k[\"b\"]").Get("account_id").Should().Be(Value.Of("B"));
        CloudResource unknown = deployment.Resource("google_service_account.u");
        unknown.IsConditional.Should().BeTrue();
        unknown.Get("account_id").UnknownReason!.Kind.Should().Be(UnknownKind.InputVariable);
        CloudResource member = deployment.Resource("google_project_iam_member.m");
        member.Get("member").Should().Be(Value.Of("B"));
        member.References.SelectMany(deployment.Resolve).Select(resource => resource.Address.Text)
            .Should().BeEquivalentTo("google_service_account.k[\"b\"]", "google_service_account.u");
        deployment.Resolve(new ResourceReference("", new ResourceAddress("google_service_account.n"), "", default)).Should().HaveCount(2);
    }

    [Fact]
    public void Dynamic_blocks_are_expanded_in_place()
    {
        CloudResource firewall = Repository.Deploy(
            """
            resource "google_compute_firewall" "fw" {
              dynamic "allow" {
                for_each = ["b", "a"]
                content {
                  protocol = allow.value
                }
              }
              allow {
                protocol = "static"
              }
              dynamic "log_config" {
                for_each = var.x
                content {
                  metadata = log_config.value
                }
              }
            }
            variable "x" {}
            """).Resource("google_compute_firewall.fw");
        firewall.Blocks("allow").Select(block => block.Get("protocol").AsString).Should().Equal("b", "a", "static");
        firewall.Get("log_config").UnknownReason!.Kind.Should().Be(UnknownKind.InputVariable);
        firewall.Locate("allow[0]").Text().Should().Be("dynamic \"allow\"");
    }

    [Fact]
    public void Cycles_are_said_once_and_give_unknown_values()
    {
        TerraformResult result = Repository.Load(
            """
            locals {
              a = local.b
              b = local.a
            }
            resource "google_storage_bucket" "x" {
              name     = local.a
              location = google_storage_bucket.x.name
            }
            """);
        result.Deployments.Single().Resource("google_storage_bucket.x").Get("name").UnknownReason!.Kind.Should().Be(UnknownKind.Error);
        result.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("terraform/cycle", "terraform/cycle");
    }

    [Fact]
    public void Lifecycle_is_kept_apart_from_the_attributes()
    {
        CloudResource bucket = Repository.Deploy(
            """
            resource "google_storage_bucket" "x" {
              name = "x"
              lifecycle {
                prevent_destroy = true
                ignore_changes  = [labels["a"], name]
              }
            }
            """).Resource("google_storage_bucket.x");
        bucket.Lifecycle.PreventDestroy.Should().Be(Value.True);
        bucket.Lifecycle.IgnoreChanges.Should().Equal("labels[\"a\"]", "name");
        bucket.Get("lifecycle").IsAbsent.Should().BeTrue();
    }

    [Fact]
    public void What_nobody_tells_is_unknown_with_its_reason()
    {
        Deployment deployment = Repository.Deploy(
            """
            variable "zone" {}
            data "google_project" "p" {}
            module "far" {
              source = "terraform-google-modules/network/google"
            }
            resource "google_compute_instance" "x" {
              zone         = var.zone
              project      = data.google_project.p.project_id
              name         = module.far.name
              machine_type = local.nothing
            }
            """);
        CloudResource instance = deployment.Resource("google_compute_instance.x");
        instance.Get("zone").UnknownReason!.Detail.Should().Be("var.zone has no value");
        instance.Get("project").UnknownReason!.Kind.Should().Be(UnknownKind.DataSource);
        instance.Get("name").UnknownReason!.Kind.Should().Be(UnknownKind.UnresolvedModule);
        instance.Get("machine_type").UnknownReason!.Kind.Should().Be(UnknownKind.Error);
        deployment.DataSources.Should().ContainSingle().Which.Address.Text.Should().Be("data.google_project.p");
    }

    [Fact]
    public void Override_files_replace_arguments_and_blocks()
    {
        CloudResource bucket = Repository.Load(
            ("main.tf", "resource \"google_storage_bucket\" \"x\" {\n  name = \"a\"\n  location = \"EU\"\n  versioning {\n    enabled = true\n  }\n}\n"),
            ("main_override.tf", "resource \"google_storage_bucket\" \"x\" {\n  name = \"b\"\n  versioning {\n    enabled = false\n  }\n}\n"))
            .Deployments.Single().Resource("google_storage_bucket.x");
        bucket.Get("name").Should().Be(Value.Of("b"));
        bucket.Get("location").Should().Be(Value.Of("EU"));
        bucket.Get("versioning.enabled").Should().Be(Value.False);
        bucket.Header.Source.Path.Should().Be("main.tf");
    }

    [Fact]
    public void The_same_module_called_twice_is_two_sets_of_resources()
    {
        Deployment deployment = Repository.Load(
            ("main.tf", "module \"a\" {\n  source = \"./m\"\n  n = \"1\"\n}\nmodule \"b\" {\n  source = \"./m\"\n  for_each = { k = \"2\" }\n  n = each.value\n}\n"),
            ("m/main.tf", "variable \"n\" {}\nresource \"google_storage_bucket\" \"x\" {\n  name = var.n\n}\n")).Deployments.Single();
        deployment.Resources.Select(resource => $"{resource.Address.Text}={resource.Get("name").AsString}")
            .Should().Equal("module.a.google_storage_bucket.x=1", "module.b[\"k\"].google_storage_bucket.x=2");
    }
}
