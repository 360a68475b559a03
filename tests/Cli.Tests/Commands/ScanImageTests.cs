using System.Formats.Tar;
using System.Text;
using System.Text.Json;
using GcpLint.Cli;

namespace GcpLint.Tests.Commands;

public sealed class ScanImageTests
{
    private const string Configuration =
        """{"os": "linux", "architecture": "amd64", "config": {"Cmd": ["node", "."]}, "history": [{"created_by": "COPY . /app # buildkit"}, {"created_by": "CMD [\"node\" \".\"]", "empty_layer": true}]}""";

    /// <summary>A terminal with "api.tar" as <c>docker save</c> writes it.</summary>
    private static FakeTerminal WithImage()
    {
        var terminal = new FakeTerminal();
        using FileStream file = File.Create(terminal.Path("api.tar"));
        using var tar = new TarWriter(file);
        foreach ((string name, string content) in new[] { ("c.json", Configuration), ("manifest.json", """[{"Config": "c.json", "RepoTags": ["gcr.io/p/api:1"]}]""") })
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        return terminal;
    }

    [Fact]
    public void An_image_alone_is_judged_by_its_name_and_no_file_beside_it()
    {
        using FakeTerminal terminal = WithImage().With("Dockerfile", "FROM alpine:3.22\nUSER root\n");

        terminal.Run("scan", "--image", "api.tar").Should().Be(ExitCode.Findings);

        terminal.Out.Should().StartWith("gcr.io/p/api:1\n").And.Contain("1:6  high  docker/non-root-user").And.Contain("1 | FROM scratch").And.NotContain("Dockerfile");
        terminal.Out.TrimEnd().Split('\n')[^1].Should().StartWith("1 image read; 0 files read");
    }

    [Fact]
    public void A_path_beside_it_is_judged_too()
    {
        using FakeTerminal terminal = WithImage().With("Dockerfile", "FROM alpine:3.22\nUSER root\n");

        terminal.Run("scan", ".", "--image", "api.tar").Should().Be(ExitCode.Findings);

        terminal.Out.Should().Contain("Dockerfile\n  2:1  high  docker/non-root-user").And.Contain("gcr.io/p/api:1\n").And.Contain("1 image read; 1 file read");
    }

    [Fact]
    public void Sarif_has_the_image_with_its_digest_as_the_logical_location()
    {
        using FakeTerminal terminal = WithImage();

        terminal.Run("scan", "--image", "api.tar", "--format", "sarif").Should().Be(ExitCode.Findings);

        using var sarif = JsonDocument.Parse(terminal.Out);
        JsonElement location = sarif.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0];
        location.GetProperty("physicalLocation").GetProperty("artifactLocation").GetProperty("uri").GetString().Should().Be("gcr.io/p/api%3A1");
        location.GetProperty("logicalLocations")[0].GetProperty("fullyQualifiedName").GetString().Should().StartWith("gcr.io/p/api:1@sha256:");
    }

    [Fact]
    public void The_configuration_suppresses_by_the_name_of_the_image()
    {
        using FakeTerminal terminal = WithImage().With(".gcp-lint.yaml", "suppressions:\n  - rules: [docker/*]\n    paths: [gcr.io/p/*]\n    reason: built elsewhere\n");

        terminal.Run("scan", "--image", "api.tar").Should().Be(ExitCode.Clean);
    }

    [Fact]
    public void An_image_that_cannot_be_read_is_not_analysed_and_the_others_are()
    {
        using FakeTerminal terminal = WithImage();
        terminal.Environment["DOCKER_HOST"] = "unix:///nowhere/docker.sock";

        terminal.Run("scan", "--image", "web:2", "--image", "api.tar", "--disable", "docker/*").Should().Be(ExitCode.NotAnalysed);

        terminal.Out.Should().Contain("no engine answers at unix:///nowhere/docker.sock").And.Contain("1 image read");
    }
}
