using GcpLint.Analyzer.Model;

namespace GcpLint.Tests.Model;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("python", null, "python", null, null, "docker.io/library/python:latest")]
    [InlineData("python:3.12-slim", null, "python", "3.12-slim", null, "docker.io/library/python:3.12-slim")]
    [InlineData("bitnami/redis:7", null, "bitnami/redis", "7", null, "docker.io/bitnami/redis:7")]
    [InlineData("index.docker.io/library/a", "index.docker.io", "library/a", null, null, "docker.io/library/a:latest")]
    [InlineData("gcr.io/p/app@sha256:ab", "gcr.io", "p/app", null, "sha256:ab", "gcr.io/p/app@sha256:ab")]
    [InlineData("localhost:5000/a:1@sha256:ab", "localhost:5000", "a", "1", "sha256:ab", "localhost:5000/a:1@sha256:ab")]
    [InlineData("localhost/a", "localhost", "a", null, null, "localhost/a:latest")]
    [InlineData("eu-docker.pkg.dev/p/r/a/b:1", "eu-docker.pkg.dev", "p/r/a/b", "1", null, "eu-docker.pkg.dev/p/r/a/b:1")]
    [InlineData("python:${V:-3/12}", null, "python", "${V:-3/12}", null, "docker.io/library/python:${V:-3/12}")]
    [InlineData("$REGISTRY/app:$TAG", null, "$REGISTRY/app", "$TAG", null, "docker.io/$REGISTRY/app:$TAG")]
    [InlineData("${_REGION}-docker.pkg.dev/$PROJECT_ID/a:b", "${_REGION}-docker.pkg.dev", "$PROJECT_ID/a", "b", null, "${_REGION}-docker.pkg.dev/$PROJECT_ID/a:b")]
    public void A_reference_is_split_as_docker_does(string text, string? registry, string repository, string? tag, string? digest, string canonical)
    {
        ImageReference reference = ImageReference.Parse(text)!;

        reference.Registry.Should().Be(registry);
        reference.Repository.Should().Be(repository);
        reference.Name.Should().Be(repository[(repository.LastIndexOf('/') + 1)..]);
        reference.Tag.Should().Be(tag);
        reference.Digest.Should().Be(digest);
        reference.Canonical.Should().Be(canonical);
    }

    [Theory]
    [InlineData("")]
    [InlineData(":tag")]
    [InlineData("a:")]
    [InlineData("a@")]
    [InlineData("gcr.io/")]
    [InlineData("a b")]
    public void A_text_without_a_name_or_with_blanks_is_none(string text) => ImageReference.Parse(text).Should().BeNull();

    [Fact]
    public void Official_images_are_those_of_the_hub_library()
    {
        ImageReference.Parse("docker.io/library/python")!.IsOfficial.Should().BeTrue();
        ImageReference.Parse("bitnami/python")!.IsOfficial.Should().BeFalse();
        ImageReference.Parse("gcr.io/library/python")!.IsOfficial.Should().BeFalse();
    }
}
