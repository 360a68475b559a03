using GcpLint.Analyzer.Rules;
using GcpLint.Rules;
using GcpLint.Rules.Documentation;
using GcpLint.Testing;

namespace GcpLint.Tests;

/// <summary>Pages are checked in, so that a review shows what users will read. GCP_LINT_ACCEPT=1 writes them.</summary>
public sealed class RuleDocumentTests
{
    private static readonly string Folder = Path.Combine(SharedFiles.Repository, "docs", "rules");

    private static readonly bool Accepts = Environment.GetEnvironmentVariable("GCP_LINT_ACCEPT") == "1";

    [Fact]
    public void Each_page_is_what_its_rule_says()
    {
        var stale = new List<string>();
        foreach (RuleDefinition rule in RuleCatalog.BuiltIn.Rules)
        {
            Compare(rule.Metadata.Id.Text + ".md", RuleDocument.Render(rule), stale);
        }

        Compare("README.md", RuleDocument.RenderIndex(RuleCatalog.BuiltIn.Rules), stale);

        stale.Should().BeEmpty(because: "GCP_LINT_ACCEPT=1 dotnet test tests/Rules.Tests writes them anew");
    }

    [Fact]
    public void There_is_no_page_without_a_rule()
    {
        IEnumerable<string> pages = Directory.EnumerateFiles(Folder, "*.md", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))
            .Where(path => path != "README.md");

        pages.Should().BeSubsetOf(RuleCatalog.BuiltIn.Rules.Select(rule => rule.Metadata.Id.Text + ".md"));
    }

    private static void Compare(string name, string expected, List<string> stale)
    {
        string path = Path.Combine(Folder, name);
        if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == expected)
        {
            return;
        }

        if (!Accepts)
        {
            stale.Add(name);
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, expected);
    }
}
