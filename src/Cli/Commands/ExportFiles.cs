using System.Collections.Immutable;
using GcpLint.Audit.Reading;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Commands;

/// <summary>The exports that the words of a command line mean.</summary>
internal static class ExportFiles
{
    private const string StandardInput = "-";

    /// <summary>How many bytes are asked of a file at once; exports are read from the front to the back.</summary>
    private const int BufferSize = 128 * 1024;

    /// <exception cref="UsageException">There is no such file, or a folder without files.</exception>
    public static ImmutableArray<ExportFile> Find(IReadOnlyList<string> words, ITerminal terminal)
    {
        if (words.Count(word => word == StandardInput) > 1)
        {
            throw new UsageException("standard input can be read once: '-' is given several times.");
        }

        return [.. words.SelectMany(word => Find(word, terminal))];
    }

    private static ExportFile[] Find(string word, ITerminal terminal)
    {
        if (word == StandardInput)
        {
            return [new ExportFile("stdin", terminal.OpenInput)];
        }

        string full = Path.GetFullPath(word, terminal.CurrentDirectory);
        if (File.Exists(full))
        {
            return [Of(full, terminal)];
        }

        if (!Directory.Exists(full))
        {
            throw new UsageException($"there is no export '{word}'.");
        }

        // Shards of one export; hidden files are what tools left behind.
        ExportFile[] shards =
        [
            .. Directory.EnumerateFiles(full).Where(file => !Path.GetFileName(file).StartsWith('.')).Order(StringComparer.Ordinal).Select(file => Of(file, terminal)),
        ];
        return shards.Length > 0 ? shards : throw new UsageException($"the folder '{word}' has no files.");
    }

    private static ExportFile Of(string full, ITerminal terminal)
    {
        string relative = Path.GetRelativePath(terminal.CurrentDirectory, full).Replace('\\', '/');
        string path = relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? Path.GetFileName(full) : relative;
        return new ExportFile(path, () => new FileStream(full, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, BufferSize, FileOptions.SequentialScan));
    }
}
