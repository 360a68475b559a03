using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.DotEnv;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.DotEnvs;

public sealed class DotEnvFileTests
{
    private static DotEnvFile Parse(string text) => DotEnvFile.Parse(new SourceText(".env", text));

    [Theory]
    [InlineData("A=b", "b")]
    [InlineData("export A=b", "b")]
    [InlineData("  A=b  ", "b")]
    [InlineData("A=", "")]
    [InlineData("A= b c ", "b c")]
    [InlineData("A=b # note", "b")]
    [InlineData("A=b#c", "b#c")]
    [InlineData("A= # note", "")]
    [InlineData("A=#b", "#b")]
    [InlineData("A='b # c $X \\n'", "b # c $X \\n")]
    [InlineData("A=\"b # c\" # note", "b # c")]
    [InlineData("A=\"b\\n\\\"c\\\"\\\\\\$X\"", "b\n\"c\"\\$X")]
    [InlineData("A=`b 'c' \"d\"`", "b 'c' \"d\"")]
    [InlineData("A=\"b\nc\"", "b\nc")]
    [InlineData("A=b\\nc", "b\\nc")]
    [InlineData("A=b=c", "b=c")]
    [InlineData("B=1\nA=x$B", "x1")]
    [InlineData("B=1\nA=\"x${B}y\"", "x1y")]
    [InlineData("A=${B:-c}${B-d}", "cd")]
    [InlineData("B=\nA=${B:-c}${B-d}", "c")]
    [InlineData("B=1\nA=${B:+c}${C+d}", "c")]
    [InlineData("A=${B:-${C:-d}}", "d")]
    [InlineData("A=$$x \\$y $1", "$x $y $1")]
    [InlineData("\ufeffA=b\r\n", "b")]
    [InlineData("A=pa$$w", "pa$w")]
    public void Values_read_as_compose_and_dotenv_read_them(string text, string expected)
    {
        DotEnvFile file = Parse(text);

        file.Diagnostics.Should().BeEmpty();
        file.Variables.Get("A").AsString.Should().Be(expected);
    }

    [Fact]
    public void Entries_and_comments_have_their_places()
    {
        MarkedSource marked = MarkedSource.Parse(".env", "[|# head|]\r\n[|export [|KEY|]=[|\"a b\"|]|] [|# tail|]\r\n[|[|URL|]=[|${HOST:-x}|]|]\n");
        DotEnvFile file = DotEnvFile.Parse(marked.Source);

        file.Comments.Select(comment => comment.Span).Should().Equal(marked.Spans[0], marked.Spans[4]);
        file.Comments.Select(comment => comment.OwnLine).Should().Equal(true, false);
        DotEnvEntry key = file.Entries[0];
        key.Should().Match<DotEnvEntry>(entry => entry.IsExported && entry.Quote == DotEnvQuote.Double && entry.Raw == "a b");
        key.Span.Should().Be(marked.Spans[1]);
        key.Entry.Key.Origin!.Location.Span.Should().Be(marked.Spans[2]);
        key.Value.Origin!.Location.Span.Should().Be(marked.Spans[3]);
        DotEnvEntry url = file.Entries[1];
        url.Span.Should().Be(marked.Spans[6]);
        url.References.Should().Equal(new DotEnvReference("HOST", marked.Spans[7], HasDefault: true));
    }

    [Fact]
    public void A_variable_of_the_environment_makes_the_value_unknown()
    {
        DotEnvEntry entry = Parse("A=${SECRET_KEY}").Entries.Single();

        entry.Value.UnknownReason!.Kind.Should().Be(UnknownKind.EnvironmentVariable);
        entry.References.Single().Name.Should().Be("SECRET_KEY");
    }

    [Fact]
    public void A_value_from_another_line_keeps_its_trail()
    {
        MarkedSource marked = MarkedSource.Parse(".env", "A=[|1|]\nB=$A\n");
        Value value = DotEnvFile.Parse(marked.Source).Variables.Get("B");

        value.Origin!.From!.Location.Span.Should().Be(marked.Spans[0]);
    }

