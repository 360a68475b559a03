using GcpLint.Analyzer.Discovery;

namespace GcpLint.Tests.Discovery;

public sealed class IgnorePatternTests
{
    [Theory]
    [InlineData("foo", "foo", true)]
    [InlineData("foo", "a/b/foo", true)]
    [InlineData("foo", "foo/bar", false)]
    [InlineData("/foo", "foo", true)]
    [InlineData("/foo", "a/foo", false)]
    [InlineData("a/foo", "a/foo", true)]
    [InlineData("a/foo", "x/a/foo", false)]
    [InlineData("*", "a/b", true)]
    [InlineData("/*", "a", true)]
    [InlineData("/*", "a/b", false)]
    [InlineData("foo/*", "foo/a/b", false)]
    [InlineData("*.env", "a/.env", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/x/y/b", true)]
    [InlineData("a/**/b", "a/x/y/c", false)]
    [InlineData("a/**/b/**/c", "a/b/x/b/c", true)]
    [InlineData("**/**/b", "b", true)]
    [InlineData("a**b", "axyb", true)]
    [InlineData("x/a**b", "x/a/b", false)]
    [InlineData("[a-c].txt", "b.txt", true)]
    [InlineData("[!a-c].txt", "b.txt", false)]
    [InlineData("[^a-c].txt", "d.txt", true)]
    [InlineData("[]x].txt", "].txt", true)]
    [InlineData("[[:digit:]_].txt", "7.txt", true)]
    [InlineData("[a", "[a", false)]
    [InlineData("\\#x", "#x", true)]
    [InlineData("\\!x", "!x", true)]
    [InlineData("x  ", "x", true)]
    [InlineData("x\\ ", "x ", true)]
    [InlineData("x\\", "x\\", false)]
    [InlineData("Foo", "foo", false)]
    public void A_pattern_matches_as_gitignore_says(string pattern, string path, bool matches)
    {
        IgnorePattern.Parse(pattern)!.Matches(path, isDirectory: false).Should().Be(matches);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("# comment")]
    [InlineData("/")]
    [InlineData("!")]
    public void A_line_without_a_pattern_gives_none(string line)
    {
        IgnorePattern.Parse(line).Should().BeNull();
    }

    [Fact]
    public void A_slash_at_the_end_means_folders_only()
    {
        IgnorePattern pattern = IgnorePattern.Parse("build/")!;

        pattern.Matches("a/build", isDirectory: true).Should().BeTrue();
        pattern.Matches("a/build", isDirectory: false).Should().BeFalse();
    }

    [Fact]
    public void The_last_pattern_that_matches_decides()
    {
        IgnoreFile file = IgnoreFile.Parse("*.log\n!keep.log\nkeep.log.old");

        file.Decide("a.log", isDirectory: false)!.IsNegated.Should().BeFalse();
        file.Decide("keep.log", isDirectory: false)!.IsNegated.Should().BeTrue();
        file.Decide("main.tf", isDirectory: false).Should().BeNull();
    }

    [Fact]
    public void A_hostile_pattern_is_answered()
    {
        // Backtracking over each star would need more steps than there are atoms.
        string pattern = string.Concat(Enumerable.Repeat("*a", 200)) + "b";
        string globstars = string.Concat(Enumerable.Repeat("**/a/", 200)) + "b";
        string path = string.Join('/', Enumerable.Repeat("a", 500));

        IgnorePattern.Parse(pattern)!.Matches(new string('a', 5000), isDirectory: false).Should().BeFalse();
        IgnorePattern.Parse(globstars)!.Matches(path, isDirectory: false).Should().BeFalse();
    }
}
