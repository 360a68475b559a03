using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Dockerfiles;

public sealed class DockerfileCorpusTests
{
    /// <summary>ENTRYPOINT ['/bin/glide'] and ENTRYPOINT [${NPM_CLI_PACKAGE}]: neither is JSON, neither runs what was meant.</summary>
    private static readonly string[] NotJson =
    [
        "GoogleCloudPlatform+cloud-builders-community/glide/examples/build-glide/Dockerfile:5:12 dockerfile/invalid-json-form",
        "GoogleCloudPlatform+cloud-builders-community/npm-cli-package/Dockerfile:8:12 dockerfile/invalid-json-form",
    ];

    [Fact]
    public void Dockerfiles_of_public_repositories_read_with_the_two_diagnostics_that_they_deserve() => Read("corpus").Should().Equal(NotJson);

    [Fact]
    public void Dockerfiles_of_the_scenarios_read_without_diagnostics() => Read("scenarios").Should().BeEmpty();

    private static List<string> Read(string folder)
    {
        string? root = SharedFiles.Find(folder);
        Assert.SkipWhen(root is null, SharedFiles.Missing(folder));

        var problems = new List<string>();
        foreach (string path in Directory.EnumerateFiles(root, "*ockerfile*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            if (!path.EndsWith(".dockerignore", StringComparison.Ordinal))
            {
                var source = new SourceText(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path));
                problems.AddRange(DockerfileModel.Read(source).Diagnostics.Select(diagnostic => $"{diagnostic.Location} {diagnostic.Code}"));
            }
        }

        return problems;
    }
}
