using GcpLint.Rules.Terraform;

namespace GcpLint.Tests.Terraform;

public sealed class PlaceholderNameTests
{
    [Theory]
    [InlineData("PROJECT_ID-terraform-state")]
    [InlineData("project-id-tfstate")]
    [InlineData("your-gcp-project-tfstate")]
    [InlineData("yourcompany-tfstate")]
    [InlineData("<bucket>")]
    [InlineData("{{ bucket }}")]
    [InlineData("%BUCKET%")]
    [InlineData("__BUCKET__")]
    [InlineData("CHANGEME")]
    [InlineData("change-me-tfstate")]
    [InlineData("xxxx-tfstate")]
    [InlineData("my-terraform-state-bucket")]
    [InlineData("example-tfstate")]
    public void Names_that_somebody_has_to_replace_are_placeholders(string text)
    {
        PlaceholderName.Matches(text).Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("shop-terraform-state")]
    [InlineData("my-shop-tfstate")]
    [InlineData("todo-app-tfstate")]
    [InlineData("example.com-tfstate")]
    [InlineData("yourfriends-tfstate")]
    [InlineData("terraform/state")]
    [InlineData("xx-tfstate")]
    [InlineData("tf-state-prod-481516")]
    public void Names_of_somebodys_own_are_none(string text)
    {
        PlaceholderName.Matches(text).Should().BeFalse();
    }

    [Fact]
    public void A_bucket_has_no_capitals()
    {
        PlaceholderName.IsNoBucketName("SHOP-tfstate").Should().BeTrue();
        PlaceholderName.IsNoBucketName("shop-tfstate").Should().BeFalse();
    }
}
