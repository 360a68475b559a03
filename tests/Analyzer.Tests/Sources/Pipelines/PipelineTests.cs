using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Tests.Engine;

namespace GcpLint.Tests.Sources.Pipelines;

public sealed class PipelineTests
{
    private static RepositoryModel Model(params (string Path, string Text)[] files) => Scan.Run(Scan.Request([], files)).Model;

    private static ImmutableArray<StepActivity> Run(string script) => [.. Model(("cloudbuild.yaml", "steps:\n  - name: bash\n    script: |\n" + string.Join('\n', script.Split('\n').Select(line => "      " + line)))).Pipelines.Single().Activities];

    [Theory]
    [InlineData("pytest -q", ActivityKind.Test)]
    [InlineData("uv run pytest", ActivityKind.Test)]
    [InlineData("python -m pytest tests", ActivityKind.Test)]
    [InlineData("npm --prefix web test", ActivityKind.Test)]
    [InlineData("make unit-test", ActivityKind.Test)]
    [InlineData("make smoke-test", ActivityKind.SmokeTest)]
    [InlineData("docker compose run --rm api pytest", ActivityKind.Test)]
    [InlineData("docker run --rm aquasec/trivy image --exit-code 1 app", ActivityKind.Scan)]
    [InlineData("python manage.py migrate", ActivityKind.Migrate)]
    [InlineData("kubectl apply -f k8s/", ActivityKind.Deploy)]
    [InlineData("gcloud beta run deploy api --image=x", ActivityKind.Deploy)]
    [InlineData("gcloud run services update api --image=x", ActivityKind.Deploy)]
    [InlineData("gcloud run services update-traffic api --to-latest", ActivityKind.ShiftTraffic)]
    [InlineData("gcloud run jobs execute db-migrate --wait", ActivityKind.Migrate)]
    [InlineData("terraform -chdir=infra apply -auto-approve", ActivityKind.TerraformApply)]
    [InlineData("curl --fail https://api.example.com/health", ActivityKind.SmokeTest)]
    [InlineData("docker buildx build --push -t x .", ActivityKind.Push)]
    public void A_command_is_known_by_its_words(string command, ActivityKind kind) =>
        Run(command).Select(activity => activity.Kind).Should().Equal(kind);

    [Theory]
    [InlineData("gcloud run services update api --memory=1Gi")]
    [InlineData("test -f file")]
    [InlineData("npm install test")]
    [InlineData("curl -fsSL https://get.example.com/install.sh | bash")]
    [InlineData("curl -X POST -d '{}' \"$SLACK_WEBHOOK_URL\"")]
    [InlineData("curl -o tool.tgz https://example.com/tool.tgz")]
    [InlineData("echo gcloud run deploy api")]
    public void Look_alikes_are_something_else(string command) =>
        Run(command).Should().NotContain(activity => activity.Kind != ActivityKind.InstallDependencies);

    [Theory]
    [InlineData("bandit -r app || true", MaskKind.Shell)]
    [InlineData("bandit -r app || echo found", MaskKind.Shell)]
    [InlineData("bandit -r app | tee report", MaskKind.Shell)]
    [InlineData("bandit -r app --exit-zero", MaskKind.ReportOnly)]
    [InlineData("trivy image app", MaskKind.ReportOnly)]
    [InlineData("trivy image --exit-code=0 app", MaskKind.ReportOnly)]
    [InlineData("semgrep scan --config auto", MaskKind.ReportOnly)]
    public void What_hides_the_failure_of_a_scan_is_told(string command, MaskKind mask) =>
        Run(command).Single().Mask!.Kind.Should().Be(mask);

    [Theory]
    [InlineData("bandit -r app")]
    [InlineData("set -o pipefail\nbandit -r app | tee report")]
    [InlineData("trivy image --exit-code 1 app")]
    [InlineData("semgrep ci")]
    [InlineData("bandit -r app || exit 1")]
    public void A_scan_that_stops_the_run_has_no_mask(string script) =>
        Run(script).Single().Mask.Should().BeNull();

    [Fact]
    public void Workflows_that_a_job_calls_are_part_of_the_pipeline_with_their_inputs()
    {
        Pipeline pipeline = Model(
            (".github/workflows/deploy.yml", "on: push\njobs:\n  test:\n    runs-on: x\n    steps: [{ run: pytest }]\n  prod:\n    needs: test\n    uses: ./.github/workflows/release.yml\n    with: { environment: production }\n"),
            (".github/workflows/release.yml", "on:\n  workflow_call:\n    inputs: { environment: { type: string } }\njobs:\n  go:\n    runs-on: x\n    environment: ${{ inputs.environment }}\n    steps: [{ run: \"gcloud run deploy api-${{ inputs.environment }} --image=x\" }]\n")).Pipelines[0];

        PipelineJob job = pipeline.Jobs[1];
        job.Id.Should().Be("prod/go");
        job.After.Should().Equal("test");
        job.Tier.Should().Be(EnvironmentTier.Production);
        job.Activities.Single().Kind.Should().Be(ActivityKind.Deploy);
    }

    [Fact]
    public void Handlers_of_errors_roll_back()
    {
        Run("trap 'gcloud run services update-traffic api --to-revisions=old=100' ERR\ngcloud run deploy api --image=x")
            .Select(activity => activity.Kind).Should().Equal(ActivityKind.RollBack, ActivityKind.Deploy);
    }

    [Fact]
    public void Commands_of_a_script_make_deployments_of_the_environments_that_it_tells_apart()
    {
        RepositoryModel model = Model(("create.sh", "#!/bin/bash\nENVIRONMENT=\"$1\"\ncase \"$ENVIRONMENT\" in\n  dev) TIER=db-f1-micro ;;\n  prod) TIER=db-custom-2-7680 ;;\nesac\ngcloud sql instances create db --tier=\"$TIER\"\n"));

        model.Deployments.Select(deployment => (deployment.Environment!.Name.Text, deployment.Resources.Single().Get("settings.tier").AsString))
            .Should().Equal(("dev", "db-f1-micro"), ("prod", "db-custom-2-7680"));
    }

    [Fact]
    public void An_update_behind_a_creation_is_part_of_what_is_made()
    {
        RepositoryModel model = Model(("create.sh", "#!/bin/bash\ngcloud storage buckets create gs://data --location=eu\ngcloud storage buckets update gs://data --versioning\n"));

        CloudResource bucket = model.Deployments.Single().Resources.Single();
        bucket.IsUpdate.Should().BeFalse();
        bucket.Get("versioning.enabled").AsBool.Should().BeTrue();
    }
}
