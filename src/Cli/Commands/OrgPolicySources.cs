using GcpLint.Analyzer.Discovery;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>The files of <c>--org-policy</c>, which may lie outside of the scanned tree.</summary>
internal static class OrgPolicySources
{
    /// <exception cref="UsageException">It is not there, or is no text that can be read.</exception>
    public static SourceText Read(string file, string currentDirectory)
    {
        string full = Path.GetFullPath(file, currentDirectory);
        SourceText? text = File.Exists(full) ? SourceReader.ReadText(new DiskFileSystem(Path.GetDirectoryName(full) ?? full), Path.GetFileName(full)) : null;
        return text is null
            ? throw new UsageException($"--org-policy: '{file}' cannot be read.")
            : new SourceText(Path.GetRelativePath(currentDirectory, full).Replace('\\', '/'), text.Content);
    }
}
