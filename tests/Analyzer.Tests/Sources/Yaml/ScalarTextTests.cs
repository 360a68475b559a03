using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Tests.Sources.Yaml;

public sealed class ScalarTextTests
{
    [Theory]
    [InlineData("a: one two X\n", "X", "X")]
    [InlineData("a: one\n  two\n\n  three X\n", "two\nthree", "two\n\n  three")]
    [InlineData("a: 'it''s X'\n", "'", "''")]
    [InlineData("a: 'it''s X'\n", "X", "X")]
    [InlineData("a: \"t\\tu\\u00e9X\"\n", "é", "\\u00e9")]
    [InlineData("a: \"one \\\n  two X\"\n", "X", "X")]
    [InlineData("a: \"one\\n  two\n  three X\"\n", "X", "X")]
    [InlineData("a: |\n  one\n    two\n\n  X\n", "X", "X")]
    [InlineData("a: |\n  one\n    two\n\n  X\n", "  two", "  two")]
    [InlineData("a: |2\n    one\n  X\n", "  one", "  one")]
    [InlineData("a: |\r\n  one\r\n  X\r\n", "X", "X")]
    [InlineData("a: |+\n  one\n  X\n\n\nb: 1\n", "X", "X")]
    [InlineData("a: >\n  one\n  two\n\n  three\n    more\n    more X\n  last\n", "two", "two")]
    [InlineData("a: >\n  one\n  two\n\n  three\n    more\n    more X\n  last\n", "  more X", "  more X")]
    [InlineData("a: >-\n\n  one\n  two X\n", "X", "X")]
    [InlineData("a: |\n\n    # first\n  X\n", "X", null)]
    [InlineData("a: \"\\U0001D11E X\"\n", "\U0001D11E", "\\U0001D11E")]
    public void A_part_of_the_decoded_text_is_found_in_the_file(string text, string part, string? written)
    {
        YamlStream stream = YamlReader.Read(new SourceText("x.yaml", text));
        if (written is null)
        {
            // Leading blank lines must not be indented more than the first line: an error, not a scalar.
            stream.Diagnostics.Should().NotBeEmpty();
            return;
        }

        stream.Diagnostics.Should().BeEmpty();
        MappedText mapped = ScalarText.Map(stream.Root.Get("a"))!;

        mapped.Text.Should().Be(stream.Root.Get("a").AsString);
        int start = mapped.Text.IndexOf(part, StringComparison.Ordinal);
        stream.Source.GetText(mapped.ToSource(new TextSpan(start, part.Length))).Should().Be(written);
    }

    [Fact]
    public void An_alias_is_mapped_to_the_text_of_its_anchor()
    {
        YamlStream stream = YamlReader.Read(new SourceText("x.yaml", "a: &s |\n  one\n  two\nb: *s\n"));
        MappedText mapped = ScalarText.Map(stream.Root.Get("b"))!;

        mapped.Locate(new TextSpan(4, 3)).Line.Should().Be(3);
    }

    [Theory]
    [InlineData("8080", "8080")]
    [InlineData("1.10", "1.10")]
    [InlineData("true", "true")]
    [InlineData("'x'", "x")]
    [InlineData("null", "")]
    public void Numbers_are_text_as_they_are_written(string text, string expected) =>
        ScalarText.Of(YamlReader.Read(new SourceText("x.yaml", text)).Root).Should().Be(expected);

    [Fact]
    public void A_value_that_no_reader_made_has_no_text_in_a_file() => ScalarText.Map(Value.Of("x")).Should().BeNull();
}
