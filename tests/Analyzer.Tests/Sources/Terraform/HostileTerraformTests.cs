using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class HostileTerraformTests
{
    private const string Sample =
        """
        terraform {
          backend "gcs" {
            bucket = "b"
          }
        }
        variable "names" {
          type    = map(object({ size = optional(number, 1), tags = list(string) }))
          default = { a = { tags = ["x"] }, b = { size = 2, tags = [] } }
        }
        locals {
          first = [for n, v in var.names : n if v.size > 1][0]
        }
        module "m" {
          source   = "./m"
          for_each = var.names
          name     = each.key
        }
        resource "google_compute_firewall" "f" {
          count = length(local.first)
          name  = "f-${count.index}-${module.m["a"].out}"
          dynamic "allow" {
            for_each = toset(["tcp", "udp"])
            content {
              protocol = allow.value
            }
          }
          lifecycle {
            ignore_changes = [name]
          }
        }
        """;

    private const string Inner = "variable \"name\" {}\noutput \"out\" {\n  value = \"o-${var.name}\"\n}\n";

    [Theory]
    [InlineData("./")]
    [InlineData("../a")]
    [InlineData("../b")]
    public void Modules_that_include_themselves_end(string source)
    {
        TerraformResult result = Repository.Load(
            ("a/main.tf", $"module \"self\" {{\n  source = \"{source}\"\n}}\nresource \"google_storage_bucket\" \"x\" {{\n  name = module.self.name\n}}\n"),
            ("b/main.tf", "module \"back\" {\n  source = \"../a\"\n}\n"));
        result.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain("terraform/module-recursion");
        result.Deployments.Should().NotBeEmpty();
    }

    [Fact]
    public void Modules_are_not_followed_out_of_the_tree()
    {
        TerraformResult result = Repository.Load(
            "module \"far\" {\n  source = \"./../../etc\"\n}\nresource \"google_storage_bucket\" \"x\" {\n  name = module.far.name\n}\n");
        result.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("terraform/module-outside");
        result.Deployments[0].Resources[0].Get("name").UnknownReason!.Kind.Should().Be(UnknownKind.UnresolvedModule);
    }

    [Fact]
    public void Files_outside_of_the_tree_are_not_read()
    {
        var asked = new List<string>();
        TerraformInput input = Repository.Of(("tf/main.tf", "resource \"google_storage_bucket\" \"x\" {\n  name = file(\"../../../etc/passwd\")\n  location = file(\"/etc/passwd\")\n}\n")) with
        {
            ReadFile = path =>
            {
                asked.Add(path);
                return null;
            },
        };
        Deployment deployment = TerraformLoader.Load(input, TestContext.Current.CancellationToken).Deployments[0];
        deployment.Resources[0].Get("name").IsUnknown.Should().BeTrue();
        deployment.Resources[0].Get("location").IsUnknown.Should().BeTrue();
        asked.Should().BeEmpty();
    }

    [Fact]
    public void Modules_that_double_at_each_level_are_bounded()
    {
        (string, string)[] files =
        [
            .. Enumerable.Range(0, 24).Select(i => ($"m{i}/main.tf",
                $"module \"l\" {{\n  source = \"../m{i + 1}\"\n}}\nmodule \"r\" {{\n  source = \"../m{i + 1}\"\n}}\nresource \"google_storage_bucket\" \"x\" {{\n}}\n")),
        ];
        TerraformResult result = Repository.Load(files);
        result.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain("terraform/too-many-modules");
        result.Deployments.Should().ContainSingle().Which.Resources.Length.Should().BeLessThanOrEqualTo(10_001);
    }

    [Theory]
    [InlineData("count = 1000000000")]
    [InlineData("count = 1e30")]
    [InlineData("for_each = { for i in range(0, 1024) : \"${i}\" => range(0, 1024) if i >= 0 }")]
    [InlineData("for_each = toset([for i in range(1000000000) : \"${i}\"])")]
    [InlineData("for_each = toset([for i in [for j in range(1024) : range(1024)] : jsonencode(i)])")]
    public void Repetition_is_bounded(string repetition)
    {
        TerraformResult result = Repository.Load($"resource \"google_storage_bucket\" \"x\" {{\n  {repetition}\n  name = \"n\"\n}}\n");
        result.Deployments[0].Resources.Length.Should().BeInRange(1, 2000);
    }

    [Fact]
    public void Long_chains_of_definitions_are_bounded()
    {
        var text = new StringBuilder("locals {\n  l0 = 1\n");
        for (int i = 1; i < 20_000; i++)
        {
            text.Append("  l").Append(i).Append(" = local.l").Append(i - 1).Append('\n');
        }

        text.Append("}\nresource \"google_storage_bucket\" \"x\" {\n  name = local.l19999\n}\n");
        TerraformResult result = Repository.Load(text.ToString());
        result.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain("terraform/too-deep");
        result.Deployments[0].Resources[0].Get("name").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void Values_that_double_at_each_step_are_bounded()
    {
        var text = new StringBuilder("locals {\n  l0 = [\"aaaaaaaaaaaaaaaa\"]\n");
        for (int i = 1; i < 60; i++)
        {
            text.Append("  l").Append(i).Append(" = [local.l").Append(i - 1).Append(", local.l").Append(i - 1).Append("]\n");
        }

        text.Append("}\nresource \"google_storage_bucket\" \"x\" {\n  name = jsonencode(local.l59)\n}\n");
        Repository.Deploy(text.ToString()).Resources[0].Get("name").IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void Deep_blocks_are_read_as_far_as_they_go()
    {
        string text = "resource \"google_storage_bucket\" \"x\" {\n" + string.Concat(Enumerable.Repeat("a {\n", 5000)) + string.Concat(Enumerable.Repeat("}\n", 5000)) + "}\n";
        Repository.Load(text).Files.Should().ContainSingle();
    }

    [Fact]
    public void Whatever_stands_in_a_file_it_is_read()
    {
        Gen<string> mutated =
            from cut in Gen.Choose(0, Sample.Length)
            from length in Gen.Choose(0, 40)
            from insert in Gen.Elements("", "{", "}", "\"", "${", "[", "]", "(", ")", "\0", "=", "\n", "*/", "<<EOT\n", "dynamic", "each", "\uD800", "module.m", "local.first", "/")
            select string.Concat(Sample.AsSpan(0, cut), insert, Sample.AsSpan(Math.Min(Sample.Length, cut + length)));
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(mutated.ToArbitrary(), text =>
            {
                TerraformResult result = Repository.Load(("main.tf", text), ("m/main.tf", Inner));
                foreach (CloudResource resource in result.Deployments.SelectMany(deployment => deployment.Resources))
                {
                    resource.Block.Span.End.Should().BeLessThanOrEqualTo(resource.Block.Source.Length);
                }

                return result.Files.Length == 2;
            }));
    }
}