    [Theory]
    [InlineData("[|LOG_LEVEL debug|]", "env/invalid-line")]
    [InlineData("[|just text|]  ", "env/invalid-line")]
    [InlineData("[|1A=b|]", "env/invalid-line")]
    [InlineData("[|=b|]", "env/invalid-line")]
    [InlineData("[|A|]", "env/invalid-line")]
    [InlineData("A[| |]=b", "env/blank-before-equals")]
    [InlineData("A=1\n[|A|]=2", "env/duplicate-key")]
    [InlineData("A=[|\"|]b\nC=d", "env/unclosed-quote")]
    [InlineData("A=\"b\"[|c|]", "env/text-behind-quote")]
    [InlineData("A=[|${B|]", "env/invalid-substitution")]
    [InlineData("A=[|${}|]", "env/invalid-substitution")]
    [InlineData("A=[|${B!x}|]", "env/invalid-substitution")]
    public void What_readers_refuse_or_read_differently_is_told(string marked, string code)
    {
        MarkedSource source = MarkedSource.Parse(".env", marked);
        Diagnostic diagnostic = DotEnvFile.Parse(source.Source).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.Code.Should().Be(code);
        diagnostic.Location.Span.Should().Be(source.Spans[0]);
        diagnostic.Detail.Should().NotBeEmpty();
    }

    [Fact]
    public void An_unclosed_quote_costs_its_line_only()
    {
        DotEnvFile file = Parse("A=\"b\nC=d\n");

        file.Variables.Get("A").AsString.Should().Be("b");
        file.Variables.Get("C").AsString.Should().Be("d");
    }

    [Fact]
    public void The_last_of_several_values_counts() => Parse("A=1\nA=2").Variables.Get("A").AsString.Should().Be("2");

    [Fact]
    public void Passing_a_variable_on_sets_nothing_and_is_no_error()
    {
        DotEnvFile file = Parse("export A\nB=1");

        file.Diagnostics.Should().BeEmpty();
        file.Entries.Select(entry => entry.Name).Should().Equal("B");
    }

    [Fact]
    public void Hostile_files_are_bounded()
    {
        Parse("A=" + new string('x', 1 << 20)).Entries.Single().Raw.Should().HaveLength(1 << 20);
        Parse("A=" + string.Concat(Enumerable.Repeat("${B:-", 100_000))).Diagnostics.Should().ContainSingle();
        Parse(string.Concat(Enumerable.Repeat("lorem ipsum\n", 10_000))).Diagnostics.Should().HaveCountLessThan(110);
        string doubling = "A0=xxxxxxxx\n" + string.Concat(Enumerable.Range(1, 100).Select(i => $"A{i}=$A{i - 1}$A{i - 1}\n"));
        Parse(doubling).Variables.Get("A100").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void Lines_that_repeat_a_long_value_do_not_multiply_it()
    {
        string text = $"X={new string('x', 60_000)}\n" + string.Concat(Enumerable.Range(0, 5_000).Select(i => $"V{i}=$X\n"));

        DotEnvFile file = Parse(text);

        file.Entries.Sum(entry => (long)entry.Value.AsString.Length).Should().BeLessThan(25_000_000);
        file.Variables.Get("V4999").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
    }

    [Fact]
    public void Any_damage_leaves_places_inside_the_file()
    {
        const string Sample = "# head\nexport A=\"b\\n${C:-d}\" # t\nC='x\ny'\nD=`z`\n E = $A ${F?g}\n\0bad\n";
        Gen<string> damaged =
            from position in Gen.Choose(0, Sample.Length - 1)
            from length in Gen.Choose(0, 20)
            from insert in Gen.Elements("", "\"", "'", "`", "${", "}", "\n", "\r", "=", "\0", "\ud800", "#", "\\", " ", "$")
            select Sample[..position] + insert + Sample[Math.Min(position + length, Sample.Length)..];

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1_000), Prop.ForAll(damaged.ToArbitrary(), text =>
        {
            DotEnvFile file = Parse(text);
            return file.Entries.All(entry => entry.Span.Start >= 0 && entry.Span.End <= text.Length
                    && entry.Value.Origin!.Location.Span.End <= text.Length && entry.References.All(reference => entry.Span.Contains(reference.Span)))
                && file.Comments.All(comment => comment.Span.Contains(comment.Text) && comment.Span.End <= text.Length)
                && file.Diagnostics.All(diagnostic => diagnostic.Location.Span.End <= text.Length);
        }));
    }

    [Fact]
    public void Files_of_the_scenarios_have_the_one_error_that_was_planted()
    {
        string? root = SharedFiles.Find("scenarios");
        Assert.SkipWhen(root is null, SharedFiles.Missing("scenarios"));

        Directory.EnumerateFiles(root, ".env*", SearchOption.AllDirectories)
            .SelectMany(path => DotEnvFile.Parse(new SourceText(Path.GetRelativePath(root, path).Replace('\\', '/'), File.ReadAllText(path))).Diagnostics)
            .Select(diagnostic => $"{diagnostic.Location} {diagnostic.Code}")
            .Should().Equal("digitwin/current/.env:12:1 env/invalid-line");
    }
}
