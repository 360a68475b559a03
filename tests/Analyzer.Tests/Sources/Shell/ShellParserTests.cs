using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using static GcpLint.Tests.Sources.Shell.ShellTesting;

namespace GcpLint.Tests.Sources.Shell;

public class ShellParserTests
{
    [Theory]
    [InlineData("if a; then b; elif c; then d; else e; fi")]
    [InlineData("for x in 1 2; do a; done; for x; do b; done; for ((i=0; i<3; i++)); do c; done; for x in 1; { d; }")]
    [InlineData("while read -r l; do a; done < file; until b; do c; done")]
    [InlineData("select x in a b; do c; break; done")]
    [InlineData("case $x in a|b) c ;; (d) e ;& *) f ;;& esac; case x in esac")]
    [InlineData("case $x in a) if b; then c; fi\nesac")]
    [InlineData("f() { a; }; function g { b; }; function h() ( c ); i () if x; then y; fi")]
    [InlineData("[[ $a == b* && ( -f c || ! -d d ) && $e =~ ^(f|g)$ ]] && h")]
    [InlineData("((x = 1 + (2 * 3))); echo $(( $(a) + 1 )) $((b))")]
    [InlineData("echo $((a) ; (b))")]
    [InlineData("a | b |& c && d || ! e & f; time -p g; { h; } 2>&1 | (i)")]
    [InlineData("cat <<EOF <<-'E2'\n$x $(y \"z\") `w`\nEOF\n\tlit $(\n\tE2\ncat <<< \"str $x\"")]
    [InlineData("x=$(cat <<EOF\na ' b\nEOF\n)\necho \"$(cat <<'E'\n\" ) (\nE\n)\"")]
    [InlineData("a=(1 2 # comment\n 3 [4]=5); declare -A m=([k]=v); b[1]=x; c+=(y)")]
    [InlineData("exec 3>&1 {fd}<file 2>>log &>all >|clobber <>rw; a 2>&- <&3")]
    [InlineData("echo \"a $(b \"c $(d \"e\")\") f\" \"${x:-\"y z\"}\" \"${y:+'}\"")]
    [InlineData("echo ${a[@]:1:2} ${!b} ${!c@} ${d@Q} ${e//\\//_} ${#f} ${g:?msg} ${h%%.*} ${i[${#i[@]}-1]}")]
    [InlineData("trap 'rm -f \"$x\"' EXIT; shopt -s extglob; ls !(a|b) @(c) *.txt")]
    [InlineData("if ! (a) then b; fi; if { c; } then d; fi")]
    [InlineData("coproc a { b; }; echo $'it\\'s' a=b --x={y} }x {x fi")]
    [InlineData("#!/bin/sh\r\nif a; then\r\n  b\r\nfi\r\ncat <<EOF\r\nx\r\nEOF\r\n")]
    public void Shell_is_read_without_a_diagnostic(string script)
    {
        Parse(script).Diagnostics.Should().BeEmpty();
    }

    [Theory]
    [InlineData("echo \"abc\nls\n", "shell/unclosed-quote", "ls")]
    [InlineData("echo 'abc\nls\n", "shell/unclosed-quote", "ls")]
    [InlineData("echo ${abc\nls\n", "shell/unclosed-parameter", "ls")]
    [InlineData("echo `abc\nls\n", "shell/unclosed-substitution", "ls")]
    [InlineData("echo $(ls\n", "shell/unclosed-substitution", "ls")]
    [InlineData("echo $((1 +\nls\n", "shell/unclosed-arithmetic", "ls")]
    [InlineData("if a; then\n  ls\n", "shell/missing-closer", "ls")]
    [InlineData("for x in a b\n  ls\ndone\n", "shell/missing-closer", "ls")]
    [InlineData("fi\nls\n", "shell/unexpected-token", "ls")]
    [InlineData("a )\nls\n", "shell/unexpected-token", "ls")]
    [InlineData("a (b) c\nls\n", "shell/unexpected-token", "ls")]
    [InlineData("a &&\n", "shell/missing-command", "a")]
    [InlineData("a | \n;;\nls", "shell/missing-command", "ls")]
    [InlineData("a > \nls", "shell/missing-target", "ls")]
    [InlineData("[[ a == b\nls", "shell/unclosed-test", "[[")]
    [InlineData("f()\nls\n", "shell/missing-body", "ls")]
    [InlineData("f() {\n  # nothing\n}\nls\n", "shell/empty-body", "ls")]
    [InlineData("if a; then\nelse\n  ls\nfi\n", "shell/empty-body", "ls")]
    [InlineData("for x in a; do\ndone\nls\n", "shell/empty-body", "ls")]
    [InlineData("a=(b c\n", "shell/unclosed-array", null)]
    [InlineData("case x\nls\n", "shell/missing-in", "ls")]
    [InlineData("cat <<EOF\nls\n", "shell/unclosed-here-document", "cat")]
    public void What_is_no_shell_is_reported_and_the_rest_is_read(string script, string code, string? command)
    {
        ShellScript parsed = Parse(script);

        parsed.Diagnostics.Select(diagnostic => diagnostic.Code).Should().Contain(code);
        if (command is not null)
        {
            parsed.Commands.Select(invocation => invocation.Name.AsString).Should().Contain(command);
        }
    }

