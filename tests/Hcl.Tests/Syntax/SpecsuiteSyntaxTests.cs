using GcpLint.Hcl.Syntax;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Syntax;

/// <summary>HashiCorp's test data of the language, as far as the syntax goes: verdicts and places of errors.</summary>
public sealed class SpecsuiteSyntaxTests
{
    private const string Folder = "oracle/hcl-specsuite/tests";

    /// <summary>The only test whose error is one of the schema.</summary>
    private const string SchemaTest = "structure/attributes/unexpected.hcl";

    [Fact]
    public void Every_file_has_the_verdict_and_the_places_of_the_suite()
    {
        string? folder = SharedFiles.Find(Folder);
        Assert.SkipWhen(folder is null, SharedFiles.Missing(Folder));
        string[] files = Directory.GetFiles(folder, "*.hcl", SearchOption.AllDirectories);
        files.Should().HaveCountGreaterThan(10);
        foreach (string path in files)
        {
            HclFile file = HclParser.ParseFile(new SourceText(Path.GetRelativePath(folder, path), File.ReadAllText(path)));
            HclFile expected = HclParser.ParseFile(new SourceText("t", File.ReadAllText(Path.ChangeExtension(path, ".t"))));
            expected.Diagnostics.Should().BeEmpty();
            if (file.Source.Path.Replace('\\', '/') != SchemaTest)
            {
                file.Diagnostics.Select(diagnostic => $"{diagnostic.Location.Start}-{diagnostic.Location.End}")
                    .Should().Equal(ExpectedErrors(expected), path);
            }
        }
    }

    private static IEnumerable<string> ExpectedErrors(HclFile expected) =>
        from diagnostics in expected.Body.GetBlocks("diagnostics")
        from error in diagnostics.Body.GetBlocks("error")
        select $"{Place(error, "from")}-{Place(error, "to")}";

    private static string Place(HclBlock error, string side)
    {
        HclBody body = error.Body.GetBlocks(side).Single().Body;
        return $"{Number(body, "line")}:{Number(body, "column")}";
    }

    private static long Number(HclBody body, string name) =>
        ((LiteralExpression)body.GetAttribute(name)!.Expression).Value.AsInt;
}
