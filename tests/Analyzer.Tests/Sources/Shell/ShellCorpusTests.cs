using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Testing;
using GcpLint.Text;

namespace GcpLint.Tests.Sources.Shell;

public class ShellCorpusTests
{
    /// <summary>Files that `bash -n` refuses.</summary>
    private static readonly string[] NotShell = ["getdataset.sh"];

    [Theory]
    [InlineData("scenarios")]
    [InlineData("corpus")]
    public void Scripts_that_bash_accepts_are_read_without_a_diagnostic(string folder)
    {
        string? path = SharedFiles.Find(folder);
        Assert.SkipWhen(path is null, SharedFiles.Missing(folder));
        var complaints = new List<string>();
        int files = 0;
        foreach (string file in Directory.EnumerateFiles(path!, "*.sh", SearchOption.AllDirectories).Order())
        {
            var source = new SourceText(Path.GetRelativePath(path!, file), File.ReadAllText(file));
            ShellScript script = ShellScript.Parse(MappedText.Whole(source));
            files++;
            bool isShell = !NotShell.Contains(Path.GetFileName(file));
            if (isShell != script.Diagnostics.IsEmpty)
            {
                complaints.Add($"{source.Path}: {string.Join("; ", script.Diagnostics.Take(3).Select(d => $"{d.Location.Start} {d.Summary}"))}");
            }
        }

        files.Should().BeGreaterThan(20);
        complaints.Should().BeEmpty();
    }
}
