using System.Text;
using GcpLint.Analyzer.Model;
using GcpLint.Images;

namespace GcpLint.Tests.Images.Engine;

public sealed class EngineClientTests
{
    private const string Inspection =
        """
        {
          "Id": "sha256:9fd7bdf199c60906aa0eee54da0268c22a68aabfc15b518762ccba97b2c6b264", "RepoTags": ["app:1.0"],
          "RepoDigests": ["app@sha256:b93fa09c667394e2c2485c67af2d0ffcf4a2bedbcd5678e309e568d3c20755d9"],
          "Os": "linux", "Architecture": "amd64",
          "Config": {"User": "", "Env": ["PATH=/bin"], "Cmd": ["/bin/sh", "-c", "python main.py"], "ExposedPorts": {"8080/tcp": {}}, "Labels": null, "Entrypoint": null}
        }
        """;

    private const string History =
        """
        [
          {"Id": "<missing>", "Created": 1700000001, "CreatedBy": "/bin/sh -c #(nop)  CMD [\"/bin/sh\" \"-c\" \"python main.py\"]", "Size": 0, "Comment": "", "Tags": null},
          {"Id": "<missing>", "Created": 1700000000, "CreatedBy": "/bin/sh -c pip install flask", "Size": 12345, "Comment": "", "Tags": null}
        ]
        """;

    private static EngineAnswer Answer(string path) => EngineAnswer.Of(path.EndsWith("/history", StringComparison.Ordinal) ? History : Inspection);

    private static ImageReading At(EngineServer server) => new() { DockerHost = server.Host, Timeout = TimeSpan.FromSeconds(60) };

    [Fact]
    public async Task An_image_is_asked_for_by_its_whole_name_and_its_history_turned_round()
    {
        await using var server = new EngineServer(Answer);

        ContainerImage image = ImageTestCase.Read("europe-docker.pkg.dev/p/images/app:1.0", At(server)).Should().ContainSingle().Subject;

        server.Requests.Should().Equal("/images/europe-docker.pkg.dev/p/images/app:1.0/json", "/images/europe-docker.pkg.dev/p/images/app:1.0/history");
        image.Name.Should().Be("europe-docker.pkg.dev/p/images/app:1.0");
        image.FullName.Should().EndWith("@sha256:b93fa09c667394e2c2485c67af2d0ffcf4a2bedbcd5678e309e568d3c20755d9");
        image.Platform.Should().Be("linux/amd64");
        image.Settings.Command.Should().Equal("/bin/sh", "-c", "python main.py");
        image.Settings.ExposedPorts.Should().Equal("8080/tcp");
        image.History.Select(step => step.IsEmptyLayer).Should().Equal(false, true);
    }

    [Fact]
    public async Task The_check_that_podman_leaves_out_is_read_in_its_own_form()
    {
        string history = """[{"CreatedBy": "/bin/sh -c #(nop) HEALTHCHECK CMD curl localhost", "Size": 0}]""";
        await using var server = new EngineServer(path =>
            path.Contains("/libpod/", StringComparison.Ordinal) ? EngineAnswer.Of("""{"Healthcheck": {"Test": ["CMD-SHELL", "curl localhost"]}}""")
            : EngineAnswer.Of(path.EndsWith("/history", StringComparison.Ordinal) ? history : Inspection, more: "Libpod-API-Version: 4.3.1\r\n"));

        ImageTestCase.Read("app:1.0", At(server))[0].Settings.Healthcheck!.Test.Should().Equal("CMD-SHELL", "curl localhost");
        server.Requests.Should().Contain("/v4.3.1/libpod/images/app:1.0/json");
    }

    [Fact]
    public async Task An_image_that_is_not_there_is_to_be_pulled()
    {
        await using var server = new EngineServer(_ => EngineAnswer.Of("""{"message": "No such image: app:1.0"}""", "404 Not Found"));

        ImageException failure = ImageTestCase.Refuse("app:1.0", At(server));

        failure.Message.Should().Contain("has no image 'app:1.0'");
        failure.Advice.Should().Contain("docker pull app:1.0");
    }

    [Fact]
    public async Task An_error_of_the_engine_is_told_on_one_line()
    {
        await using var server = new EngineServer(_ => EngineAnswer.Of("""{"message": "layer store\n\u001b[31mcorrupt"}""", "500 Internal Server Error"));

        ImageTestCase.Refuse("app:1.0", At(server)).Message.Should().EndWith("answers 500: layer store  [31mcorrupt");
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>hello</html>")]
    [InlineData("{\"Id\": ")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"Config\": {\"User\": \"\\udc00\"}}")]
    public async Task An_answer_that_is_none_is_told(string body)
    {
        await using var server = new EngineServer(_ => EngineAnswer.Of(body));

        ImageTestCase.Refuse("app:1.0", At(server)).Message.Should().NotBeEmpty();
    }

    [Fact]
    public async Task What_speaks_no_HTTP_is_told()
    {
        await using var server = new EngineServer(_ => new EngineAnswer("SSH-2.0-OpenSSH_9.2\r\n", []) { Closes = true });

        ImageTestCase.Refuse("app:1.0", At(server)).Message.Should().Contain("no answer that can be read");
    }

    [Fact]
    public async Task A_connection_that_is_cut_off_is_told()
    {
        await using var server = new EngineServer(_ => new EngineAnswer("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n", Encoding.UTF8.GetBytes("{\"Id\":")) { Closes = true });

        ImageTestCase.Refuse("app:1.0", At(server)).Advice.Should().Contain("DOCKER_HOST");
    }

    [Fact]
    public async Task An_answer_that_does_not_come_is_not_waited_for()
    {
        await using var server = new EngineServer(path => Answer(path) with { Delay = Timeout.InfiniteTimeSpan });

        ImageTestCase.Refuse("app:1.0", new ImageReading { DockerHost = server.Host, Timeout = TimeSpan.FromMilliseconds(200) }).Message.Should().Contain("did not answer within 0.2 s");
    }

    [Fact]
    public async Task An_answer_without_end_is_not_kept()
    {
        await using var server = new EngineServer(_ => EngineAnswer.Of(new string(' ', 17 * 1024 * 1024)));

        ImageTestCase.Refuse("app:1.0", At(server)).Message.Should().Contain("more than 16 MiB");
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var server = new EngineServer(_ => EngineAnswer.Of("", "302 Found", "Location: http://169.254.169.254/\r\n"));

        ImageTestCase.Refuse("app:1.0", At(server)).Message.Should().Contain("answers 302");
    }

    [Fact]
    public void Without_an_engine_the_message_says_what_else_there_is()
    {
        ImageException failure = ImageTestCase.Refuse("app:1.0", new ImageReading { DockerHost = "unix:///nowhere/docker.sock" });

        failure.Message.Should().Be("no engine answers at unix:///nowhere/docker.sock");
        failure.Advice.Should().Contain("Start Docker").And.Contain("docker save");
    }

    [Theory]
    [InlineData("ssh://me@host")]
    [InlineData("npipe:////./pipe/docker_engine")]
    [InlineData("unix://relative.sock")]
    public void Hosts_that_cannot_be_reached_are_told(string host)
    {
        ImageTestCase.Refuse("app:1.0", new ImageReading { DockerHost = host }).Message.Should().Contain(host);
    }

    [Theory]
    [InlineData("app 1")]
    [InlineData("a/../../info")]
    [InlineData("app?x=y")]
    [InlineData("app\n")]
    [InlineData("a//b")]
    public void What_is_no_name_never_becomes_a_request(string name)
    {
        ImageTestCase.Refuse(name).Message.Should().Contain("no name of an image");
    }
}
