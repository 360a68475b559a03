using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using static GcpLint.Tests.Sources.Shell.ShellTesting;

namespace GcpLint.Tests.Sources.Shell;

public class ShellHostileInputTests
{
    private const string Honest = """
        #!/usr/bin/env bash
        set -euo pipefail
        A=${1:-x}; B=("a b" 'c' $'d\n'); for b in "${B[@]}"; do echo "$b-$(date "+%F")" | tee -a log || true; done
        f() { local v="$1"; case "$v" in a*|b) [[ $v =~ ^a(b|c)$ ]] && g `h` ;; *) exit 1;; esac; }
        cat <<EOF >out
        $A ${B[0]} $((1 + 2)) ${{ x }}
        EOF
        if ! f "$A" 2>&1; then while read -r l; do (f "$l") & done < <(ls); fi
        gcloud run deploy x \
          --region="$A" # end
        """;

    [Theory]
    [InlineData("$(", 100_000)]
    [InlineData("\"$(", 50_000)]
    [InlineData("$((", 50_000)]
    [InlineData("$(( (", 50_000)]
    [InlineData("((", 50_000)]
    [InlineData("( ", 100_000)]
    [InlineData("{ ", 100_000)]
    [InlineData("${a:-", 50_000)]
    [InlineData("${a[", 50_000)]
    [InlineData("\"${a:-\"", 30_000)]
    [InlineData("`", 100_001)]
    [InlineData("if a; then ", 50_000)]
    [InlineData("case a in b) ", 50_000)]
    [InlineData("while a; do ", 50_000)]
    [InlineData("f() { ", 50_000)]
    [InlineData("f() ", 50_000)]
    [InlineData("! ", 100_000)]
    [InlineData("<(", 100_000)]
    [InlineData("a[", 100_000)]
    [InlineData("a[ ", 100_000)]
    [InlineData("cat <<E\n", 50_000)]
    [InlineData("cat <<E $(\n", 30_000)]
    [InlineData("x='\n", 50_001)]
    [InlineData("'", 100_001)]
    [InlineData("\"\n", 50_001)]
    [InlineData("@(", 50_000)]
    [InlineData("[[ ( ", 50_000)]
    [InlineData("coproc ", 50_000)]
    [InlineData("a && ", 50_000)]
    [InlineData("a | ", 50_000)]
    [InlineData("fi;", 50_000)]
    [InlineData(")", 100_000)]
    [InlineData("${{", 50_000)]
    [InlineData("\\\n", 100_000)]
    [InlineData("\0", 100_000)]
    [InlineData("\uD800", 100_000)]
    public void Repetition_without_end_is_read_in_bounded_depth(string unit, int count)
    {
        ShellScript script = Parse(new StringBuilder().Insert(0, unit, count).ToString());

        script.Diagnostics.Length.Should().BeLessThanOrEqualTo(ShellCursor.MaxDiagnostics);
        script.Commands.Length.Should().BeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public void A_line_of_a_million_characters_is_read()
    {
        Parse("echo " + new string('a', 1_000_000)).Commands.Single().Words[1].AsString.Length.Should().Be(1_000_000);
        Parse("echo " + string.Join(' ', Enumerable.Repeat("\"$a\"", 200_000))).Commands.Single().Words.Length.Should().Be(200_001);
    }

    [Fact]
    public void Values_that_double_stay_bounded()
    {
        var script = new StringBuilder("X=aaaaaaaaaaaaaaaa\n");
        for (int i = 0; i < 60; i++)
        {
            script.Append("X=$X$X\nY=\"$Z$X\"\n");
        }

        script.Append("echo \"$X\" \"$Y\"");
        CommandInvocation echo = Parse(script.ToString()).Commands.Single();
        echo.Words[1].IsUnknown.Should().BeTrue();
        echo.Words[1].UnknownReason!.Kind.Should().Be(Values.UnknownKind.Limit);
    }

    [Fact]
    public void Calls_and_loops_that_double_stay_bounded()
    {
        var script = new StringBuilder("f0() { echo x; }\n");
        for (int i = 1; i < 60; i++)
        {
            script.Append($"f{i}() {{ f{i - 1}; f{i - 1}; }}\n");
        }

        script.Append("f59\n");
        for (int i = 0; i < 20; i++)
        {
            script.Append("for x in 1 2 3 4 5 6 7 8; do\n");
        }

        script.Append("echo $x\n");
        script.Insert(script.Length, "done\n", 20);
        Parse(script.ToString()).DefaultWalk.Executions.Length.Should().BeLessThan(100_000);
    }

    [Fact]
    public void Calls_of_deeply_nested_functions_stay_within_the_stack()
    {
        var script = new StringBuilder();
        for (int i = 0; i < 20; i++)
        {
            script.Append($"f{i}() {{\n").Insert(script.Length, "if a; then\n", 40).Append($"f{i + 1}\n").Insert(script.Length, "fi\n", 40).Append("}\n");
        }

        ShellScript parsed = Parse(script + "f0\n");

        parsed.Diagnostics.Should().BeEmpty();
        parsed.Commands.Should().HaveCount((20 * 41) + 1);
    }

    [Fact]
    public void Branches_that_double_stay_bounded()
    {
        var script = new StringBuilder();
        for (int i = 0; i < 40; i++)
        {
            script.Append("if a; then X=\"$X-1\"; else X=\"$X-2\"; fi\n");
        }

        Parse(script + "echo $X").Commands[^1].Words[1].IsUnknown.Should().BeTrue();
    }

    [Fact]
    public void Mutations_of_a_script_never_crash_and_keep_spans_inside()
    {
        Gen<(int At, int Length, string Text)> edit =
            from at in Gen.Choose(0, Honest.Length)
            from length in Gen.Choose(0, 12)
            from text in Gen.Elements("", "\"", "'", "`", "$(", "${", "((", "))", ")", "}", "{", "<<E", "\\", "\n", "\0", "do", "esac", "if ", ";;", "${{", "\uDFFF", "[[", "=(", "&", "|")
            select (at, length, text);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(Arb.From(Gen.ListOf(edit)), edits =>
        {
            string text = Honest;
            foreach ((int at, int length, string replacement) in edits)
            {
                int start = Math.Min(at, text.Length);
                text = text[..start] + replacement + text[Math.Min(text.Length, start + length)..];
            }

            var source = new SourceText("x.sh", text);
            ShellScript script = ShellScript.Parse(MappedText.Whole(source), ShellParseOptions.Workflow);
            var whole = new TextSpan(0, text.Length);
            return script.Commands.All(command => whole.Contains(command.Span))
                && script.Diagnostics.All(diagnostic => whole.Contains(diagnostic.Location.Span))
                && script.Comments.All(comment => whole.Contains(comment.Span));
        }));
    }
}
