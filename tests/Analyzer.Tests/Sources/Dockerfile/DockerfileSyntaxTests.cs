using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Dockerfiles;

public sealed class DockerfileSyntaxTests
{
    private static DockerfileSyntax Parse(string text) => DockerfileSyntax.Parse(new SourceText("Dockerfile", text));

    private static T Single<T>(string text)
        where T : Instruction => Parse("FROM a\n" + text).Instructions.OfType<T>().Single();

    private static string[] Codes(string text) => [.. Parse(text).Diagnostics.Select(diagnostic => diagnostic.Code)];

    private static ShellForm Shell(CommandForm? command) => command.Should().BeOfType<ShellForm>().Subject;

    [Fact]
    public void Every_instruction_becomes_its_node()
    {
        DockerfileSyntax syntax = Parse("""
            ARG V=1
            FROM python:$V AS base
            maintainer Me <me@example.com>
            LABEL a=b
            ENV A=b
            RUN make
            Copy a b
            ADD a b
            EXPOSE 80
            VOLUME /data
            USER app
            WORKDIR /app
            SHELL ["/bin/bash", "-c"]
            STOPSIGNAL SIGTERM
            HEALTHCHECK NONE
            ONBUILD RUN make
            ENTRYPOINT ["a"]
            CMD b
            """);

        syntax.Diagnostics.Should().BeEmpty();
        syntax.Instructions.Select(instruction => instruction.GetType().Name.Replace("Instruction", "", StringComparison.Ordinal))
            .Should().Equal(
                "Arg", "From", "Maintainer", "Label", "Env", "Run", "Copy", "Add", "Expose", "Volume", "User", "Workdir", "Shell",
                "StopSignal", "Healthcheck", "Onbuild", "Entrypoint", "Cmd");
        syntax.Instructions.Select(instruction => instruction.Index).Should().Equal(Enumerable.Range(0, 18));
        syntax.Instructions[0].StageIndex.Should().Be(-1);
        syntax.Instructions[^1].StageIndex.Should().Be(0);
    }

    [Fact]
    public void Parser_directives_stand_at_the_head_and_know_their_options()
    {
        DockerfileSyntax syntax = Parse("#syntax = docker/dockerfile:1\n# ESCAPE=`\n# check=skip=A,B;error=true\n# note\n# syntax=x\nFROM a\nRUN b `\n  c");

        syntax.Diagnostics.Should().BeEmpty();
        syntax.EscapeCharacter.Should().Be('`');
        syntax.Directives.Select(directive => $"{directive.Name}|{directive.Value.Text}")
            .Should().Equal("syntax|docker/dockerfile:1", "escape|`", "check|skip=A,B;error=true");
        syntax.Directives[2].Options.Select(option => $"{option.Name.Text}|{option.Value!.Value.Text}").Should().Equal("skip|A,B", "error|true");
        syntax.Comments.Should().HaveCount(2);
        Shell(syntax.Instructions.OfType<RunInstruction>().Single().Command).Script.Text.Should().Be("b   c");
    }

    [Theory]
    [InlineData("\n# escape=`\nFROM a")]
    [InlineData("# a comment\n# escape=`\nFROM a")]
    [InlineData("# unknown=1\n# escape=`\nFROM a")]
    [InlineData("FROM a\n# escape=`")]
    public void Behind_anything_else_a_directive_is_a_comment(string text)
    {
        DockerfileSyntax syntax = Parse(text);

        syntax.EscapeCharacter.Should().Be('\\');
        syntax.Directives.Should().BeEmpty();
    }

    [Fact]
    public void Continued_lines_are_joined_and_keep_their_places()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\n[|RUN [|apt-get update|] && \\ \t\n  # why\n\n    [|make|] \\\n  [|all|]|]\n");
        DockerfileSyntax syntax = DockerfileSyntax.Parse(marked.Source);
        var run = (RunInstruction)syntax.Instructions[1];
        MappedText script = Shell(run.Command).Script;

        script.Text.Should().Be("apt-get update &&     make   all");
        run.Span.Should().Be(marked.Spans[0]);
        script.ToSource(new TextSpan(0, 14)).Should().Be(marked.Spans[1]);
        script.ToSource(new TextSpan(script.Text.IndexOf("make", StringComparison.Ordinal), 4)).Should().Be(marked.Spans[2]);
        script.ToSource(new TextSpan(script.Text.Length - 3, 3)).Should().Be(marked.Spans[3]);
        syntax.Comments.Select(comment => marked.Source.GetText(comment.Text)).Should().Equal(" why");
        syntax.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Equal("dockerfile/empty-continuation-line");
    }

    [Fact]
    public void An_escaped_escape_continues_nothing() =>
        Parse("FROM a\nRUN dir c:\\\\\nUSER b\n").Instructions.Should().HaveCount(3);

