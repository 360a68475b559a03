using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Testing;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Terraform;

public sealed class CorpusTests
{
    [Fact]
    public void Every_repository_of_the_corpus_loads()
    {
        TerraformInput? input = Repository.Shared("corpus");
        Assert.SkipWhen(input is null, SharedFiles.Missing("corpus"));
        TerraformResult result = TerraformLoader.Load(input!, TestContext.Current.CancellationToken);
        result.Modules.Should().HaveCountGreaterThan(250);
        result.Deployments.Sum(deployment => deployment.Resources.Length).Should().BeGreaterThan(500);
        foreach (IGrouping<string, GcpLint.Text.Diagnostic> group in result.Diagnostics.GroupBy(diagnostic => diagnostic.Code))
        {
            TestContext.Current.SendDiagnosticMessage($"{group.Key}: {group.Count()}, such as {group.First()}");
        }

        result.Deployments.SelectMany(deployment => deployment.Resources).SelectMany(resource => resource.References)
            .Should().OnlyContain(reference => reference.Target.Text.Length > 0 && reference.Location.Span.End <= reference.Location.Source.Length);
    }

    [Fact]
    public void The_scenario_copy_that_has_two_environments()
    {
        TerraformInput? input = Repository.Shared("scenarios/copy-that/current");
        Assert.SkipWhen(input is null, SharedFiles.Missing("scenarios/copy-that"));
        TerraformResult result = TerraformLoader.Load(input!, TestContext.Current.CancellationToken);
        result.Files.Should().OnlyContain(file => file.Diagnostics.IsEmpty);
        result.Deployments.Select(deployment => $"{deployment.Path} {deployment.Environment?.Name}").Should().Equal(
            "deploy/terraform production", "deploy/terraform staging", "deploy/terraform-state ");
        foreach (Deployment deployment in result.Deployments.Take(2))
        {
            bool production = deployment.Environment!.Name.Text == "production";
            deployment.IsProduction.Should().Be(production);
            CloudResource sql = deployment.Resource("google_sql_database_instance.reporting");
            sql.Get("name").Should().Be(Value.Of($"copy-that-reporting-{deployment.Environment.Name}"));
            sql.Get("deletion_protection").Should().Be(Value.Of(production));
            sql.Get("settings.availability_type").Should().Be(Value.Of(production ? "REGIONAL" : "ZONAL"));
            Origin[] trail = [.. sql.Get("settings.availability_type").Origin!.Trail];
            trail[0].Location.Text().Should().StartWith("availability_type = ");
            trail[1].Name.Should().Be("var.environment");
            trail[1].Location.Source.Path.Should().Be($"deploy/terraform/environments/{deployment.Environment.Name}.tfvars");
            deployment.OfType("google_project_service").Should().HaveCount(15);
            deployment.Head.Text().Should().Be("provider \"google\"");
        }
    }

    [Fact]
    public void The_scenario_imgstream_differs_between_its_environments()
    {
        TerraformInput? input = Repository.Shared("scenarios/imgstream/current");
        Assert.SkipWhen(input is null, SharedFiles.Missing("scenarios/imgstream"));
        TerraformResult result = TerraformLoader.Load(input!, TestContext.Current.CancellationToken);
        result.Deployments.Select(deployment => $"{deployment.Path} {deployment.Environment?.Name} {deployment.Environment?.Tier}")
            .Should().Equal("terraform dev Development", "terraform prod Production");
        result.Diagnostics.Should().BeEmpty();
    }

    [Fact]
    public void The_scenario_panelin_is_one_deployment_beside_its_bootstrap()
    {
        TerraformInput? input = Repository.Shared("scenarios/panelin/current");
        Assert.SkipWhen(input is null, SharedFiles.Missing("scenarios/panelin"));
        TerraformResult result = TerraformLoader.Load(input!, TestContext.Current.CancellationToken);
        result.Deployments.Select(deployment => deployment.Path).Should().Equal("terraform", "terraform/bootstrap");
        result.Diagnostics.Should().BeEmpty();
        result.Deployments[0].Resources.Should().NotBeEmpty();
        result.Deployments[0].IsProduction.Should().BeTrue();
    }
}
