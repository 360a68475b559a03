using GcpLint.Analyzer.Suppressions;

namespace GcpLint.Tests.Suppressions;

public sealed class WildcardTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("module.db.*", "module.db.google_x.y", true)]
    [InlineData("*.y", "module.db.google_x.y", true)]
    [InlineData("*.y", "google_x.yy", false)]
    [InlineData("a*b*c", "a-b-b-c", true)]
    [InlineData("a*b", "a-b-c", false)]
    [InlineData("google_x.y[\"*\"]", "google_x.y[\"eu\"]", true)]
    public void A_star_stands_for_any_run(string pattern, string text, bool matches) =>
        Wildcard.Matches(pattern, text).Should().Be(matches);
}
