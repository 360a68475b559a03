using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class TerraformEnvironmentsTests
{
    private const string Main = "variable \"environment\" {}\nresource \"google_storage_bucket\" \"x\" {\n  name = var.environment\n}\n";

    [Fact]
    public void Each_file_of_variables_in_a_folder_of_environments_is_one()
    {
        TerraformResult result = Repository.Load(
            ("tf/main.tf", Main),
            ("tf/environments/production.tfvars", "environment = \"production\"\n"),
            ("tf/environments/staging.tfvars", "environment = \"staging\"\n"),
            ("tf/environments/example.tfvars", "environment = \"x\"\n"));
        result.Deployments.Select(Describe).Should().Equal("tf production Production production", "tf staging Staging staging");
        result.Deployments[0].IsProduction.Should().BeTrue();
        result.Deployments[1].IsProduction.Should().BeFalse();
        result.Deployments[0].Environment!.DeclaredAt!.Value.Source.Path.Should().Be("tf/environments/production.tfvars");
    }

    [Theory]
    [InlineData("prod.tfvars")]
    [InlineData("terraform.prod.tfvars")]
    [InlineData("env/prod.tfvars")]
    [InlineData("envs/prod.tfvars.json")]
    [InlineData("environments/prod/terraform.tfvars")]
    public void Files_of_variables_are_found_where_people_keep_them(string path)
    {
        string text = path.EndsWith(".json", StringComparison.Ordinal) ? "{\"environment\": \"p\"}" : "environment = \"p\"\n";
        Repository.Load(("main.tf", Main), (path, text)).Deployments.Select(Describe).Should().Equal(". prod Production p");
    }

    [Fact]
    public void Folders_of_environments_are_roots_of_their_own()
    {
        TerraformResult result = Repository.Load(
            ("environments/dev/main.tf", "module \"app\" {\n  source = \"../../modules/app\"\n  environment = \"dev\"\n}\n"),
            ("environments/prod/main.tf", "module \"app\" {\n  source = \"../../modules/app\"\n  environment = \"prod\"\n}\n"),
            ("modules/app/main.tf", Main));
        result.Deployments.Select(deployment => $"{deployment.Path} {deployment.Environment!.Name} {deployment.Environment.Tier}")
            .Should().Equal("environments/dev dev Development", "environments/prod prod Production");
        result.Deployments[1].Resource("module.app.google_storage_bucket.x").Get("name").Should().Be(Value.Of("prod"));
    }

    [Fact]
    public void A_default_says_which_environment_it_is_where_nothing_else_does()
    {
        Repository.Load(Main.Replace("{}", "{\n  default = \"dev\"\n}", StringComparison.Ordinal))
            .Deployments.Select(Describe).Should().Equal(". dev Development dev");
    }

    [Fact]
    public void Without_any_sign_there_is_one_deployment_and_it_is_what_users_see()
    {
        Deployment deployment = Repository.Deploy(Main);
        deployment.Environment.Should().BeNull();
        deployment.IsProduction.Should().BeTrue();
        deployment.Resources[0].Get("name").UnknownReason!.Kind.Should().Be(UnknownKind.InputVariable);
    }

    [Fact]
    public void Commands_of_scripts_name_files_of_variables()
    {
        var script = new SourceText("deploy.sh", "terraform apply -var-file=../live.tfvars");
        TerraformInput input = Repository.Of(("tf/main.tf", Main), ("live.tfvars", "environment = \"l\"\n")) with
        {
            VarFileUses = [new TerraformVarFileUse("tf", "../live.tfvars", new SourceLocation(script, new TextSpan(16, 24)))],
        };
        TerraformLoader.Load(input, TestContext.Current.CancellationToken).Deployments.Select(Describe).Should().Equal("tf live Production l");
    }

    [Fact]
    public void What_the_configuration_says_comes_first()
    {
        TerraformInput input = Repository.Of(("main.tf", Main), ("prod.tfvars", "environment = \"file\"\n")) with
        {
            Environments =
            [
                new TerraformEnvironmentSetting(new EnvironmentName("eu"), EnvironmentTier.Staging, "", ["prod.tfvars"], "w", null),
                new TerraformEnvironmentSetting(new EnvironmentName("us"), null, "", [], null, null) { Variables = [new("environment", "us")] },
            ],
        };
        TerraformLoader.Load(input, TestContext.Current.CancellationToken).Deployments.Select(Describe)
            .Should().Equal(". eu Staging file", ". us Unknown us");
        TerraformLoader.Load(input with { OnlyEnvironment = new EnvironmentName("us") }, TestContext.Current.CancellationToken)
            .Deployments.Should().ContainSingle();
    }

    [Fact]
    public void The_command_line_is_stronger_than_files()
    {
        TerraformInput input = Repository.Of(("main.tf", Main), ("terraform.tfvars", "environment = \"a\"\n"), ("z.auto.tfvars", "environment = \"b\"\n"));
        string Name(TerraformInput with) => TerraformLoader.Load(with, TestContext.Current.CancellationToken).Deployments[0].Resources[0].Get("name").AsString;
        Name(input).Should().Be("b");
        Name(input with { VarFiles = ["terraform.tfvars"] }).Should().Be("a");
        Name(input with { VarFiles = ["terraform.tfvars"], Variables = [new("environment", "c")] }).Should().Be("c");
    }

    [Fact]
    public void A_module_that_nobody_calls_is_analysed_but_is_no_production()
    {
        TerraformResult result = Repository.Load(("modules/app/main.tf", Main));
        Deployment deployment = result.Deployments.Should().ContainSingle().Subject;
        deployment.IsReusableModule.Should().BeTrue();
        deployment.IsProduction.Should().BeFalse();
        Repository.Load(("modules/app/main.tf", Main + "provider \"google\" {}\n")).Deployments[0].IsReusableModule.Should().BeFalse();
    }

    private static string Describe(Deployment deployment) =>
        $"{deployment.Path} {deployment.Environment?.Name} {deployment.Environment?.Tier} {deployment.Resources[0].Get("name").AsString}";
}
