using GcpLint.Analyzer.Configuration;
using GcpLint.Text;

namespace GcpLint.Tests.Project;

/// <summary>Mistakes in <c>expect:</c>; what it finds stands in the examples of the rules.</summary>
public sealed class ExpectationTests
{
    [Theory]
    [InlineData("expect:\n  api: [run.googleapis.com]\n", 2, "Did you mean `apis`?")]
    [InlineData("expect:\n  environments:\n    production:\n      max-instances: many\n", 4, "How many instances services start at most.")]
    [InlineData("expect:\n  service-accounts:\n    api: {}\n", 3, "All roles that it has in the project, and no others.")]
    public void A_mistake_is_an_error_with_its_line_and_a_remedy(string text, int line, string detail)
    {
        ConfigurationFile read = ConfigurationReader.Read(new SourceText(".gcp-lint.yaml", text));

        read.Diagnostics.Should().ContainSingle().Which.Should().Match<Diagnostic>(diagnostic => diagnostic.Location.Line == line && diagnostic.Detail == detail);
    }

    [Fact]
    public void What_is_expected_keeps_its_place()
    {
        ConfigurationFile read = ConfigurationReader.Read(new SourceText(".gcp-lint.yaml", "expect:\n  secrets:\n    - jwt-secret\n"));

        read.Diagnostics.Should().BeEmpty();
        read.Layer.Resolve().Expectations.Secrets.Should().ContainSingle().Which.Origin!.Location.Line.Should().Be(3);
    }
}
