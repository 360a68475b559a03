using System.Text;
using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Yaml;

public sealed class YamlHostileInputTests
{
    private const string Sample = """
        # comment
        on: [push, {a: 'b''c'}]
        x: &anchor
          - "q\t\u00e9" # why
          - |2-
             literal
            # no comment
        y: {<<: *anchor, ? k : v}
        --- !tag
        z: >+
          folded
           more

        %: 5
        """;

    private static YamlStream Read(string text) => YamlReader.Read(new SourceText("x.yaml", text));

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[\n")]
    [InlineData("---\n[[")]
    public void Deep_nesting_is_cut_with_a_diagnostic(string opening)
    {
        YamlStream stream = Read(new StringBuilder().Insert(0, opening, 100_000).ToString());

        stream.Diagnostics.Should().NotBeEmpty().And.HaveCountLessThanOrEqualTo(YamlReader.MaxErrors);
    }

    [Fact]
    public void Deep_indentation_is_cut_with_a_diagnostic()
    {
        var text = new StringBuilder();
        for (int i = 0; i < 2_000; i++)
        {
            text.Append(' ', i).Append("a:\n");
        }

        Read(text.ToString()).Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/too-deep");
    }

    [Fact]
    public void A_hundred_thousand_levels_of_indentation_are_cut()
    {
        // Ever deeper by one blank would be 5 GB: the levels are cut long before, so the lines stay at one depth.
        string text = string.Concat(Enumerable.Range(0, 100_000).Select(i => new string(' ', Math.Min(i, 400)) + "a:\n"));

        Read(text).Diagnostics[0].Code.Should().Be("yaml/too-deep");
    }

    [Fact]
    public void Nested_aliases_do_not_multiply()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++)
        {
            text.Append($"a{i}: &a{i} [").AppendJoin(", ", Enumerable.Repeat($"*a{i - 1}", 10)).Append("]\n");
        }

        YamlStream stream = Read(text.ToString());

        stream.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/alias-limit");
        CountNodes(stream.Root).Should().BeLessThan(2 * YamlReader.MaxAliasNodes);
    }

    [Fact]
    public void Merge_keys_do_not_multiply()
    {
        var text = new StringBuilder("a0: &a0 {k: 1}\n");
        for (int i = 1; i < 60; i++)
        {
            text.Append($"a{i}: &a{i} {{x{i}: *a{i - 1}, y{i}: *a{i - 1}, <<: *a{i - 1}}}\n");
        }

        YamlStream stream = Read(text.ToString());

        stream.Diagnostics.Should().Contain(diagnostic => diagnostic.Code == "yaml/alias-limit");
        CountNodes(stream.Root).Should().BeLessThan(3 * YamlReader.MaxAliasNodes);
    }

    [Fact]
    public void Chains_of_aliases_do_not_nest_without_end()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 2_000; i++)
        {
            text.Append($"a{i}: &a{i} [*a{i - 1}]\n");
        }

        YamlStream stream = Read(text.ToString());

        stream.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/alias-limit");
        stream.Root.ToString().Should().NotBeEmpty();
    }

    [Fact]
    public void An_alias_of_the_node_around_it_is_refused() =>
        Read("a: &x\n  b: *x\n").Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/alias-cycle");

    [Fact]
    public void Text_behind_a_NUL_is_not_left_out_in_silence()
    {
        YamlStream stream = Read("a: 1\n\0b: 2\n");

        stream.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/nul");
        stream.Root.Get("a").Should().Be(Value.Of(1));
    }

    [Fact]
    public void A_huge_scalar_is_unknown()
    {
        YamlStream stream = Read("a: " + new string('x', YamlReader.MaxScalarLength + 1) + "\nb: 2\n");

        stream.Diagnostics.Should().ContainSingle().Which.Code.Should().Be("yaml/scalar-too-long");
        stream.Root.Get("a").UnknownReason!.Kind.Should().Be(UnknownKind.Limit);
        stream.Root.Get("b").Should().Be(Value.Of(2));
    }

    [Fact]
    public void A_number_of_a_million_digits_is_read_at_once() =>
        Read("a: " + new string('9', 1_000_000)).Root.Get("a").Kind.Should().Be(ValueKind.Double);

    [Theory]
    [InlineData("\uFFFD\uD800\uDC00\uD800: \uDFFF")]
    [InlineData("a: \"\\uD800\\xZZ\\U99999999\"")]
    [InlineData("%TAG ! tag:\n%YAML 9.9\n---\n")]
    [InlineData("&a &b !x !y *c")]
    [InlineData("\t- a\n\t\tb: c")]
    [InlineData("? [a, b] : c\n? {d: e}\n: f")]
    [InlineData("{{ template }}: {{ .Values.x }}\n")]
    [InlineData("--- >\n\n\n--- |\n...\n...\n")]
    public void Malformed_text_never_throws(string text) =>
        Read(text).Invoking(stream => stream.Documents.Select(document => document.Root.ToString()).ToList()).Should().NotThrow();

    [Fact]
    public void Mutations_of_a_file_never_throw_and_keep_spans_inside()
    {
        Arbitrary<(int At, int Length, string Text)[]> edits = Gen.Choose(0, Sample.Length)
            .SelectMany(_ => Gen.Choose(0, 12), (at, length) => (at, length))
            .SelectMany(_ => Gen.Elements("", "\n", "  ", ": ", "- ", "#", "'", "\"", "|", ">", "&a ", "*anchor", "[", "}", "\\", "\0", "\uD800", "---\n", "!", "%", "?"),
                (edit, text) => (edit.at, edit.length, text))
            .ArrayOf().ToArbitrary();

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(edits, changes =>
        {
            string text = Sample;
            foreach ((int at, int length, string insert) in changes)
            {
                int start = Math.Min(at, text.Length);
                text = text[..start] + insert + text[Math.Min(start + length, text.Length)..];
            }

            YamlStream stream = Read(text);
            return stream.Documents.All(document => SpansAreInside(document.Root, text)) &&
                stream.Comments.All(comment => text[comment.Span.Start] == '#') &&
                stream.Diagnostics.All(diagnostic => diagnostic.Location.Span.Start >= 0 && diagnostic.Location.Span.End <= text.Length);
        }));
    }

    private static bool SpansAreInside(Value value, string text)
    {
        TextSpan span = value.Origin?.Location.Span ?? default;
        bool inside = span.Start >= 0 && span.Length >= 0 && span.End <= text.Length;
        ScalarText.Map(value);
        return inside && value.AsList.Items.All(item => SpansAreInside(item, text)) &&
            value.AsMap.Entries.All(entry => SpansAreInside(entry.Key, text) && SpansAreInside(entry.Value, text));
    }

    private static int CountNodes(Value value) =>
        1 + value.AsList.Items.Sum(CountNodes) + value.AsMap.Entries.Sum(entry => 1 + CountNodes(entry.Value));
}
