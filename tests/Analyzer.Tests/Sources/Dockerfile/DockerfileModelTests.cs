using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Dockerfiles;

public sealed class DockerfileModelTests
{
    private static DockerfileModel Read(string text, ValueMap? arguments = null) =>
        DockerfileModel.Read(new SourceText("Dockerfile", text), arguments);

    private static Value Label(string text)
    {
        DockerfileModel model = Read(text);
        LabelInstruction label = model.Syntax.Instructions.OfType<LabelInstruction>().Last();
        return model.Evaluate(label, label.Labels[0].Value!.Value);
    }

    [Fact]
    public void Stages_build_on_images_on_stages_and_on_nothing()
    {
        DockerfileModel model = Read("""
            ARG VERSION=3.12
            FROM --platform=$BUILDPLATFORM python:${VERSION}-slim AS Base
            FROM base AS production
            FROM 1
            FROM scratch
            """);

        model.Diagnostics.Should().BeEmpty();
        model.Stages.Select(stage => stage.Base.AsString).Should().Equal("python:3.12-slim", "base", "1", "scratch");
        model.Stages[0].Image!.Tag.Should().Be("3.12-slim");
        model.Stages[0].Platform.UnknownReason!.Kind.Should().Be(UnknownKind.RunTime);
        model.Stages[1].Parent.Should().BeSameAs(model.Stages[0]);
        model.Stages[2].Parent.Should().BeSameAs(model.Stages[1]);
        model.Stages[2].Root.Should().BeSameAs(model.Stages[0]);
        model.Stages[3].IsScratch.Should().BeTrue();
        model.Stages[3].Image.Should().BeNull();
        model.FinalStage.Should().BeSameAs(model.Stages[3]);
        model.GetStage("PRODUCTION").Should().BeSameAs(model.Stages[1]);
        model.GetStage("0").Should().BeSameAs(model.Stages[0]);
        model.GetStage("absent").Should().BeNull();
        model.GetStage("4").Should().BeNull();
    }

