using FsCheck;
using FsCheck.Fluent;
using GcpLint.Analyzer.Sources.Json;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Testing;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Json;

public sealed class JsonReaderTests
{
    private static JsonFile Read(string text) => JsonReader.Read(new SourceText("x.json", text));

    [Fact]
    public void Values_have_their_places()
    {
        MarkedSource marked = MarkedSource.Parse("x.json", "{[|\"a\"|]: [|[1, [|-2.5e1|], \"x\"]|], \"b\": {\"c\": [|null|]}}");
        JsonFile file = JsonReader.Read(marked.Source);

        file.Diagnostics.Should().BeEmpty();
        file.Root.ToString().Should().Be("{\"a\": [1, -25, \"x\"], \"b\": {\"c\": null}}");
        new[]
        {
            file.Root.AsMap.GetEntry("a").Key, file.Root.Get("a"), file.Root.GetPath("a[1]"), file.Root.GetPath("b.c"),
        }.Select(value => value.Origin!.Location.Span).Should().Equal(marked.Spans);
    }

    [Theory]
    [InlineData("\"\\u00e9\\n\\/\"", "é\n/")]
    [InlineData("\"\\ud834\\udd1e\"", "\U0001D11E")]
    [InlineData("\"𝄞\"", "𝄞")]
    public void Strings_are_decoded_and_mapped(string text, string expected)
    {
        Value root = Read(text).Root;

        root.AsString.Should().Be(expected);
        ScalarText.Map(root)!.ToSource(new TextSpan(0, expected.Length)).Should().Be(new TextSpan(1, text.Length - 2));
    }

    [Theory]
    [InlineData("{\"a\": 1, \"a\": 2}", "json/duplicate-key", "{\"a\": 2}")]
    [InlineData("// c\n{\"a\": /* d */ 1}", "json/comment", "{\"a\": 1}")]
    [InlineData("{\"a\": 1,}", "json/syntax", "{\"a\": 1}")]
    [InlineData("[1, 2", "json/syntax", "[1, 2]")]
    [InlineData("{\"a\": 1, \"b\" 2}", "json/syntax", "{\"a\": 1, \"b\": (unknown: the file could not be read here)}")]
    [InlineData("[01]", "json/syntax", "[(unknown: the file could not be read here)]")]
    [InlineData("[True]", "json/syntax", "[(unknown: the file could not be read here)]")]
    [InlineData("\"a\nb", "json/syntax", "\"a\"")]
    [InlineData("1 2", "json/syntax", "1")]
    [InlineData("\"\\x\"", "json/syntax", "\"x\"")]
    [InlineData("{\"a\": }", "json/syntax", "{\"a\": (unknown: the file could not be read here)}")]
    public void Errors_are_diagnostics_and_the_part_before_them_is_kept(string text, string code, string root)
    {
        JsonFile file = Read(text);

        file.Diagnostics.Select(diagnostic => diagnostic.Code).Distinct().Should().Equal(code);
        file.Diagnostics.Should().OnlyContain(diagnostic => diagnostic.IsError);
        file.Root.ToString().Should().Be(root);
    }

    [Fact]
    public void Comments_are_kept()
    {
        JsonFile file = Read("// one\n{ /* two */ }");

        file.Comments.Select(comment => file.Source.GetText(comment.Text)).Should().Equal(" one", " two ");
        file.Comments.Select(comment => comment.OwnLine).Should().Equal(true, false);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Deep_nesting_is_cut_with_a_diagnostic(string opening) =>
        Read(string.Concat(Enumerable.Repeat(opening, 100_000))).Diagnostics.Should().ContainSingle().Which.Summary.Should().Be("Nesting too deep");

    [Fact]
    public void A_huge_string_is_unknown() =>
        Read($"\"{new string('x', JsonReader.MaxStringLength)}\"").Root.UnknownReason!.Kind.Should().Be(UnknownKind.Limit);

    [Fact]
    public void An_empty_file_has_no_value() => Read(" \n").Root.IsAbsent.Should().BeTrue();

    [Fact]
    public void Random_text_never_throws() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(
            Gen.Elements("{", "}", "[", "]", ":", ",", "\"", "\"a\"", "1", "-", "\\", "\\u12", "/", "//", "/*", "*/", "\n", "true", "\0", "\uD800").ArrayOf().ToArbitrary(),
            parts =>
            {
                string text = string.Concat(parts);
                JsonFile file = Read(text);
                return file.Diagnostics.All(diagnostic => diagnostic.Location.Span.End <= text.Length) &&
                    (file.Root.Origin is null || file.Root.Origin.Location.Span.End <= text.Length);
            }));
}
