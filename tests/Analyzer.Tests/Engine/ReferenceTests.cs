using System.Xml.Linq;
using GcpLint.Testing;

namespace GcpLint.Tests.Engine;

public sealed class ReferenceTests
{
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Values"] = [],
        ["Hcl"] = ["Values"],
        ["Cel"] = ["Values"],
        ["Analyzer"] = ["Hcl", "Cel", "Values"],
        ["Rules"] = ["Analyzer", "Hcl", "Cel", "Values"],
        ["Audit"] = ["Analyzer", "Hcl", "Cel", "Values"],
        ["Images"] = ["Analyzer", "Hcl", "Cel", "Values"],
        ["Cli"] = ["Rules", "Audit", "Images", "Analyzer", "Hcl", "Cel", "Values"],
    };

    [Fact]
    public void References_between_projects_point_one_way()
    {
        string sources = Path.Combine(SharedFiles.Repository, "src");
        string[] projects = [.. Directory.EnumerateDirectories(sources).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

        projects.Should().BeEquivalentTo(Allowed.Keys);
        foreach (string project in projects)
        {
            IEnumerable<string> references = XDocument.Load(Path.Combine(sources, project, project + ".csproj"))
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
            references.Should().BeSubsetOf(Allowed[project], because: "{0} may not know more", project);
        }
    }

    [Fact]
    public void Readers_know_nothing_of_rules_and_the_engine()
    {
        string readers = Path.Combine(SharedFiles.Repository, "src", "Analyzer", "Sources");

        IEnumerable<string> offenders = Directory.EnumerateFiles(readers, "*.cs", SearchOption.AllDirectories)
            .Where(path => File.ReadLines(path).Any(line => line.StartsWith("using GcpLint.Analyzer.Rules", StringComparison.Ordinal) || line.StartsWith("using GcpLint.Analyzer.Engine", StringComparison.Ordinal)));

        offenders.Should().BeEmpty();
    }
}