    [Fact]
    public void A_value_knows_the_default_that_it_came_from()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "ARG V=[|3.9|]\nFROM [|python:$V|]\n");
        Value image = DockerfileModel.Read(marked.Source).Stages[0].Base;

        image.Origin!.Location.Span.Should().Be(marked.Spans[1]);
        image.Origin.From!.Kind.Should().Be(OriginKind.VariableDefault);
        image.Origin.From.Name.Should().Be("V");
        image.Origin.From.Location.Span.Should().Be(marked.Spans[0]);
    }

    [Fact]
    public void An_argument_without_default_is_unknown_until_it_is_given()
    {
        const string Text = "ARG TAG\nFROM app:$TAG\nARG TAG\nLABEL l=$TAG\n";
        Read(Text).Stages[0].Base.UnknownReason!.Kind.Should().Be(UnknownKind.InputVariable);

        var given = new ValueMap([new ValueEntry(Value.Of("TAG"), Value.Of("2"))]);
        DockerfileModel model = Read(Text, given);
        model.Stages[0].Base.AsString.Should().Be("app:2");
        model.Stages[0].Variables.Get("TAG").AsString.Should().Be("2");
    }

    [Theory]
    [InlineData("ARG A=1\nFROM scratch\nLABEL l=x$A", "x")]
    [InlineData("ARG A=1\nFROM scratch\nARG A\nLABEL l=x$A", "x1")]
    [InlineData("FROM scratch\nARG A=1\nENV A=2\nLABEL l=$A", "2")]
    [InlineData("FROM scratch\nENV A=2\nARG A\nLABEL l=$A", "2")]
    [InlineData("FROM scratch\nENV A=1\nENV A=2 B=$A\nLABEL l=$B$A", "12")]
    [InlineData("FROM scratch AS a\nARG A=1\nENV B=2\nFROM a\nLABEL l=$A$B", "12")]
    [InlineData("FROM scratch AS a\nARG A=1\nFROM scratch\nLABEL l=x$A", "x")]
    [InlineData("FROM scratch AS a\nONBUILD ENV A=1\nFROM a\nLABEL l=$A", "1")]
    [InlineData("FROM scratch\nENV A b c\nLABEL l=\"$A\"", "b c")]
    public void Variables_live_in_their_stage_and_in_those_built_on_it(string text, string expected) => Label(text).AsString.Should().Be(expected);

    [Theory]
    [InlineData("a${X}b", "afoobarbazb")]
    [InlineData("$X-$NONE-", "foobarbaz--")]
    [InlineData("${X:-d}${NONE:-d}${EMPTY:-d}${EMPTY-d}", "foobarbazdd")]
    [InlineData("${X:+d}${NONE:+d}${EMPTY:+d}${EMPTY+e}", "de")]
    [InlineData("${NONE:-${X}}", "foobarbaz")]
    [InlineData("${X#f*b}", "arbaz")]
    [InlineData("${X##f*b}", "az")]
    [InlineData("${X%b*}", "foobar")]
    [InlineData("${X%%b*}", "foo")]
    [InlineData("${X/ba/fo}", "fooforbaz")]
    [InlineData("${X//ba/fo}", "fooforfoz")]
    [InlineData("${X/b?r/-}", "foo-baz")]
    [InlineData("${X#x}", "foobarbaz")]
    [InlineData("${X?}", "foobarbaz")]
    [InlineData("\\$X", "$X")]
    [InlineData("\\${X}", "${X}")]
    [InlineData("'$X'", "$X")]
    [InlineData("\"$X \\\"y\\\" \\n\"", "foobarbaz \"y\" \\n")]
    [InlineData("$", "$")]
    [InlineData("$1$@x", "x")]
    public void Words_are_expanded_as_docker_does(string word, string expected) =>
        Label($"FROM scratch\nENV X=foobarbaz EMPTY=\nLABEL l={word}").AsString.Should().Be(expected);

    [Theory]
    [InlineData("FROM a\nLABEL l=$PATH", UnknownKind.EnvironmentVariable)]
    [InlineData("FROM a\nLABEL l=${PATH:-x}", UnknownKind.EnvironmentVariable)]
    [InlineData("FROM a\nARG X\nLABEL l=$X", UnknownKind.InputVariable)]
    [InlineData("FROM a\nARG TARGETARCH\nLABEL l=$TARGETARCH", UnknownKind.RunTime)]
    [InlineData("FROM a\nLABEL l=${}", UnknownKind.Error)]
    public void What_is_not_known_says_why(string text, UnknownKind kind) => Label(text).UnknownReason!.Kind.Should().Be(kind);

    [Fact]
    public void A_default_in_place_counts_for_an_argument_without_one() =>
        Label("FROM a\nARG X\nLABEL l=${X:-y}").AsString.Should().Be("y");

    [Fact]
    public void An_unknown_that_is_not_used_hides_nothing() =>
        Label("FROM scratch\nARG U\nENV A=1\nLABEL l=${A:-$U}").AsString.Should().Be("1");

    [Fact]
    public void What_holds_for_a_stage_includes_the_stages_below_it()
    {
        DockerfileModel model = Read("""
            FROM python:3 AS base
            ENV HOME=/srv
            WORKDIR $HOME
            USER app:app
            HEALTHCHECK CMD curl localhost
            EXPOSE 80 8000-8010/UDP
            CMD ["a"]
            SHELL ["/bin/bash", "-c"]
            STOPSIGNAL SIGINT
            FROM base
            WORKDIR api/../web
            EXPOSE $HOME_PORT
            ENTRYPOINT ["b"]
            FROM base
            ENTRYPOINT ["c"]
            CMD ["d"]
            USER root
            HEALTHCHECK NONE
            """);
        EffectiveSettings second = model.Stages[1].Effective;
        EffectiveSettings third = model.Stages[2].Effective;

        second.User.Should().BeSameAs(model.Stages[0].Instructions.OfType<UserInstruction>().Single());
        second.Account.AsString.Should().Be("app:app");
        second.WorkingDirectory.AsString.Should().Be("/srv/web");
        second.Healthcheck!.IsNone.Should().BeFalse();
        second.Shell!.Words[0].AsString.Should().Be("/bin/bash");
        second.StopSignal!.Signal.Text.Should().Be("SIGINT");
        second.Cmd.Should().BeNull("an ENTRYPOINT drops the CMD of the stage below");
        third.Cmd.Should().NotBeNull();
        third.Account.AsString.Should().Be("root");
        third.Healthcheck!.IsNone.Should().BeTrue();
        model.GetExposedPorts(model.Stages[1]).Select(port => $"{port.First}-{port.Last}/{port.Protocol}/{port.Text.IsKnown}")
            .Should().Equal("80-80/tcp/True", "8000-8010/udp/True", "0-0//False");
    }

    [Fact]
    public void The_image_has_what_env_and_label_say_and_no_arguments()
    {
        DockerfileModel model = Read("FROM a AS b\nARG X=1\nENV A=$X B=2\nLABEL l=$A\nFROM b\nENV B=3\nLABEL \"m n\"=o\n");

        model.GetEnvironment(model.FinalStage!).Select(entry => $"{entry.Key.AsString}={entry.Value.AsString}").Should().Equal("A=1", "B=3");
        model.GetLabels(model.FinalStage!).Select(entry => $"{entry.Key.AsString}={entry.Value.AsString}").Should().Equal("l=1", "m n=o");
    }

    [Fact]
    public void The_written_image_can_be_judged_where_a_variable_is_open()
    {
        BuildStage stage = Read("ARG TAG\nFROM python:$TAG").FinalStage!;

        stage.Image.Should().BeNull();
        stage.WrittenImage!.Name.Should().Be("python");
    }

    [Fact]
    public void A_relative_workdir_on_an_image_is_unknown_and_on_scratch_known()
    {
        Read("FROM a\nWORKDIR app").Stages[0].Effective.WorkingDirectory.IsUnknown.Should().BeTrue();
        Read("FROM scratch\nWORKDIR app").Stages[0].Effective.WorkingDirectory.AsString.Should().Be("/app");
    }

    [Fact]
    public void A_target_needs_what_it_is_built_on_and_what_it_copies_from()
    {
        DockerfileModel model = Read("""
            FROM a AS deps
            FROM deps AS build
            FROM a AS lint
            FROM a AS tools
            FROM a AS final
            COPY --from=build /x /x
            COPY --from=nginx:1 /y /y
            RUN --mount=from=3,target=/t make
            """);

        model.GetReachable(model.FinalStage!).Select(stage => stage.Index).Should().Equal(0, 1, 3, 4);
        var copies = model.FinalStage!.Instructions.OfType<CopyInstruction>().ToList();
        model.ResolveSource(copies[0].From!.Value!.Value).Stage.Should().BeSameAs(model.Stages[1]);
        model.ResolveSource(copies[1].From!.Value!.Value).Image!.Name.Should().Be("nginx");
    }

    [Theory]
    [InlineData("FROM a AS b\nCOPY --from=b /x /x", "dockerfile/circular-dependency")]
    [InlineData("FROM a AS b\nCOPY --from=c /x /x\nFROM b AS c", "dockerfile/circular-dependency")]
    [InlineData("FROM a\nCOPY --from=7 /x /x", "dockerfile/unknown-stage")]
    [InlineData("FROM a AS b\nFROM a AS B", "dockerfile/duplicate-stage-name")]
    [InlineData("FROM $X", "dockerfile/empty-base-image")]
    [InlineData("FROM a\nWORKDIR \"/x", "dockerfile/invalid-substitution")]
    [InlineData("FROM a\nCOPY \"a b\" /x", "dockerfile/invalid-substitution", "dockerfile/invalid-substitution")]
    [InlineData("FROM scratch\nUSER ${U:?who}", "dockerfile/invalid-substitution")]
    [InlineData("FROM a\nEXPOSE 80 99999", "dockerfile/invalid-port")]
    [InlineData("FROM a\nARG P=x\nEXPOSE $P", "dockerfile/invalid-port")]
    public void What_the_build_would_refuse_is_told(string text, params string[] codes) =>
        Read(text).Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal(codes);
}
