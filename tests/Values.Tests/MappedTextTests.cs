using GcpLint.Text;

namespace GcpLint.Tests;

public sealed class MappedTextTests
{
    // |
    //   ab
    //   cd
    private static readonly SourceText Source = new("x.yaml", "|\n  ab\n  cd\n");

    private static readonly MappedText Block = new(Source, "ab\ncd\n", [new TextSegment(0, 4, 3, 3), new TextSegment(3, 9, 3, 3)]);

    [Fact]
    public void A_span_inside_a_line_is_found_behind_the_indentation() =>
        Source.GetText(Block.ToSource(new TextSpan(3, 2))).Should().Be("cd");

    [Fact]
    public void A_span_over_lines_covers_the_indentation_between_them() =>
        Source.GetText(Block.ToSource(new TextSpan(1, 3))).Should().Be("b\n  c");

    [Fact]
    public void A_span_that_ends_with_a_line_does_not_reach_into_the_next() =>
        Source.GetText(Block.ToSource(new TextSpan(0, 2))).Should().Be("ab");

    [Fact]
    public void An_escape_is_mapped_as_a_whole()
    {
        var quoted = new SourceText("x.yaml", "\"a\\tb\"");
        var mapped = new MappedText(quoted, "a\tb", [new TextSegment(0, 1, 1, 1), new TextSegment(1, 2, 1, 2), new TextSegment(2, 4, 1, 1)]);

        quoted.GetText(mapped.ToSource(new TextSpan(1, 1))).Should().Be("\\t");
        quoted.GetText(mapped.ToSource(new TextSpan(2, 1))).Should().Be("b");
    }
}
