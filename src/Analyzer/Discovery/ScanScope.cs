namespace GcpLint.Analyzer.Discovery;

/// <summary>A folder to walk, with the ignore files above it.</summary>
internal readonly record struct WalkFolder(string Path, IgnoreStack? Git, IgnoreStack? Lint);

/// <summary>
/// Which paths belong to the scan: by .gitignore, by .gcp-lintignore (which may take back what .gitignore says), by
/// the configuration. A root that the user names is scanned whatever the ignore files above say of it.
/// </summary>
internal sealed class ScanScope
{
    private const string GitName = ".gitignore";
    private const string LintName = ".gcp-lintignore";

    private readonly IgnoreFile _include;
    private readonly IgnoreFile _exclude;
    private readonly string _prefix;

    /// <param name="include">Patterns of files; none means all.</param>
    /// <param name="exclude">Patterns of files and folders.</param>
    /// <param name="pathInRepository">See <see cref="IFileSystem.PathInRepository"/>.</param>
    public ScanScope(IgnoreFile include, IgnoreFile exclude, string pathInRepository)
    {
        _include = include;
        _exclude = exclude;
        _prefix = pathInRepository.Length == 0 ? "" : pathInRepository + "/";
    }

    /// <summary>A root with the ignore files of the folders above it, up to the top of the repository.</summary>
    public WalkFolder Enter(IFileSystem files, string root)
    {
        string full = (_prefix + root).TrimEnd('/');
        IgnoreStack? git = null;
        IgnoreStack? lint = null;
        int up = _prefix.AsSpan().Count('/');
        string[] parts = full.Length == 0 ? [] : full.Split('/');
        for (int depth = 0; depth < parts.Length; depth++)
        {
            // The first folders are above the base, the others between it and the root.
            string folder = depth < up
                ? string.Concat(Enumerable.Repeat("../", up - depth))
                : string.Concat(parts[up..depth].Select(part => part + "/"));
            string fromTop = string.Join('/', parts[..depth]);
            git = Push(files, folder + GitName, fromTop, git);
            lint = Push(files, folder + LintName, fromTop, lint);
        }

        return new WalkFolder(root, git, lint);
    }

    /// <summary>The folder with its own ignore files on top.</summary>
    public WalkFolder WithIgnoreFiles(IFileSystem files, WalkFolder folder, IReadOnlyList<FileEntry> entries)
    {
        foreach (FileEntry entry in entries)
        {
            if (entry.Kind != FileEntryKind.File || entry.Name is not (GitName or LintName))
            {
                continue;
            }

            string path = folder.Path.Length == 0 ? entry.Name : $"{folder.Path}/{entry.Name}";
            string fromTop = (_prefix + folder.Path).TrimEnd('/');
            folder = entry.Name == GitName
                ? folder with { Git = Push(files, path, fromTop, folder.Git) }
                : folder with { Lint = Push(files, path, fromTop, folder.Lint) };
        }

        return folder;
    }

    /// <summary>Whether a path is left out, and the pattern that says so.</summary>
    public bool IsExcluded(WalkFolder folder, string path, bool isDirectory, out string pattern)
    {
        string full = _prefix + path;
        IgnorePattern? decision = IgnoreStack.Decide(folder.Lint, full, isDirectory) ?? IgnoreStack.Decide(folder.Git, full, isDirectory);
        if (decision is { IsNegated: false })
        {
            pattern = decision.Text;
            return true;
        }

        if (_exclude.Decide(path, isDirectory) is { IsNegated: false } excluded)
        {
            pattern = excluded.Text;
            return true;
        }

        pattern = "include";
        return !isDirectory && !_include.IsEmpty && !_include.Covers(path);
    }

    private static IgnoreStack? Push(IFileSystem files, string path, string folder, IgnoreStack? parent) =>
        SourceReader.ReadText(files, path) is { } text && IgnoreFile.Parse(text.Content) is { IsEmpty: false } file
            ? new IgnoreStack(file, folder, parent)
            : parent;
}
