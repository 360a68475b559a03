using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.Images;
using GcpLint.Values;

namespace GcpLint.Tests.Images.Lowering;

public sealed class ImageLoweringTests
{
    private static readonly ImageSettings Plain = new() { Command = ["python", "main.py"] };

    private static string TextOf(ImageSettings settings, params ImageHistoryEntry[] history) => ImageLowering.Lower(Image(settings, history)).Source.Content.TrimEnd();

    private static ContainerImage Image(ImageSettings settings, params ImageHistoryEntry[] history) => new() { Name = "app:1.0", Settings = settings, History = [.. history] };

    /// <summary>Steps of BuildKit; those in parentheses changed settings only.</summary>
    private static ImageHistoryEntry[] BuildKit(params string[] steps) =>
        [.. steps.Select(step => step.StartsWith('(') ? new ImageHistoryEntry(step[1..^1], "buildkit.dockerfile.v0", true) : new ImageHistoryEntry(step + " # buildkit", "buildkit.dockerfile.v0", false))];

    private static ImageHistoryEntry[] Classic(params string[] steps) =>
        [.. steps.Select(step => new ImageHistoryEntry("/bin/sh -c " + step, "", step.StartsWith("#(nop)", StringComparison.Ordinal)))];

    [Fact]
    public void The_steps_of_BuildKit_are_instructions_again()
    {
        string text = TextOf(
            Plain with { Environment = ["PATH=/bin", "APP_MODE=two words"], User = "app", ExposedPorts = ["8080/tcp"] },
            BuildKit("(ENV APP_MODE=two words)", "(WORKDIR /app)", "COPY . /app", "RUN /bin/sh -c pip install flask", "(EXPOSE map[8080/tcp:{}])", "(USER app)", "(CMD [\"python\" \"main.py\"])"));

        text.Should().Be(
            """
            FROM scratch
            ENV APP_MODE="two words"
            WORKDIR /app
            COPY . /app
            RUN pip install flask
            EXPOSE 8080/tcp
            USER app
            CMD ["python", "main.py"]
            ENV PATH=/bin
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_steps_of_the_classic_builder_are_instructions_again()
    {
        string text = TextOf(
            new ImageSettings { Command = ["/bin/sh", "-c", "python main.py"], Healthcheck = new ImageHealthcheck(["CMD-SHELL", "curl -f localhost"], TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(3), TimeSpan.Zero, 3) },
            Classic("apt-get update && apt-get install -y curl", "#(nop) COPY file:0b62b798 in /app/key.json ", "#(nop) COPY dir:77aa in /app/ ", "#(nop)  HEALTHCHECK &{[\"CMD-SHELL\" \"curl\"]}", "#(nop)  CMD [\"/bin/sh\" \"-c\" \"python main.py\"]"));

        text.Should().Be(
            """
            FROM scratch
            RUN apt-get update && apt-get install -y curl
            COPY key.json /app/key.json
            COPY dir:77aa /app/
            HEALTHCHECK --interval=30000ms --timeout=3000ms --retries=3 CMD curl -f localhost
            CMD python main.py
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Build_arguments_of_a_command_are_shown_before_it()
    {
        TextOf(Plain, BuildKit("RUN |2 TOKEN=abc GREETING=hello you /bin/sh -c make", "(CMD [\"python\" \"main.py\"])"))
            .Should().Contain("ARG TOKEN=abc\nARG GREETING=\"hello you\"\nRUN make\n");
    }

    [Fact]
    public void The_steps_of_the_base_image_are_comments_but_its_settings_hold()
    {
        DockerfileModel model = ImageLowering.Lower(Image(
            Plain with { Environment = ["LANG=C.UTF-8"] },
            BuildKit("ADD rootfs.tar.xz /", "(CMD [\"bash\"])", "(ENV LANG=C.UTF-8)", "RUN /bin/sh -c apt-get update", "(USER nobody)", "(CMD [\"python3\"])", "COPY . .", "RUN /bin/sh -c make", "(CMD [\"python\" \"main.py\"])")));

        model.Stages[0].Instructions.OfType<RunInstruction>().Should().ContainSingle().Which.Arguments.Text.Should().Be("make");
        model.Source.Content.Should().Contain("# RUN apt-get update");
        model.GetEnvironment(model.Stages[0]).Get("LANG").AsString.Should().Be("C.UTF-8");

        // The configuration has no user, whatever a step of the history said.
        model.Stages[0].Effective.Account.AsString.Should().Be("root");
    }

    [Theory]
    [InlineData("docker.io/library/python:3.9-slim", "docker.io/library/python:3.9-slim")]
    [InlineData("ac6fb5c99080", "scratch")]
    public void The_base_that_buildah_notes_is_the_base(string noted, string expected)
    {
        TextOf(Plain, new ImageHistoryEntry("/bin/sh -c #(nop) ADD file:1 in / ", "", false), new ImageHistoryEntry("/bin/sh -c make", "FROM " + noted, false))
            .Should().StartWith($"FROM {expected}\n").And.EndWith("RUN make\nCMD [\"python\", \"main.py\"]");
    }

    [Fact]
    public void The_label_names_the_base_and_Debian_names_its_release()
    {
        TextOf(Plain with { Labels = Plain.Labels.Add("org.opencontainers.image.base.name", "node:22-slim") }).Should().StartWith("FROM node:22-slim\n");
        TextOf(Plain, new ImageHistoryEntry("# debian.sh --arch 'amd64' out/ 'buster' '@1700000000'", "debuerreotype 0.15", false)).Should().StartWith("FROM debian:buster\n");
        TextOf(Plain with { Labels = Plain.Labels.Add("org.opencontainers.image.base.name", "a\nRUN rm -rf /") }).Should().StartWith("FROM scratch\n");
    }

    [Fact]
    public void A_command_of_several_lines_is_one_instruction()
    {
        DockerfileModel model = ImageLowering.Lower(Image(Plain, BuildKit("RUN /bin/sh -c set -e\ncat <<EOF > STEP\nUSER root\nEOF", "(USER app)")));

        model.Diagnostics.Should().BeEmpty();
        model.Stages[0].Instructions.Select(instruction => instruction.Keyword).Should().Equal("RUN", "USER", "CMD", "USER");
    }

    [Fact]
    public void A_command_cannot_close_its_own_document()
    {
        string body = string.Join('\n', Enumerable.Range(0, 50).Select(i => "STE" + new string('P', i)));
        DockerfileModel model = ImageLowering.Lower(Image(Plain with { User = "app" }, BuildKit("RUN /bin/sh -c cat\n" + body + "\nUSER 0")));

        model.Stages[0].Instructions.OfType<UserInstruction>().Should().ContainSingle().Which.Account.Text.Should().Be("app");
    }

    [Fact]
    public void Values_are_kept_whatever_stands_in_them()
    {
        string value = "a \"b\" $HOME \\ 'c' #d";
        DockerfileModel model = ImageLowering.Lower(Image(Plain with { Environment = ["ODD=" + value, "NEXT=1"] }, BuildKit($"(ENV ODD={value} NEXT=1)")));

        ValueMap environment = model.GetEnvironment(model.Stages[0]);
        environment.Get("ODD").AsString.Should().Be(value);
        environment.Get("NEXT").AsString.Should().Be("1");
    }

    [Fact]
    public void A_value_that_was_replaced_later_is_still_shown()
    {
        TextOf(Plain with { Environment = ["TOKEN="] }, BuildKit("(ENV TOKEN=first secret)", "(ENV TOKEN=)", "RUN /bin/sh -c make")).Should().Contain("ENV TOKEN=\"first secret\"\nENV TOKEN=\"\"\n");
    }

    [Fact]
    public void Whatever_stands_in_an_image_it_is_no_more_than_its_steps()
    {
        string[] pieces = ["RUN ", "ENV ", "A=", "\"", "\\", "\n", "<<EOF", "EOF", "#(nop) ", "/bin/sh -c ", "|9999999999 ", "|2 ", "$(", "`", "\0", "\ud800", " in ", "HEALTHCHECK ", "NONE", " # buildkit", "[", "]", "FROM x", "ARG ", "COPY "];
        Gen<string> text = Gen.Elements(pieces).ArrayOf().Select(string.Concat);
        var images = Gen.ArrayOf(text, 6).Zip(Gen.ArrayOf(text, 3)).ToArbitrary();
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(400), Prop.ForAll(images, image =>
        {
            var settings = new ImageSettings { User = image.Item2[0], Environment = [.. image.Item2], Command = [.. image.Item2], Shell = [.. image.Item2[..1]] };
            DockerfileModel model = ImageLowering.Lower(Image(settings, [.. image.Item1.Select(step => new ImageHistoryEntry(step, "", false))]));

            model.Stages.Should().ContainSingle("no step opens a stage");
        }));
    }
}
