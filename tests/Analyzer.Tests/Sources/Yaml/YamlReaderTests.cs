using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Yaml;

public sealed class YamlReaderTests
{
    private static YamlStream Read(string text) => YamlReader.Read(new SourceText("x.yaml", text));

    private static string TextOf(Value value)
    {
        SourceLocation location = value.Origin!.Location;
        return location.Source.GetText(location.Span);
    }

    [Theory]
    [InlineData("a: plain text\n", "plain text")]
    [InlineData("a: plain text # comment\n", "plain text")]
    [InlineData("a:   'it''s'  \n", "'it''s'")]
    [InlineData("a: \"x\\ty\"\n", "\"x\\ty\"")]
    [InlineData("é𝄞: 𝄞 b\n", "𝄞 b")]
    [InlineData("x: 𝄞𝄞\r\na: 'b'\r\n", "'b'")]
    [InlineData("a: one\n  two\n\n  three\nb: 1\n", "one\n  two\n\n  three")]
    [InlineData("a: |\n  one\n  two\n\n", "|\n  one\n  two")]
    [InlineData("a: | # why\n  one\n# after\n", "| # why\n  one")]
    [InlineData("a: >-\r\n  one\r\n  two\r\n", ">-\r\n  one\r\n  two")]
    [InlineData("a: &anchor !!str # why\n  5\n", "5")]
    [InlineData("a: &anchor\n", "")]
    [InlineData("a: !!null\nb: 1\n", "")]
    [InlineData("a:\nb: 1\n", "")]
    [InlineData("a: [b, {c: d}] # x\n", "[b, {c: d}]")]
    [InlineData("a: [[b],\n {}\n ]\n", "[[b],\n {}\n ]")]
    [InlineData("a: !tag [b]\n", "[b]")]
    [InlineData("a: &x\n  - b\n  - c: d\n    e: f\n\n# end\n", "- b\n  - c: d\n    e: f")]
    [InlineData("a:\n- b\n- c\nd: e\n", "- b\n- c")]
    [InlineData("a: !tag\n  &k b: c\n  d: e\n", "b: c\n  d: e")]
    [InlineData("a: &k {b: c}\n", "{b: c}")]
    public void A_span_covers_the_node_as_it_is_written(string text, string expected)
    {
        YamlStream stream = Read(text);

        stream.Diagnostics.Should().BeEmpty();
        TextOf(stream.Root.AsMap.Entries.Last(entry => entry.Key.AsString is "a" or "é𝄞").Value).Should().Be(expected);
    }

    [Fact]
    public void An_empty_value_stands_behind_its_colon()
    {
        Value empty = Read("a:\n\nb: 1\n").Root.Get("a");

        empty.IsNull.Should().BeTrue();
        empty.Origin!.Location.Span.Should().Be(new TextSpan(2, 0));
    }

    [Fact]
    public void A_key_has_its_place() => TextOf(Read("  a: 1\n  \"b c\": 2\n").Root.AsMap.GetEntry("b c").Key).Should().Be("\"b c\"");

    [Theory]
    [InlineData("null", ValueKind.Null)]
    [InlineData("~", ValueKind.Null)]
    [InlineData("", ValueKind.Null)]
    [InlineData("true", ValueKind.Bool)]
    [InlineData("FALSE", ValueKind.Bool)]
    [InlineData("yes", ValueKind.String)]
    [InlineData("off", ValueKind.String)]
    [InlineData("On", ValueKind.String)]
    [InlineData("'true'", ValueKind.String)]
    [InlineData("12", ValueKind.Int)]
    [InlineData("-12", ValueKind.Int)]
    [InlineData("0x1F", ValueKind.Int)]
    [InlineData("0o17", ValueKind.Int)]
    [InlineData("1_000", ValueKind.String)]
    [InlineData("12:30", ValueKind.String)]
    [InlineData("1.5e3", ValueKind.Double)]
    [InlineData(".5", ValueKind.Double)]
    [InlineData("5.", ValueKind.Double)]
    [InlineData("-.inf", ValueKind.Double)]
    [InlineData(".", ValueKind.String)]
    [InlineData("-", ValueKind.List)]
    [InlineData("1.2.3", ValueKind.String)]
    [InlineData("1e", ValueKind.String)]
    [InlineData("99999999999999999999", ValueKind.Number)]
    [InlineData("!!str 12", ValueKind.String)]
    [InlineData("! 12", ValueKind.String)]
    [InlineData("!!int '12'", ValueKind.Int)]
    [InlineData("\"12\"", ValueKind.String)]
    [InlineData("|\n  12", ValueKind.String)]
    public void Plain_scalars_mean_what_the_core_schema_says(string text, ValueKind kind) =>
        Read(text.Length == 0 ? "---\n" : text).Root.Kind.Should().Be(kind);

    [Fact]
    public void A_workflows_trigger_is_a_key_and_not_a_boolean() =>
        Read("on: push\n8080: x\n").Root.AsMap.Entries.Select(entry => entry.Key).Should().Equal(Value.Of("on"), Value.Of("8080"));