    [Fact]
    public void A_word_that_is_split_by_a_continuation_spans_both_lines()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM [|pyth\\\non:3|] AS x");
        var from = (FromInstruction)DockerfileSyntax.Parse(marked.Source).Instructions[0];

        from.Image.Should().Be(new InstructionWord("python:3", marked.Spans[0]));
        from.Name!.Value.Text.Should().Be("x");
    }

    [Fact]
    public void The_json_form_gives_words_with_their_places()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\nCMD [ [|\"a\\\"\\u0062\"|],\\\n  [|\"c d\"|] ]");
        var cmd = (CmdInstruction)DockerfileSyntax.Parse(marked.Source).Instructions[1];
        ExecForm form = cmd.Command.Should().BeOfType<ExecForm>().Subject;

        form.Words.Select(word => word.AsString).Should().Equal("a\"b", "c d");
        form.Words.Select(word => word.Origin!.Location.Span).Should().Equal(marked.Spans);
    }

    [Theory]
    [InlineData("CMD ['a', 'b']")]
    [InlineData("CMD [\"a\", \"b\",]")]
    [InlineData("RUN [\"c:\\windows\\x.exe\", \"a\"]")]
    [InlineData("ENTRYPOINT [a, b]")]
    [InlineData("HEALTHCHECK CMD [\"a\" , b]")]
    public void An_array_that_is_no_json_is_the_shell_form_with_a_warning(string line)
    {
        DockerfileSyntax syntax = Parse("FROM a\n" + line);

        syntax.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(
            diagnostic => diagnostic.Code == "dockerfile/invalid-json-form" && diagnostic.Severity == DiagnosticSeverity.Warning);
        CommandForm? command = syntax.Instructions[1] switch
        {
            RunInstruction run => run.Command,
            CmdInstruction cmd => cmd.Command,
            EntrypointInstruction entrypoint => entrypoint.Command,
            HealthcheckInstruction healthcheck => healthcheck.Command,
            _ => null,
        };
        command.Should().BeOfType<ShellForm>();
    }

    [Theory]
    [InlineData("RUN [ -f x ] && make")]
    [InlineData("RUN [ -f x ]")]
    [InlineData("RUN [ \"$a\" = \"b\" ]")]
    [InlineData("RUN [[ $a == b ]]")]
    public void A_test_of_the_shell_is_no_array(string line) => Codes("FROM a\n" + line).Should().BeEmpty();

    [Fact]
    public void An_array_of_other_values_is_an_error() => Codes("FROM a\nCMD [\"a\", 1]").Should().Equal("dockerfile/invalid-json-form");

    [Fact]
    public void A_lone_heredoc_is_the_script_itself()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\n[|RUN [|<<-'EOF'|]\n[|\t[|make|] $X\n\t\tinstall\n\tEOF|]|]\nUSER b");
        DockerfileSyntax syntax = DockerfileSyntax.Parse(marked.Source);
        var run = (RunInstruction)syntax.Instructions[1];
        Heredoc heredoc = run.Heredocs.Should().ContainSingle().Subject;

        syntax.Diagnostics.Should().BeEmpty();
        heredoc.Should().Match<Heredoc>(doc => doc.Delimiter == "EOF" && !doc.Expands && doc.StripsTabs);
        heredoc.Marker.Span.Should().Be(marked.Spans[1]);
        heredoc.Span.Should().Be(marked.Spans[2]);
        run.Span.Should().Be(marked.Spans[0]);
        Shell(run.Command).Script.Text.Should().Be("make $X\ninstall\n");
        Shell(run.Command).Script.ToSource(new TextSpan(0, 4)).Should().Be(marked.Spans[3]);
        syntax.Instructions[2].Should().BeOfType<UserInstruction>();
    }

    [Fact]
    public void Other_heredocs_reach_the_shell_behind_the_command()
    {
        var run = Single<RunInstruction>("RUN cat <<A <<B > x \\\n && echo ok\n1\nA\n2\nB\nUSER c");

        Shell(run.Command).Script.Text.Should().Be("cat <<A <<B > x  && echo ok\n1\nA\n2\nB");
        run.Heredocs.Select(heredoc => heredoc.Body.Text).Should().Equal("1\n", "2\n");
    }

    [Fact]
    public void A_shebang_names_the_interpreter() =>
        Shell(Single<RunInstruction>("RUN <<EOF\n#!/usr/bin/env python3\nprint(1)\nEOF").Command).Interpreter.Should().Be("/usr/bin/env python3");

    [Theory]
    [InlineData("RUN cat <<< x")]
    [InlineData("RUN echo $((1<<2))")]
    [InlineData("RUN echo '<<EOF'")]
    [InlineData("RUN echo a<<EOF")]
    [InlineData("CMD cat <<EOF")]
    [InlineData("RUN [\"<<EOF\", \"x\"]")]
    public void What_only_looks_like_a_heredoc_takes_no_lines(string line) => Codes($"FROM a\n{line}\nUSER b").Should().BeEmpty();

    [Fact]
    public void Files_of_copy_may_stand_in_heredocs()
    {
        var copy = Single<CopyInstruction>("COPY --chown=app <<a.txt << \"b c\" d /dest/\n$X\na.txt\n2\nb c");

        copy.Heredocs.Select(heredoc => $"{heredoc.Delimiter}|{heredoc.Expands}|{heredoc.Body.Text}").Should().Equal("a.txt|True|$X\n", "b c|False|2\n");
        copy.Sources.Select(source => source.Text).Should().Equal("d");
        copy.Destination.Text.Should().Be("/dest/");
    }

    [Fact]
    public void An_unterminated_heredoc_is_told_where_it_opens()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\nRUN [|<<EOF|]\nmake\nUSER x\n");
        DockerfileSyntax syntax = DockerfileSyntax.Parse(marked.Source);

        Diagnostic diagnostic = syntax.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be("dockerfile/unterminated-heredoc");
        diagnostic.Location.Span.Should().Be(marked.Spans[0]);
    }

    [Fact]
    public void Flags_have_names_values_and_places()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\nCOPY [|--[|from|]=[|base|]|] --link --chown=\"a b\":c \\\n  --exclude=*.md --exclude=x --parents=true s d");
        var copy = (CopyInstruction)DockerfileSyntax.Parse(marked.Source).Instructions[1];

        copy.From!.Span.Should().Be(marked.Spans[0]);
        copy.From!.NameSpan.Should().Be(marked.Spans[1]);
        copy.From!.Value.Should().Be(new InstructionWord("base", marked.Spans[2]));
        copy.IsLink.Should().BeTrue();
        copy.KeepsParents.Should().BeTrue();
        copy.Chown!.Value!.Value.Text.Should().Be("a b:c");
        copy.Excludes.Select(flag => flag.Value!.Value.Text).Should().Equal("*.md", "x");
        copy.Sources.Should().ContainSingle().Which.Text.Should().Be("s");
    }

    [Fact]
    public void Mounts_are_split_into_options()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\nRUN --mount=type=secret,id=[|key|],required --mount=from=b,src=/x,dst=\"[|/y|]\" --network=none --security=insecure make");
        var run = (RunInstruction)DockerfileSyntax.Parse(marked.Source).Instructions[1];

        run.Mounts.Select(mount => mount.Type).Should().Equal("secret", "bind");
        run.Mounts[0].Id!.Value.Span.Should().Be(marked.Spans[0]);
        run.Mounts[0].Get("required").Should().NotBeNull();
        run.Mounts[1].From!.Value.Text.Should().Be("b");
        run.Mounts[1].Source!.Value.Text.Should().Be("/x");
        run.Mounts[1].Target.Should().Be(new InstructionWord("/y", marked.Spans[1]));
        run.Network!.Value!.Value.Text.Should().Be("none");
        Shell(run.Command).Script.Text.Should().Be("make");
    }

    [Fact]
    public void A_health_check_has_durations_and_a_command()
    {
        var check = Single<HealthcheckInstruction>(
            "HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=1.5h --start-interval=2s --retries=5 \\\n CMD curl -f localhost || exit 1");

        check.Interval.Should().Be(TimeSpan.FromSeconds(90));
        check.Timeout.Should().Be(TimeSpan.FromMilliseconds(500));
        check.StartPeriod.Should().Be(TimeSpan.FromMinutes(90));
        check.StartInterval.Should().Be(TimeSpan.FromSeconds(2));
        check.Retries.Should().Be(5);
        Shell(check.Command).Script.Text.Should().Be("curl -f localhost || exit 1");
        Single<HealthcheckInstruction>("healthcheck none").IsNone.Should().BeTrue();
    }

    [Fact]
    public void Env_has_a_legacy_form_without_equals()
    {
        var legacy = Single<EnvInstruction>("ENV PORT 8080 and = more ");
        legacy.IsLegacy.Should().BeTrue();
        legacy.Variables.Should().ContainSingle().Which.Value!.Value.Text.Should().Be("8080 and = more");

        var env = Single<EnvInstruction>("ENV A=1 B=\"x y\" C='p q' D=a\\ b \\\n E=");
        env.IsLegacy.Should().BeFalse();
        env.Variables.Select(pair => $"{pair.Name.Text}:{pair.Value!.Value.Text}").Should().Equal("A:1", "B:\"x y\"", "C:'p q'", "D:a\\ b", "E:");
    }

    [Fact]
    public void Arg_declares_several_with_and_without_default() =>
        Single<ArgInstruction>("ARG A B=2 C=\"x y\"").Variables.Select(variable => variable.Value?.Text).Should().Equal(null, "2", "\"x y\"");

    [Fact]
    public void User_is_split_from_its_group()
    {
        MarkedSource marked = MarkedSource.Parse("Dockerfile", "FROM a\nUSER [|${U:-app}|]:[|1000|]");
        var user = (UserInstruction)DockerfileSyntax.Parse(marked.Source).Instructions[1];

        user.User.Span.Should().Be(marked.Spans[0]);
        user.Group!.Value.Span.Should().Be(marked.Spans[1]);
        Single<UserInstruction>("USER app").Group.Should().BeNull();
    }

    [Fact]
    public void Onbuild_holds_the_instruction_that_it_triggers()
    {
        var onbuild = Single<OnbuildInstruction>("ONBUILD COPY --from=x a b");

        onbuild.Trigger.Should().BeOfType<CopyInstruction>().Which.From!.Value!.Value.Text.Should().Be("x");
        onbuild.Trigger!.Index.Should().Be(onbuild.Index);
    }

    [Theory]
    [InlineData("", "dockerfile/no-from")]
    [InlineData("# only a comment\n", "dockerfile/no-from")]
    [InlineData("RUN a\nFROM b", "dockerfile/instruction-before-from")]
    [InlineData("FROM a\nRUUN b", "dockerfile/unknown-instruction")]
    [InlineData("FROM a\nCOPY --form=b c d", "dockerfile/unknown-flag")]
    [InlineData("FROM a\nCMD --x", "dockerfile/unknown-flag")]
    [InlineData("FROM a\nCOPY --from=b --from=c d e", "dockerfile/duplicate-flag")]
    [InlineData("FROM a\nCOPY --chown b c", "dockerfile/invalid-flag-value")]
    [InlineData("FROM a\nCOPY --link=maybe b c", "dockerfile/invalid-flag-value")]
    [InlineData("FROM a\nHEALTHCHECK --interval=30 CMD b", "dockerfile/invalid-flag-value")]
    [InlineData("FROM a\nHEALTHCHECK curl localhost", "dockerfile/invalid-healthcheck")]
    [InlineData("FROM a\nHEALTHCHECK NONE x", "dockerfile/invalid-healthcheck")]
    [InlineData("FROM a\nRUN --mount=type=volume,target=/x b", "dockerfile/invalid-mount")]
    [InlineData("FROM a\nRUN --mount=type=bind,tgt=/x b", "dockerfile/invalid-mount")]
    [InlineData("FROM a\nRUN --mount=from=$X b", "dockerfile/invalid-mount")]
    [InlineData("FROM a\nCOPY --from=$X b c", "dockerfile/variable-in-from")]
    [InlineData("FROM a\nCOPY b", "dockerfile/missing-argument")]
    [InlineData("FROM a\nRUN", "dockerfile/missing-argument")]
    [InlineData("FROM a\nRUN --network=none", "dockerfile/missing-argument")]
    [InlineData("FROM a\nENV A", "dockerfile/missing-argument")]
    [InlineData("FROM a\nENV A=b c", "dockerfile/invalid-pair")]
    [InlineData("FROM a\nSHELL bash -c", "dockerfile/invalid-shell")]
    [InlineData("FROM a b", "dockerfile/invalid-from")]
    [InlineData("FROM a AS 1b", "dockerfile/invalid-stage-name")]
    [InlineData("FROM a\nONBUILD ONBUILD RUN b", "dockerfile/onbuild-not-allowed")]
    [InlineData("FROM a\nONBUILD FROM b", "dockerfile/onbuild-not-allowed")]
    [InlineData("# escape=x\nFROM a", "dockerfile/invalid-escape")]
    [InlineData("# syntax=x\n# syntax=y\nFROM a", "dockerfile/duplicate-directive")]
    public void What_docker_refuses_is_told(string text, params string[] codes) => Codes(text).Should().Equal(codes);

    [Fact]
    public void Crlf_and_a_byte_order_mark_change_nothing()
    {
        DockerfileSyntax syntax = Parse("\ufeffFROM a\r\nRUN b \\\r\n  c\r\nCOPY <<E /x\r\ntext\r\nE\r\nUSER d\r\n");

        syntax.Diagnostics.Should().BeEmpty();
        Shell(((RunInstruction)syntax.Instructions[1]).Command).Script.Text.Should().Be("b   c");
        ((CopyInstruction)syntax.Instructions[2]).Heredocs[0].Body.Text.Should().Be("text\r\n");
        ((UserInstruction)syntax.Instructions[3]).User.Text.Should().Be("d");
    }
}
