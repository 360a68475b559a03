using GcpLint.Rules.Terraform;

namespace GcpLint.Tests.Terraform;

public sealed class VersionConstraintTests
{
    [Theory]
    [InlineData("~> 6.10", 6, 6)]
    [InlineData(">= 5.0, < 7.0.0", 5, 6)]
    [InlineData(">= 5.0, < 7.1", 5, 7)]
    [InlineData("< 5.46", null, 5)]
    [InlineData(">= 4", 4, null)]
    [InlineData("= 6.14.1", 6, 6)]
    [InlineData("6.14.1", 6, 6)]
    [InlineData(">= 4.50, >= 5.2, != 6.1.0, < 8", 5, 7)]
    [InlineData("", null, null)]
    [InlineData("nonsense", null, null)]
    [InlineData(">= 99999999999999999999", null, null)]
    public void A_constraint_is_read_as_the_major_versions_that_it_allows(string text, int? lowest, int? highest)
    {
        var constraint = VersionConstraint.Parse(text);

        constraint.LowestMajor.Should().Be(lowest);
        constraint.HighestMajor.Should().Be(highest);
        constraint.HasUpperEnd.Should().Be(highest is not null);
    }
}
