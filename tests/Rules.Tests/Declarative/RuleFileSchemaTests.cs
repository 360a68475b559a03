using System.Text.Json;
using GcpLint.Rules;
using GcpLint.Rules.Declarative;
using GcpLint.Testing;

namespace GcpLint.Tests.Declarative;

public sealed class RuleFileSchemaTests
{
    [Fact]
    public void The_published_schema_is_the_one_that_the_reader_checks_by()
    {
        string path = Path.Combine(SharedFiles.Repository, "docs", "rule.schema.json");
        string rendered = RuleFileSchema.Render();
        if (Environment.GetEnvironmentVariable("GCP_LINT_ACCEPT") == "1")
        {
            File.WriteAllText(path, rendered);
        }

        File.ReadAllText(path).Should().Be(rendered, "docs/rule.schema.json is generated: GCP_LINT_ACCEPT=1 dotnet test tests/Rules.Tests writes it");
    }

    [Fact]
    public void The_schema_describes_every_key_and_every_key_of_the_built_in_rules()
    {
        using JsonDocument schema = JsonDocument.Parse(RuleFileSchema.Render());
        JsonElement keys = schema.RootElement.GetProperty("properties");

        keys.EnumerateObject().Select(key => key.Name).Should().BeEquivalentTo(RuleFileKeys.Top);
        keys.EnumerateObject().Select(key => key.Value.GetProperty("description").GetString()).Should().OnlyHaveUniqueItems();
        RuleCatalog.BuiltInSources().SelectMany(source => source.Content.Split('\n'))
            .Where(line => line.Length > 0 && char.IsAsciiLetter(line[0])).Select(line => line[..line.IndexOf(':', StringComparison.Ordinal)])
            .Distinct().Should().BeSubsetOf(keys.EnumerateObject().Select(key => key.Name));
    }
}
