using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;

namespace GcpLint.Tests.Sources.Terraform;

/// <summary>Blocks that are Terraform's own: what it refuses in them, and what they leave alone.</summary>
public sealed class TerraformDeclarationTests
{
    [Theory]
    [InlineData("variable \"v\" {\n  typ = string\n}", "terraform/unsupported-argument 2: A `variable` block has no argument `typ`. Did you mean `type`?")]
    [InlineData("output \"o\" {\n  value = 1\n  valu = 2\n}", "terraform/unsupported-argument 3: A `output` block has no argument `valu`. Did you mean `value`?")]
    [InlineData("output \"o\" {\n  description = \"x\"\n}", "terraform/missing-argument 1: A `output` block needs the argument `value`.")]
    [InlineData("terraform {\n  required_versio = \"1\"\n}", "terraform/unsupported-argument 2: A `terraform` block has no argument `required_versio`. Did you mean `required_version`?")]
    [InlineData("variable \"v\" {\n  lifecycle {}\n}", "terraform/unsupported-block 2: A `variable` block has no blocks of the type `lifecycle`.")]
    [InlineData("module \"m\" {\n  version = \"1\"\n}", "terraform/missing-argument 1: A `module` block needs the argument `source`.")]
    [InlineData("resource \"acme_x\" \"x\" {\n  count = 1\n  for_each = toset([\"a\"])\n}", "terraform/count-and-for-each 3: `count` and `for_each` exclude each other: one of them says how many there are.")]
    [InlineData("moved {\n  from = a.b\n}", "terraform/missing-argument 1: A `moved` block needs the argument `to`.")]
    public void What_terraform_refuses_is_told_where_it_stands(string main, string expected) =>
        Repository.Load(main).Diagnostics.Where(diagnostic => diagnostic.Code.StartsWith("terraform/", StringComparison.Ordinal))
            .Select(diagnostic => $"{diagnostic.Code} {diagnostic.Location.Line}: {diagnostic.Detail}").Should().Equal(expected);

    [Fact]
    public void An_override_file_need_not_say_everything() => Repository.Load(
        ("main.tf", "output \"o\" {\n  value = 1\n}\n"),
        ("main_override.tf", "output \"o\" {\n  description = \"x\"\n}\n")).Diagnostics.Should().BeEmpty();

    [Theory]
    [InlineData("locals {\n  a = local.b\n  b = local.a\n}", "`local.a` (main.tf:2) -> `local.b` (main.tf:3) -> `local.a`")]
    [InlineData("resource \"acme_x\" \"a\" {\n  v = acme_x.b.v\n}\nresource \"acme_x\" \"b\" {\n  v = local.c\n}\nlocals {\n  c = acme_x.a.v\n}", "`acme_x.a` (main.tf:1) -> `acme_x.b` (main.tf:4) -> `local.c` (main.tf:8) -> `acme_x.a`")]
    public void A_cycle_is_told_once_with_its_way(string main, string way) =>
        Repository.Load(main).Diagnostics.Should().ContainSingle().Which.Detail.Should().Contain(way);

    [Fact]
    public void A_cycle_through_a_module_names_both_sides()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n  in = module.m.out\n}\noutput \"o\" {\n  value = module.m.out\n}\n"),
            ("m/main.tf", "variable \"in\" {}\noutput \"out\" {\n  value = var.in\n}\n"));
        result.Diagnostics.Should().ContainSingle().Which.Detail.Should().Contain("`module.m.output.out` (m/main.tf:2) -> `module.m.var.in` (m/main.tf:1) -> `module.m.output.out`");
    }

    [Theory]
    [InlineData("moved {\n  from = google_storage_bucket.old\n  to = google_storage_bucket.b\n}")]
    [InlineData("removed {\n  from = google_storage_bucket.old\n  lifecycle {\n    destroy = false\n  }\n}")]
    [InlineData("removed {\n  from = google_storage_bucket.old\n  lifecycle {\n    destroy = true\n  }\n  provisioner \"local-exec\" {\n    when = destroy\n    command = \"echo ${self.id}\"\n  }\n}")]
    [InlineData("import {\n  to = google_storage_bucket.b\n  id = \"b\"\n}")]
    [InlineData("import {\n  for_each = { x = \"b\" }\n  to = google_storage_bucket.c[each.key]\n  id = each.value\n}")]
    [InlineData("check \"c\" {\n  data \"google_storage_bucket\" \"d\" {\n    name = \"b\"\n  }\n  assert {\n    condition = data.google_storage_bucket.d.location == \"EU\"\n    error_message = \"x\"\n  }\n}")]
    [InlineData("ephemeral \"google_secret_manager_secret_version\" \"e\" {\n  secret = \"s\"\n}\noutput \"o\" {\n  ephemeral = true\n  value = ephemeral.google_secret_manager_secret_version.e.secret_data\n}")]
    [InlineData("variable \"e\" {\n  type = string\n  ephemeral = true\n}")]
    public void Other_blocks_add_nothing_to_what_is_judged_and_break_nothing(string block)
    {
        TerraformResult result = Repository.Load("resource \"google_storage_bucket\" \"b\" {\n  name = \"b\"\n  provisioner \"local-exec\" {\n    command = \"echo ${self.name}\"\n  }\n  connection {\n    host = self.name\n  }\n}\n" + block);
        result.Diagnostics.Should().BeEmpty();
        Deployment deployment = result.Deployments.Should().ContainSingle().Subject;
        deployment.Resources.Select(resource => resource.Address.Text).Should().Equal("google_storage_bucket.b");
        deployment.Resources[0].Attributes.AsMap.Entries.Select(entry => entry.Key.AsString).Should().Equal("name");
    }
}
