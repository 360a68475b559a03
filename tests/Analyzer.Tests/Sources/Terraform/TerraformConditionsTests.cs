using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class TerraformConditionsTests
{
    [Fact]
    public void A_validation_that_fails_is_said_at_the_value_that_fails()
    {
        TerraformResult result = Repository.Load(
            ("main.tf", "module \"m\" {\n  source = \"./m\"\n  tier = \"huge\"\n}\n"),
            ("m/main.tf", "variable \"tier\" {\n  type = string\n  validation {\n    condition = contains([\"small\", \"big\"], var.tier)\n    error_message = \"Only small or big.\"\n  }\n}\n"));
        Diagnostic failed = result.Diagnostics.Should().ContainSingle().Subject;
        failed.Code.Should().Be("terraform/invalid-variable-value");
        failed.Location.Source.Path.Should().Be("main.tf");
        failed.Location.Line.Should().Be(3);
        failed.Detail.Should().Contain("module.m.var.tier").And.Contain("Only small or big").And.Contain("m/main.tf:4");
    }

    [Theory]
    [InlineData("check \"c\" {\n  assert {\n    condition = 1 == 2\n    error_message = \"no\"\n  }\n}\n", "terraform/check-failed")]
    [InlineData("output \"o\" {\n  value = 1\n  precondition {\n    condition = length(\"a\") == 2\n    error_message = \"no\"\n  }\n}\n", "terraform/condition-failed")]
    [InlineData("resource \"google_storage_bucket\" \"x\" {\n  lifecycle {\n    precondition {\n      condition = false\n      error_message = \"no\"\n    }\n  }\n}\n", "terraform/condition-failed")]
    [InlineData("resource \"google_storage_bucket\" \"x\" {\n  lifecycle {\n    postcondition {\n      condition = can(self.nothing)\n      error_message = \"no\"\n    }\n  }\n}\n", null)]
    [InlineData("variable \"v\" {\n  validation {\n    condition = var.v > 2\n    error_message = \"no\"\n  }\n}\n", null)]
    [InlineData("check \"c\" {\n  assert {\n    condition = google_storage_bucket.gone.name == \"x\"\n    error_message = \"no\"\n  }\n}\n", null)]
    public void Conditions_are_said_only_where_they_are_certain_to_fail(string main, string? code) =>
        Repository.Load(main).Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(code is null ? [] : [code]);

    [Fact]
    public void A_workspace_that_a_script_selects_is_an_environment_of_roots_that_ask_for_it()
    {
        TerraformInput input = Repository.Of(("infra/main.tf", "resource \"google_storage_bucket\" \"x\" {\n  name = terraform.workspace\n}\n"), ("other/main.tf", "resource \"google_storage_bucket\" \"x\" {\n}\n"));
        var place = new SourceLocation(new SourceText("deploy.sh", "prod"), default);
        TerraformResult result = TerraformLoader.Load(
            input with { WorkspaceUses = [new TerraformWorkspaceUse(null, "prod", place), new TerraformWorkspaceUse(null, "jane", place)] },
            TestContext.Current.CancellationToken);
        result.Deployments.Select(deployment => (deployment.Path, deployment.Environment?.Name.Text)).Should().Equal(("infra", "prod"), ("other", null));
        result.Deployments[0].Resources[0].Get("name").Should().Be(Value.Of("prod"));
        result.Deployments[0].Environment!.Tier.Should().Be(EnvironmentTier.Production);
    }
}
