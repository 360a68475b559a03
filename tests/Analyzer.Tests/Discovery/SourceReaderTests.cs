using System.Text;
using GcpLint.Analyzer.Discovery;

namespace GcpLint.Tests.Discovery;

public sealed class SourceReaderTests
{
    [Theory]
    [InlineData("Dockerfile", "", FileKind.Dockerfile)]
    [InlineData("a/dockerfile", "", FileKind.Dockerfile)]
    [InlineData("Dockerfile.prod", "from python:3", FileKind.Dockerfile)]
    [InlineData("api.dockerfile", "# x\nFROM a", FileKind.Dockerfile)]
    [InlineData("Dockerfile-dev", "RUN x", FileKind.Other)]
    [InlineData("Dockerfile.j2", "FROM {{ x }}", FileKind.Other)]
    [InlineData("dockerfile.go", "package FROM x", FileKind.Other)]
    [InlineData("Containerfile", "", FileKind.Dockerfile)]
    [InlineData(".dockerignore", "", FileKind.DockerIgnore)]
    [InlineData("Dockerfile.prod.dockerignore", "", FileKind.DockerIgnore)]
    [InlineData("compose.yaml", "services: {}", FileKind.Compose)]
    [InlineData("docker-compose.override.yml", "services:\n  a: {}", FileKind.Compose)]
    [InlineData("stack.yml", "version: '3'\nservices:\n  a: {}\nx-a: 1", FileKind.Compose)]
    [InlineData("values.yaml", "services:\n  a: {}\nreplicas: 1", FileKind.Other)]
    [InlineData(".github/workflows/ci.yml", "", FileKind.GitHubWorkflow)]
    [InlineData("a/.github/workflows/ci.yaml", "", FileKind.GitHubWorkflow)]
    [InlineData(".github/actions/setup/action.yml", "runs:\n  using: composite", FileKind.GitHubAction)]
    [InlineData("action.yml", "other: 1", FileKind.Other)]
    [InlineData("cloudbuild.yaml", "steps: []", FileKind.CloudBuild)]
    [InlineData("deploy/cloudbuild-prod.json", "{\"steps\": []}", FileKind.CloudBuild)]
    [InlineData("ci.yaml", "steps:\n- name: gcr.io/cloud-builders/docker\n  args: [build]\ntimeout: 10s", FileKind.CloudBuild)]
    [InlineData("ci.json", "{\"steps\": [{\"name\": \"a\", \"args\": [\"{\"]}], \"images\": []}", FileKind.CloudBuild)]
    [InlineData("azure-pipelines.yml", "steps:\n- script: x\n  name: y\ntrigger: none", FileKind.Other)]
    [InlineData("pipeline.yml", "steps:\n- task: x\n  name: y", FileKind.Other)]
    [InlineData("service.yaml", "apiVersion: serving.knative.dev/v1\nkind: Service", FileKind.KnativeService)]
    [InlineData("job.yaml", "# x\n---\napiVersion: \"run.googleapis.com/v1\"\nkind: Job # x", FileKind.KnativeService)]
    [InlineData("deployment.yaml", "apiVersion: apps/v1\nkind: Deployment", FileKind.Kubernetes)]
    [InlineData("main.tf", "", FileKind.Terraform)]
    [InlineData("main.tf.json", "", FileKind.TerraformJson)]
    [InlineData("prod.tfvars", "", FileKind.Tfvars)]
    [InlineData("prod.tfvars.json", "", FileKind.Tfvars)]
    [InlineData("deploy.sh", "", FileKind.Shell)]
    [InlineData("bin/deploy", "#!/usr/bin/env -S bash -e\n", FileKind.Shell)]
    [InlineData("bin/run", "#!/bin/sh", FileKind.Shell)]
    [InlineData("bin/tool", "#!/usr/bin/env python3\n", FileKind.Other)]
    [InlineData(".env", "", FileKind.DotEnv)]
    [InlineData(".env.production", "", FileKind.DotEnv)]
    [InlineData("config/prod.env", "", FileKind.DotEnv)]
    [InlineData(".env.d.ts", "", FileKind.Other)]
    [InlineData("alerts/cpu.json", "{\"displayName\": \"x\", \"combiner\": \"OR\", \"conditions\": []}", FileKind.AlertPolicy)]
    [InlineData("org/c.yaml", "name: organizations/1/customConstraints/custom.x\nresourceTypes: [a/B]\ncondition: 'true'\nactionType: DENY", FileKind.OrgPolicy)]
    [InlineData("org/p.yaml", "name: projects/p/policies/sql.restrictPublicIp\nspec:\n  rules: []", FileKind.OrgPolicy)]
    [InlineData("org/p.json", "{\"constraint\": \"constraints/sql.restrictPublicIp\", \"booleanPolicy\": {\"enforced\": true}}", FileKind.OrgPolicy)]
    [InlineData("org/other.yaml", "name: projects/p/things/x\nspec:\n  rules: []", FileKind.Other)]
    [InlineData("alerts/cpu.yaml", "displayName: x\ncombiner: OR\nconditions: []", FileKind.AlertPolicy)]
    [InlineData("requirements-dev.txt", "", FileKind.Manifest)]
    [InlineData("requirements/base.txt", "", FileKind.Manifest)]
    [InlineData("package.json", "", FileKind.Manifest)]
    [InlineData("nginx/site.conf", "", FileKind.Nginx)]
    [InlineData("web/site.conf", "server {\n  listen 80;\n}\n", FileKind.Nginx)]
    [InlineData("web/headers.conf.template", "add_header X-Frame-Options DENY;", FileKind.Nginx)]
    [InlineData("db/postgres.conf", "max_connections = 100", FileKind.Other)]
    [InlineData("data.json", "{\"a\": 1}", FileKind.Other)]
    [InlineData("README.md", "", FileKind.Other)]
    [InlineData("package-lock.json", "{}", FileKind.Other)]
    public void Name_and_content_tell_the_kind(string path, string text, FileKind kind)
    {
        ReadOutcome outcome = Read(path, Encoding.UTF8.GetBytes(text));

        outcome.Kind.Should().Be(kind);
        outcome.Diagnostic.Should().BeNull();
    }

