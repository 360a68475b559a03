using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;
using static GcpLint.Tests.Sources.Shell.ShellTesting;

namespace GcpLint.Tests.Sources.Shell;

public class ShellWordTests
{
    [Theory]
    [InlineData("echo a b", "echo a b")]
    [InlineData("echo 'a b' \"c d\"", "echo <a b> <c d>")]
    [InlineData("echo a\\ b \\$x '\\n'", "echo <a b> $x \\n")]
    [InlineData("echo \"\\$x \\a \\\"q\\\"\"", "echo <$x \\a \"q\">")]
    [InlineData("echo $'a\\tb\\x41\\u00e9\\101' $\"loc\"", "echo a\tbAéA loc")]
    [InlineData("echo a\\\n  b", "echo a b")]
    [InlineData("echo ab\\\ncd", "echo abcd")]
    [InlineData("echo ''", "echo <>")]
    [InlineData("echo a#b # comment", "echo a#b")]
    [InlineData("/usr/bin/gcloud version", "/usr/bin/gcloud version")]
    [InlineData("echo a >/dev/null 2>&1 b", "echo a b")]
    [InlineData("echo {a,b}-x {} a{b", "echo a-x b-x {} a{b")]
    [InlineData("echo 100$ $", "echo 100$ $")]
    [InlineData("X=1; echo $X ${X} \"$X\" '$X'", "echo 1 1 1 $X")]
    [InlineData("X='a b'; echo $X \"$X\" x$X", "echo a b <a b> xa b")]
    [InlineData("X=; echo a $X b", "echo a b")]
    [InlineData("X=a; X=b; echo $X", "echo b")]
    [InlineData("X=a; X+=b; echo $X", "echo ab")]
    [InlineData("A=(x 'y z'); echo \"${A[@]}\" ${A[1]} ${#A[@]} $A", "echo x <y z> y z 2 x")]
    [InlineData("A=(x); A+=(y); echo \"${A[@]}\"", "echo x y")]
    [InlineData("echo ${NOPE:-default}", "echo ?")]
    [InlineData("unset X; echo ${X:-default} ${X-d} ${X:+alt}.", "unset X|echo default d .")]
    [InlineData("X=; echo \"${X:-d}\" \"${X-d}\"", "echo d <>")]
    [InlineData("X=us-central1; echo ${X#us-} ${X%1} ${X/central/east} ${X//-/_} ${X^^} ${X:3} ${X:0:2} ${#X}", "echo central1 us-central us-east1 us_central1 US-CENTRAL1 central1 us 11")]
    [InlineData("echo \"gcr.io/$P/app:latest\"", "echo gcr.io/?/app:latest")]
    [InlineData("echo $1 $@ $# $? $$", "echo ? ? ? ? ?")]
    [InlineData("echo $(date) `date` $((1 + 2)) <(date)", "echo ? ? ? ?|date|date|date")]
    [InlineData("set -- a b c; shift; echo $1 $# \"$@\"", "set -- a b c|shift|echo b 2 b c")]
    [InlineData("export X=1; readonly Y=2; echo $X$Y", "export|readonly|echo 12")]
    [InlineData("X=a cmd $X", "cmd ?")]
    public void Words_are_expanded_as_bash_would(string script, string expected)
    {
        string.Join('|', Commands(script)).Should().Be(expected);
    }

    [Fact]
    public void A_value_tells_the_way_through_its_assignments()
    {
        var marked = MarkedSource.Parse("deploy.sh", """
            [|REGION=us-central1|]
            [|LOCATION="${REGION}"|]
            gcloud run deploy [|--region=$LOCATION|]
            """);

        ShellScript script = ShellScript.Parse(MappedText.Whole(marked.Source));

        Value word = script.Commands.Single().Words[3];
        word.AsString.Should().Be("--region=us-central1");
        word.Origin!.Trail.Select(step => step.Location.Span).Should().Equal(marked.Spans[2], marked.Spans[1], marked.Spans[0]);
        word.Origin.Trail.Select(step => step.Name).Should().Equal("", "LOCATION", "REGION");
    }

    [Fact]
    public void The_default_of_a_parameter_is_told_though_the_value_is_unknown()
    {
        CommandInvocation command = Find("REGION=${REGION:-us-central1}\ngcloud --region=\"$REGION\"", "gcloud");

        command.Words[1].IsUnknown.Should().BeTrue();
        command.Words[1].UnknownReason!.Kind.Should().Be(UnknownKind.EnvironmentVariable);
        command.Words[1].UnknownReason!.Default.AsString.Should().Be("--region=us-central1");
    }

    [Fact]
    public void Parts_of_an_unknown_word_keep_their_own_places()
    {
        var marked = MarkedSource.Parse("deploy.sh", """
            vars="A=1"
            vars="$vars[|,SECRET=|][|$SECRET|]"
            gcloud run deploy --set-env-vars="$vars"
            """);

        Value word = ShellScript.Parse(MappedText.Whole(marked.Source)).Commands.Single().Words[3];

        ValueList parts = word.UnknownReason!.Parts!;
        parts.Select(Show).Should().Equal("--set-env-vars=", "A=1", ",SECRET=", "?");
        parts[2].Origin!.Location.Span.Should().Be(marked.Spans[0]);
        parts[3].Origin!.Location.Span.Should().Be(marked.Spans[1]);
    }

    [Fact]
    public void An_expression_of_a_workflow_is_one_unknown_part_even_between_single_quotes()
    {
        ShellScript script = Parse("echo ${{ github.sha }}-x \"${{ a['b'] }}\" 'v${{ inputs.x == 'y' }}'", workflow: true);

        script.Diagnostics.Should().BeEmpty();
        Show(script.Commands.Single()).Should().Be("echo ?-x ? v?");
        script.Commands.Single().Words[2].UnknownReason!.Should().Be(new Unknown(UnknownKind.RunTime, "${{ a['b'] }}"));
    }

    [Fact]
    public void Spans_point_into_the_file_around_the_script()
    {
        var source = new SourceText("ci.yaml", "run: |\n  gcloud \\\n    run\n");
        var text = new MappedText(source, "gcloud \\\n  run\n", [new TextSegment(0, 9, 9, 9), new TextSegment(9, 20, 6, 6)]);

        CommandInvocation command = ShellScript.Parse(text).Commands.Single();

        source.GetText(command.Words[1].Origin!.Location.Span).Should().Be("run");
        source.GetText(command.Location.Span).Should().Be("gcloud \\\n    run");
    }
}
