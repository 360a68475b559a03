using GcpLint.Text;

namespace GcpLint.Tests;

public sealed class SourceTextTests
{
    [Theory]
    [InlineData("a\nb", 2, 2, 1)]
    [InlineData("a\r\nb", 3, 2, 1)]
    [InlineData("a\rb", 2, 2, 1)]
    [InlineData("a\n", 2, 2, 1)]
    [InlineData("", 0, 1, 1)]
    [InlineData("ab", 1, 1, 2)]
    public void Positions_count_lines_and_utf16_columns_from_one(string text, int offset, int line, int column) =>
        new SourceText("x", text).GetPosition(offset).Should().Be(new Position(line, column));

    [Theory]
    [InlineData("a\r\n\r\nb", 1, "a")]
    [InlineData("a\r\n\r\nb", 2, "")]
    [InlineData("a\r\n\r\nb", 3, "b")]
    [InlineData("a\n\nb", 2, "")]
    public void A_line_comes_without_its_end(string text, int line, string expected) =>
        new SourceText("x", text).GetLineText(line).ToString().Should().Be(expected);
}
