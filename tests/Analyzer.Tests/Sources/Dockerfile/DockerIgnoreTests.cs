using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Dockerfiles;

public sealed class DockerIgnoreTests
{
    private static DockerIgnore Parse(string text) => DockerIgnore.Parse(new SourceText(".dockerignore", text));

    [Theory]
    [InlineData(".git", ".git", true)]
    [InlineData(".git", ".git/config", true)]
    [InlineData(".git", "sub/.git", false)]
    [InlineData("/.git/", ".git/config", true)]
    [InlineData("**/.git", "sub/.git/config", true)]
    [InlineData("**/.git", ".git", true)]
    [InlineData("**/*.pem", "a/b/key.pem", true)]
    [InlineData("**/*.pem", "key.pem", true)]
    [InlineData("*.pem", "a/key.pem", false)]
    [InlineData("*/temp*", "a/temporary.txt", true)]
    [InlineData("*/temp*", "a/b/temp", false)]
    [InlineData("temp?", "tempa", true)]
    [InlineData("temp?", "temp", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b/c", true)]
    [InlineData("a/**/b", "a/xb", false)]
    [InlineData("a/**", "a/x", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("**", "any/thing", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[^a-c]x", "bx", false)]
    [InlineData("\\*", "*", true)]
    [InlineData("\\*", "x", false)]
    [InlineData("./x/../y", "y", true)]
    [InlineData("# .git", ".git", false)]
    [InlineData("  .env  ", ".env", true)]
    [InlineData(".env", ".env.production", false)]
    [InlineData(".env*", ".env.production", true)]
    [InlineData("*\n!a", "a", false)]
    [InlineData("*\n!a", "a/b", false)]
    [InlineData("*\n!a\na/b", "a/b", true)]
    [InlineData("!a\n*", "a", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-secret.md", true)]
    [InlineData("*.md\n!README*.md\nREADME-secret.md", "README-x.md", false)]
    [InlineData("**suffix", "a/xsuffix", true)]
    [InlineData("*", ".", false)]
    public void Paths_match_as_docker_says(string patterns, string path, bool ignored) => Parse(patterns).Ignores(path).Should().Be(ignored);

    [Fact]
    public void Patterns_comments_and_problems_have_their_places()
    {
        MarkedSource marked = MarkedSource.Parse(".dockerignore", "[|# secrets|]\r\n  [|!keys/|]\r\n\r\n[|[a|]\r\n");
        DockerIgnore ignore = DockerIgnore.Parse(marked.Source);

        ignore.Comments.Should().ContainSingle().Which.Span.Should().Be(marked.Spans[0]);
        ignore.Patterns.Should().ContainSingle().Which.Should().Match<DockerIgnorePattern>(
            pattern => pattern.IsException && pattern.Text == "keys" && pattern.Span == marked.Spans[1]);
        ignore.Diagnostics.Should().ContainSingle().Which.Location.Span.Should().Be(marked.Spans[2]);
    }

    [Theory]
    [InlineData("app/Dockerfile.dockerignore", "app/Dockerfile.dockerignore")]
    [InlineData(".dockerignore", ".dockerignore")]
    [InlineData("app/.dockerignore", null)]
    public void The_file_beside_the_dockerfile_wins_over_that_of_the_context(string present, string? expected) =>
        DockerIgnore.Select("app/Dockerfile", ".", path => path == present || path == ".dockerignore" && present != "app/.dockerignore")
            .Should().Be(expected);

    [Fact]
    public void Long_rows_of_stars_take_linear_time() =>
        Parse(string.Concat(Enumerable.Repeat("*a", 300)) + "b").Ignores(new string('a', 2_000)).Should().BeFalse();

    [Fact]
    public void Files_of_public_repositories_read_without_diagnostics()
    {
        string? root = SharedFiles.Find("corpus");
        Assert.SkipWhen(root is null, SharedFiles.Missing("corpus"));

        Directory.EnumerateFiles(root, "*.dockerignore", SearchOption.AllDirectories)
            .SelectMany(path => DockerIgnore.Parse(new SourceText(path, File.ReadAllText(path))).Diagnostics)
            .Should().BeEmpty();
    }
}
