using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>A folder of rule files: <c>AREA/NAME.yaml</c>.</summary>
internal static class RuleFolder
{
    /// <summary>The texts of its files, in ordinal order of their paths below it.</summary>
    /// <exception cref="UsageException">There is no such folder, or a file in it cannot be read.</exception>
    public static ImmutableArray<SourceText> Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"there is no folder of rules '{folder}'.");
        }

        var files = new DiskFileSystem(folder);
        string[] paths =
        [
            .. Directory.EnumerateFiles(files.Base, "*.yaml", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint })
                .Select(path => Path.GetRelativePath(files.Base, path).Replace('\\', '/'))
                .Order(StringComparer.Ordinal),
        ];
        return [.. paths.Select(path => SourceReader.ReadText(files, path) ?? throw new UsageException($"the rule file '{path}' cannot be read."))];
    }
}
