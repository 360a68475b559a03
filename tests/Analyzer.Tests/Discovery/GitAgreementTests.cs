using System.ComponentModel;
using System.Diagnostics;
using GcpLint.Analyzer.Discovery;

namespace GcpLint.Tests.Discovery;

/// <summary>Asks git itself which of many paths it ignores, in trees with random nested ignore files.</summary>
public sealed class GitAgreementTests : IDisposable
{
    private static readonly string[] Names = ["a", "b", "ab", "a.tf", "b.sh", "c.env"];

    private static readonly string[] Patterns =
    [
        "a", "/a", "a/", "/b", "b/*", "!b/ab", "*.tf", "!*.tf", "/*", "!/a", "**/b", "a/**", "a/**/b", "!a/b", "*", "!*/", "!*.sh", "?b", "[ab]",
        "[!a]", "a/*", "!a/*/", "**/ab/**", "/**/a", "b/**/c.env", "\\!x", "# x", "", "a\\b", "ab ", "!c.env", "/a/b", "*/b", "[a", "a*b",
    ];

    private readonly string _root = Path.Combine(Path.GetTempPath(), $"gcp-lint-{Environment.ProcessId}-ignore");

    public void Dispose()
    {
        if (Directory.Exists(_root))
        {
            Directory.Delete(_root, recursive: true);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Discovery_keeps_the_files_that_git_does_not_ignore(int seed)
    {
        Assert.SkipUnless(HasGit(), "needs git");
        WriteTree(new Random(seed));
        string[] files = [.. Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(_root, path).Replace('\\', '/'))
            .Where(path => !path.StartsWith(".git/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
        HashSet<string> ignored = [.. Git("check-ignore --no-index --stdin", string.Join('\n', files)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Unquote)];

        WalkResult walk = TreeWalk.Run(new DiskFileSystem(_root), [""], new ScanScope(IgnoreFile.Empty, IgnoreFile.Empty, ""), 2, TestContext.Current.CancellationToken);

        walk.Paths.Should().Equal(files.Where(file => !ignored.Contains(file)));
    }

    private void WriteTree(Random random)
    {
        Directory.CreateDirectory(_root);
        Git("init -q", "");
        Fill(_root, 0, random);
    }

    private static void Fill(string folder, int depth, Random random)
    {
        Directory.CreateDirectory(folder);
        if (depth == 0 || random.Next(3) == 0)
        {
            File.WriteAllLines(Path.Combine(folder, ".gitignore"), Enumerable.Range(0, random.Next(1, 5)).Select(_ => Patterns[random.Next(Patterns.Length)]));
        }

        foreach (string name in Names)
        {
            string path = Path.Combine(folder, name);
            if (depth < 3 && random.Next(3) > 0)
            {
                Fill(path, depth + 1, random);
            }
            else
            {
                File.WriteAllText(path, "x");
            }
        }
    }

    private static string Unquote(string path) => path.Trim('"');

    private static bool HasGit()
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("git", "--version") { RedirectStandardOutput = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }

    private string Git(string arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = _root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        process.WaitForExit();
        return output.GetAwaiter().GetResult();
    }
}