    [Fact]
    public void A_duplicate_key_is_an_error_at_the_second_and_the_last_value_counts()
    {
        MarkedSource marked = MarkedSource.Parse("x.yaml", "a: 1\nb: 2\n[|a|]: 3\n");
        YamlStream stream = YamlReader.Read(marked.Source);

        Diagnostic diagnostic = stream.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be("yaml/duplicate-key");
        diagnostic.IsError.Should().BeTrue();
        diagnostic.Detail.Should().Contain("line 1");
        diagnostic.Location.Span.Should().Be(marked.Spans[0]);
        stream.Root.Get("a").Should().Be(Value.Of(3));
        stream.Root.AsMap.Count.Should().Be(2);
    }

    [Fact]
    public void Duplicate_keys_are_found_in_large_mappings_too()
    {
        string text = string.Concat(Enumerable.Range(0, 500).Select(i => $"k{i}: {i}\n")) + "k3: x\nk499: y\n";

        Read(text).Diagnostics.Select(diagnostic => diagnostic.Location.Line).Should().Equal(501, 502);
    }

    [Fact]
    public void An_alias_stands_for_its_anchor_and_tells_both_places()
    {
        Value alias = Read("a: &x [1]\nb: *x\n").Root.Get("b");

        alias.Get(0).Should().Be(Value.Of(1));
        alias.Origin!.Trail.Select(origin => origin.Location.Line).Should().Equal(2, 1);
        TextOf(alias).Should().Be("*x");
    }

    [Fact]
    public void Merge_keys_add_what_is_missing()
    {
        YamlStream stream = Read("""
            one: &one {a: 1, b: 1}
            two: &two {b: 2, c: 2}
            all:
              <<: [*one, *two]
              a: 0
            quoted:
              "<<": *one
            """);

        stream.Diagnostics.Should().BeEmpty();
        Value all = stream.Root.Get("all");
        all.AsMap.Entries.Select(entry => entry.Key.AsString).Should().Equal("a", "b", "c");
        all.Get("a").Should().Be(Value.Of(0));
        all.Get("b").Should().Be(Value.Of(1));
        all.Get("c").Origin!.Location.Line.Should().Be(2);
        stream.Root.Get("quoted").AsMap.ContainsKey("<<").Should().BeTrue();
    }

    [Fact]
    public void A_merge_key_needs_a_mapping() =>
        Read("a:\n  <<: text\n").Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/merge");

    [Fact]
    public void Documents_are_kept_apart()
    {
        YamlStream stream = Read("# first\na: &x 1\n---\nb: 2\n...\n---\n");

        stream.Documents.Select(document => document.Root.ToString()).Should().Equal("{\"a\": 1}", "{\"b\": 2}", "null");
        Read("a: &x 1\n---\nb: *x\n").Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/undefined-alias");
    }

    [Fact]
    public void Tags_are_kept()
    {
        YamlStream stream = Read("a: !reset null\nb: &x !override\n  - 1\nc: *x\nd: 1\n");
        YamlDocument document = stream.Documents[0];

        new[] { "a", "b", "c", "d" }.Select(key => document.GetTag(stream.Root.Get(key)))
            .Should().Equal("!reset", "!override", "!override", null);
    }

    [Fact]
    public void What_stands_before_an_error_is_kept()
    {
        YamlStream stream = Read("a:\n  b: 1\n  c: [1, 2\nd: 3\n---\ne: 5\n");

        Diagnostic diagnostic = stream.Diagnostics.Should().ContainSingle().Subject;
        diagnostic.Code.Should().Be("yaml/syntax");
        diagnostic.Location.Line.Should().BeInRange(3, 4);
        stream.Root.GetPath("a.b").Should().Be(Value.Of(1));
        stream.Documents[^1].Root.Get("e").Should().Be(Value.Of(5));
    }

    [Fact]
    public void Directives_alone_are_an_error() =>
        Read("# x\n%A b\n").Diagnostics.Should().ContainSingle().Which.Location.Line.Should().Be(2);

    [Fact]
    public void A_key_whose_value_could_not_be_read_is_unknown()
    {
        Value root = Read("a: 1\nb: \"open\n").Root;

        root.Get("a").Should().Be(Value.Of(1));
        root.Get("b").UnknownReason!.Kind.Should().Be(UnknownKind.Error);
    }

    [Theory]
    [InlineData("a: 1 #c\n", "c")]
    [InlineData("a: x#y\n")]
    [InlineData("a: 'x # y' # c\n", " c")]
    [InlineData("a: |\n  # in\n  x\n# out\n", " out")]
    [InlineData("a: | # head\n  # in\n", " head")]
    [InlineData("# one\r\na: >2 # head\r\n\r\n  # in\r\n\r\n # out\r\n", " one", " head", " out")]
    [InlineData("a: # why\n  b: 1 # this\n", " why", " this")]
    [InlineData("[1, # one\n 2] # two", " one", " two")]
    [InlineData("a: one # c\n  # d\n", " c", " d")]
    [InlineData("%YAML 1.2 # v\n---\na: \"#\"\n", " v")]
    [InlineData("&a !t k: *a # c\n", " c")]
    [InlineData("# only", " only")]
    public void Comments_are_found_and_nothing_else_is(string text, params string[] expected)
    {
        YamlStream stream = Read(text);

        stream.Comments.Select(comment => stream.Source.GetText(comment.Text)).Should().Equal(expected);
    }

    [Fact]
    public void A_comment_knows_whether_it_has_its_line() =>
        Read("a: 1 # no\n  # yes\n").Comments.Select(comment => comment.OwnLine).Should().Equal(false, true);
}
