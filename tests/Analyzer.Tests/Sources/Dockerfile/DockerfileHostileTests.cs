using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Dockerfiles;

public sealed class DockerfileHostileTests
{
    private const string Sample = """
        # syntax=docker/dockerfile:1
        # escape=\
        ARG V=3.12
        FROM --platform=$BUILDPLATFORM python:${V:-3}-slim AS base
        ENV A=1 B="x $A" \
          # note
          C='y'
        RUN --mount=type=secret,id=k,target=/x <<-'EOF' bash
        	make "$A"
        	EOF
        COPY --from=base --chown=a:b ["a b", "/x"]
        HEALTHCHECK --interval=30s CMD curl -f localhost || exit 1
        ONBUILD RUN make
        EXPOSE 80/tcp 8000-8010
        USER ${U:-app}:${G##*/}
        CMD [ "a", "\u0062" ]
        """;

    private static DockerfileModel Read(string text) => DockerfileModel.Read(new SourceText("Dockerfile", text));

    [Fact]
    public void A_line_of_a_megabyte_is_one_instruction() =>
        Read("FROM a\nRUN " + new string('x', 1 << 20)).Syntax.Instructions[1].Span.Length.Should().Be((1 << 20) + 4);

    [Fact]
    public void A_hundred_thousand_continuations_are_one_instruction()
    {
        var text = new StringBuilder("FROM a\nRUN x");
        for (int i = 0; i < 100_000; i++)
        {
            text.Append(" \\\n# c\n && y");
        }

        DockerfileModel model = Read(text.ToString());

        model.Syntax.Instructions.Should().HaveCount(2);
        model.Syntax.Comments.Should().HaveCount(100_000);
        ((ShellForm)((RunInstruction)model.Syntax.Instructions[1]).Command).Script.Segments.Should().HaveCount(100_001);
    }

    [Fact]
    public void Twenty_thousand_stages_on_each_other_are_walked_without_recursion()
    {
        var text = new StringBuilder("FROM scratch AS s0\n");
        for (int i = 1; i < 20_000; i++)
        {
            text.Append($"FROM s{i - 1} AS s{i}\nENV V{i}=1\nEXPOSE 80\n");
        }

        DockerfileModel model = Read(text.ToString());

        model.Diagnostics.Should().BeEmpty();
        model.GetReachable(model.FinalStage!).Should().HaveCount(20_000);
        model.FinalStage!.Variables.Get("V1").AsString.Should().Be("1");
    }

    [Fact]
    public void Variables_that_double_each_other_end_as_unknown()
    {
        var text = new StringBuilder("FROM scratch\nENV V0=xxxxxxxx\n");
        for (int i = 1; i < 100; i++)
        {
            text.Append($"ENV V{i}=$V{i - 1}$V{i - 1}\n");
        }

        Read(text.ToString()).FinalStage!.Variables.Get("V99").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void Lines_that_repeat_a_long_value_do_not_multiply_it()
    {
        string text = $"FROM scratch\nENV X={new string('x', 60_000)}\n"
            + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"ENV V{i}=${{X//x/y}}$X\n"));

        VariableScope scope = Read(text).FinalStage!.Variables;

        scope.Variables.Sum(variable => (long)variable.Value.AsString.Length).Should().BeLessThan(25_000_000);
        scope.Get("V4999").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void Substitutions_nested_without_end_are_an_error()
    {
        DockerfileModel model = Read("FROM a\nWORKDIR " + string.Concat(Enumerable.Repeat("${A:-", 100_000)));

        model.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("dockerfile/invalid-substitution");
    }

    [Theory]
    [InlineData("RUN <<EOF\n")]
    [InlineData("RUN <<A <<B <<C <<D\nA\nB\n")]
    [InlineData("COPY <<EOF <<EOF\nEOF\n")]
    [InlineData("ONBUILD ONBUILD ONBUILD ONBUILD RUN x\n")]
    [InlineData("RUN x \\")]
    [InlineData("\\\n\\\n\\\n")]
    [InlineData("\0\0\0 \0\n")]
    [InlineData("COPY --from=\"a b c\n")]
    [InlineData("LABEL a=\ud800 \udfff='\n")]
    [InlineData("ENV =\n")]
    [InlineData("--from=x\n")]
    [InlineData("RUN --\n")]
    [InlineData("RUN -- <<\n")]
    [InlineData("CMD [\"\\ud8\n")]
    public void Broken_text_gives_diagnostics_or_nodes_but_never_a_crash(string text)
    {
        DockerfileModel model = Read("FROM a\n" + text);

        model.Syntax.Instructions[0].Should().BeOfType<FromInstruction>();
        model.Diagnostics.Should().NotContain(diagnostic => diagnostic.Location.Span.End > model.Source.Length);
    }

    [Fact]
    public void A_file_of_another_kind_gives_few_diagnostics() =>
        Read(string.Concat(Enumerable.Repeat("lorem ipsum\n", 10_000))).Diagnostics.Should().HaveCountLessThan(110);

    [Fact]
    public void Any_damage_to_a_file_leaves_spans_inside_it()
    {
        Gen<string> damaged =
            from position in Gen.Choose(0, Sample.Length - 1)
            from length in Gen.Choose(0, 40)
            from insert in Gen.Elements("", "\\\n", "\"", "'", "${", "}", "<<E\n", "[", "]", "\n", "--", "=", "\0", "\ud800", "#", "FROM x\n", "`", " ")
            select Sample[..position] + insert + Sample[Math.Min(position + length, Sample.Length)..];

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(damaged.ToArbitrary(), text =>
        {
            DockerfileModel model = Read(text);
            return model.Syntax.Instructions.All(instruction => IsInside(instruction, text.Length))
                && model.Diagnostics.All(diagnostic => diagnostic.Location.Span.Start >= 0 && diagnostic.Location.Span.End <= text.Length)
                && model.Stages.All(stage => model.GetExposedPorts(stage).Length >= 0 && model.GetReachable(stage).Contains(stage));
        }));
    }

    private static bool IsInside(Instruction instruction, int length) =>
        instruction.Span.Contains(instruction.KeywordSpan)
        && instruction.Span.Start >= 0
        && instruction.Span.End <= length
        && instruction.Flags.All(flag => instruction.Span.Contains(flag.Span) && flag.Span.Contains(flag.NameSpan));
}
