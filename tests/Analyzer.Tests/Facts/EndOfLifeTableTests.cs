using GcpLint.Analyzer.Facts;

namespace GcpLint.Tests.Facts;

public sealed class EndOfLifeTableTests
{
    [Theory]
    [InlineData("python", "2.7.18", 2020, 1, 1)]
    [InlineData("python", "3.9", 2025, 10, 31)]
    [InlineData("nodejs", "16.20.2", 2023, 9, 11)]
    [InlineData("alpine", "3.17", 2024, 11, 22)]
    [InlineData("debian", "10", 2024, 6, 30)]
    public void Knows_ends_that_can_no_longer_change(string product, string version, int year, int month, int day) =>
        EndOfLifeTable.Current.Find(product, version)!.LastDay.Should().Be(new DateOnly(year, month, day));

    [Fact]
    public void Finds_the_longest_version_line_and_no_part_of_a_number()
    {
        EndOfLifeTable.Current.Find("python", "3.10.4")!.Cycle.Should().Be("3.10");
        EndOfLifeTable.Current.Find("python", "3.1.4")!.Cycle.Should().Be("3.1");
        EndOfLifeTable.Current.Find("python", "3.99").Should().BeNull();
        EndOfLifeTable.Current.Find("python", "latest").Should().BeNull();
        EndOfLifeTable.Current.Find("nothing", "1").Should().BeNull();
    }

    [Fact]
    public void Knows_distributions_by_codename_and_products_by_image()
    {
        EndOfLifeTable.Current.FindCodename("buster")!.DisplayName.Should().Be("Debian 10 (buster)");
        EndOfLifeTable.Current.FindCodename("slim").Should().BeNull();
        EndOfLifeTable.Current.FindProduct("node").Should().Be("nodejs");
        EndOfLifeTable.Current.GetKind("nodejs").Should().Be("runtime");
        EndOfLifeTable.Current.FindProduct("example.com/node").Should().BeNull();
    }

    [Fact]
    public void The_last_day_itself_still_has_updates()
    {
        EndOfLife line = EndOfLifeTable.Current.Find("python", "3.9")!;
        line.HasEnded(new DateOnly(2025, 10, 31)).Should().BeFalse();
        line.HasEnded(new DateOnly(2025, 11, 1)).Should().BeTrue();
        line.Since.Should().Be("since 2025-10-31");
    }

    [Fact]
    public void Names_ends_without_a_known_day()
    {
        EndOfLife old = EndOfLifeTable.Current.Find("nodejs", "3")!;
        old.HasEnded(new DateOnly(2020, 1, 1)).Should().BeTrue();
        old.Since.Should().BeEmpty();
    }
}