    [Theory]
    [InlineData("a \\  \n  --b", BrokenContinuationKind.TrailingBlanks, "\\  ")]
    [InlineData("a \\ # why\n  --b", BrokenContinuationKind.CommentBehindBackslash, "\\ # why")]
    [InlineData("a \\\n  # --b \\\n  --c", BrokenContinuationKind.CommentBetweenLines, "# --b \\")]
    [InlineData("a \\\n  # why\n  --c", BrokenContinuationKind.CommentBetweenLines, "# why")]
    public void A_broken_continuation_is_found(string script, BrokenContinuationKind kind, string text)
    {
        ShellScript parsed = Parse(script);

        BrokenContinuation found = parsed.BrokenContinuations.Should().ContainSingle().Subject;
        found.Kind.Should().Be(kind);
        parsed.Text.Text.Substring(found.Span.Start, found.Span.Length).Should().Be(text);
    }

    [Theory]
    [InlineData("a \\\n  --b \\\n  --c")]
    [InlineData("a '\\  \n' \"\\ \n\" # \\  \n")]
    [InlineData("a \\\n\n# comment\nb")]
    [InlineData("a \\\\ # comment\n")]
    [InlineData("a b\\ c\n")]
    [InlineData("cat <<EOF\na \\  \nEOF\n")]
    public void A_sound_continuation_is_none(string script) => Parse(script).BrokenContinuations.Should().BeEmpty();

    [Fact]
    public void Comments_have_their_places_in_the_file()
    {
        var source = new SourceText("ci.yaml", "run: |\n  # first\n  echo '# no' # second\n  cat <<E\n  # no\n  E\n");
        const string Decoded = "# first\necho '# no' # second\ncat <<E\n# no\nE\n";
        var segments = new List<TextSegment>();
        int place = 7;
        int offset = 0;
        foreach (string line in Decoded.TrimEnd('\n').Split('\n'))
        {
            segments.Add(new TextSegment(offset, place + 2, line.Length + 1, line.Length + 1));
            offset += line.Length + 1;
            place += line.Length + 3;
        }

        ShellScript script = ShellScript.Parse(new MappedText(source, Decoded, [.. segments]));

        script.Comments.Select(comment => source.GetText(comment.Span)).Should().Equal("# first", "# second");
        script.Comments.Select(comment => comment.OwnLine).Should().Equal(true, false);
        source.GetText(script.Comments[0].Text).Should().Be(" first");
    }

    [Fact]
    public void A_here_document_belongs_to_its_redirection()
    {
        CommandInvocation cat = Find("cat <<A - <<'B'\n$x\nA\n$y\nB\n", "cat");

        HereDocument[] documents = [.. cat.Redirections.Select(redirection => cat.Script.FindHereDocument(redirection)!)];
        documents.Select(document => document.Delimiter).Should().Equal("A", "B");
        documents.Select(document => document.IsQuoted).Should().Equal(false, true);
        documents[0].Parts[0].Should().BeOfType<ParameterPart>();
        documents[1].Parts.Should().ContainSingle().Which.Should().BeOfType<LiteralPart>().Which.Text.Should().Be("$y\n");
    }
}
