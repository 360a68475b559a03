using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Images;
using GcpLint.Rules;

namespace GcpLint.Tests.Images.Engine;

/// <summary>Images that a real engine built, in each form that it hands them out.</summary>
public sealed class PodmanTests(Podman podman) : IClassFixture<Podman>
{
    public const string Dockerfile =
        """
        FROM scratch
        ENV DATABASE_PASSWORD=hunter2-prod-9 APP_MODE="two words"
        COPY key.json /app/tf-key.json
        LABEL team=core
        EXPOSE 8080
        HEALTHCHECK --interval=30s CMD curl http://localhost:8080/ || true
        CMD python /app/main.py
        """;

    private static readonly string[] s_everywhere = ["docker/copy-secret", "docker/exec-form", "docker/non-root-user", "docker/secrets-in-args", "secrets/hardcoded"];
    private static readonly string[] s_withCheck = ["docker/healthcheck-cannot-fail", "docker/healthcheck-options"];

    private ImageReading Reading => new() { DockerHost = podman.Host, Timeout = TimeSpan.FromSeconds(120) };

    [Fact]
    public void Over_the_API_an_image_gives_what_its_Dockerfile_says()
    {
        Assert.SkipWhen(podman.Missing is not null, podman.Missing ?? "");

        ContainerImage image = ImageTestCase.Read("localhost/docker:1.0", Reading).Should().ContainSingle().Subject;

        image.Digest.Should().StartWith("sha256:");
        image.Settings.Environment.Should().Contain(["DATABASE_PASSWORD=hunter2-prod-9", "APP_MODE=two words"]);
        image.Settings.ExposedPorts.Should().Equal("8080/tcp");
        image.Settings.Healthcheck!.Interval.Should().Be(TimeSpan.FromSeconds(30));
        RulesFor(image).Should().BeEquivalentTo([.. s_everywhere, .. s_withCheck]);
    }

    [Fact]
    public void The_OCI_format_has_no_health_check_whatever_the_history_says()
    {
        Assert.SkipWhen(podman.Missing is not null, podman.Missing ?? "");

        ContainerImage image = ImageTestCase.Read("localhost/oci:1.0", Reading)[0];

        image.History.Should().Contain(step => step.CreatedBy.Contains("HEALTHCHECK"));
        RulesFor(image).Should().BeEquivalentTo([.. s_everywhere, "docker/healthcheck"]);
    }

    [Theory]
    [InlineData("docker", "docker-archive", "docker-archive:")]
    [InlineData("oci", "oci-archive", "oci-archive:")]
    [InlineData("oci", "oci-dir", "oci:")]
    public void Each_form_gives_the_same_verdicts_as_the_API(string image, string format, string transport)
    {
        Assert.SkipWhen(podman.Missing is not null, podman.Missing ?? "");
        string path = podman.Path($"{image}.{format}");
        podman.Run("save", "--quiet", "--format", format, "-o", path, $"localhost/{image}:1.0").Should().NotBeNull();

        ContainerImage saved = ImageTestCase.Read(transport + path)[0];

        saved.Name.Should().Be($"localhost/{image}:1.0");
        RulesFor(saved).Should().BeEquivalentTo(RulesFor(ImageTestCase.Read($"localhost/{image}:1.0", Reading)[0]));
    }

    [Fact]
    public void The_Dockerfile_that_it_was_built_from_is_found()
    {
        Assert.SkipWhen(podman.Missing is not null, podman.Missing ?? "");

        ScanResult result = Judge(ImageTestCase.Read("localhost/docker:1.0", Reading)[0], ("build.sh", "#!/bin/sh\npodman build -t localhost/docker:1.0 .\n"), ("Dockerfile", Dockerfile));

        result.Findings.Select(finding => $"{finding.Rule} {finding.Location}").Should().Contain(
            ["docker/non-root-user Dockerfile:1:6", "docker/secrets-in-args Dockerfile:2:1", "docker/healthcheck-cannot-fail Dockerfile:6:1", "docker/exec-form Dockerfile:7:1"]);
    }

    [Fact]
    public void An_image_that_podman_has_not_is_told()
    {
        Assert.SkipWhen(podman.Missing is not null, podman.Missing ?? "");

        ImageTestCase.Refuse("localhost/other:1.0", Reading).Message.Should().Contain("has no image 'localhost/other:1.0'");
    }

    private static IEnumerable<string> RulesFor(ContainerImage image) => Judge(image).Findings.Select(finding => finding.Rule.Text).Distinct();

    private static ScanResult Judge(ContainerImage image, params (string Path, string Text)[] files) => ScanEngine.Run(new ScanRequest
    {
        Files = InMemoryFileSystem.OfTexts(files.Select(file => KeyValuePair.Create(file.Path, file.Text))),
        Rules = RuleCatalog.BuiltIn.Rules,
        Configuration = new ScanConfiguration { Profile = RuleProfile.Strict },
        Today = new DateOnly(2026, 1, 1),
        Images = [image],
        JudgesFiles = false,
        Jobs = 1,
    });
}