    [Fact]
    public void Byte_order_marks_choose_the_decoding()
    {
        Read("Dockerfile", [0xEF, 0xBB, 0xBF, (byte)'F']).Source!.Content.Should().Be("F");
        Read("Dockerfile", [0xFF, 0xFE, (byte)'F', 0]).Source!.Content.Should().Be("F");
        Read("Dockerfile", [0xFE, 0xFF, 0, (byte)'F']).Source!.Content.Should().Be("F");
    }

    [Fact]
    public void Broken_bytes_are_replaced_and_told()
    {
        ReadOutcome outcome = Read("main.tf", [(byte)'a', (byte)'\n', 0xC3, (byte)'x']);

        outcome.Source!.Content.Should().Be("a\n\uFFFDx");
        outcome.Diagnostic!.Code.Should().Be("file/broken-encoding");
        outcome.Diagnostic.Location.Line.Should().Be(2);
        outcome.Diagnostic.IsError.Should().BeFalse();
    }

    [Fact]
    public void A_file_with_NUL_bytes_is_skipped_and_told_if_its_name_says_text()
    {
        ReadOutcome outcome = Read("Dockerfile", [(byte)'F', 0, (byte)'R']);

        outcome.Source.Should().BeNull();
        outcome.Skipped!.Reason.Should().Be(SkipReason.Binary);
        outcome.Diagnostic!.IsError.Should().BeTrue();
    }

    [Fact]
    public void A_file_beyond_the_limit_is_skipped_and_told()
    {
        ReadOutcome outcome = Read("main.tf", new byte[SourceReader.MaxFileSize + 1]);

        outcome.Skipped!.Reason.Should().Be(SkipReason.TooLarge);
        outcome.Diagnostic!.Code.Should().Be("file/too-large");
    }

    [Fact]
    public void A_large_file_of_data_is_skipped_without_an_error()
    {
        ReadOutcome outcome = Read("data.json", new byte[1024 * 1024]);

        outcome.Skipped!.Reason.Should().Be(SkipReason.TooLarge);
        outcome.Diagnostic.Should().BeNull();
    }

    private static ReadOutcome Read(string path, byte[] bytes) =>
        SourceReader.Read(new InMemoryFileSystem([KeyValuePair.Create(path, bytes)]), FileNames.Judge(path));
}
