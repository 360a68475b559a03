using System.Collections.Frozen;
using System.Text;

namespace GcpLint.Analyzer.Discovery;

/// <summary>A tree that is on no disk: the examples of rules, tests, the texts of an editor.</summary>
public sealed class InMemoryFileSystem : IFileSystem
{
    private readonly FrozenDictionary<string, byte[]> _files;
    private readonly FrozenDictionary<string, string> _links;
    private readonly FrozenDictionary<string, IReadOnlyList<FileEntry>> _folders;

    /// <param name="files">Contents by path.</param>
    /// <param name="links">Targets by path, each relative to the base; one that is in neither table leads outside.</param>
    public InMemoryFileSystem(IEnumerable<KeyValuePair<string, byte[]>> files, IEnumerable<KeyValuePair<string, string>>? links = null)
    {
        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
        _links = (links ?? []).ToFrozenDictionary(StringComparer.Ordinal);
        _folders = Folders();
    }

    public string PathInRepository { get; init; } = "";

    public static InMemoryFileSystem OfTexts(IEnumerable<KeyValuePair<string, string>> files) =>
        new(files.Select(file => KeyValuePair.Create(file.Key, Encoding.UTF8.GetBytes(file.Value))));

    public IReadOnlyList<FileEntry>? List(string directory) => _folders.GetValueOrDefault(directory);

    public FileEntryKind? GetKind(string path) =>
        _links.ContainsKey(path) ? FileEntryKind.Link
        : _files.ContainsKey(path) ? FileEntryKind.File
        : _folders.ContainsKey(path) ? FileEntryKind.Directory
        : null;

    public string? ResolveLink(string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (_links.TryGetValue(path, out string? target))
        {
            if (!seen.Add(path))
            {
                return null;
            }

            path = target;
        }

        return _files.ContainsKey(path) || _folders.ContainsKey(path) ? path : null;
    }

    public byte[] Read(string path, int limit)
    {
        if (ResolveLink(path) is not { } target || !_files.TryGetValue(target, out byte[]? content))
        {
            throw new FileNotFoundException("There is no such file.", path);
        }

        return content.Length <= limit + 1L ? content : content[..(limit + 1)];
    }

    private FrozenDictionary<string, IReadOnlyList<FileEntry>> Folders()
    {
        var folders = new Dictionary<string, SortedDictionary<string, FileEntryKind>>(StringComparer.Ordinal) { [""] = new(StringComparer.Ordinal) };
        foreach (string path in _files.Keys.Where(path => !path.StartsWith("../", StringComparison.Ordinal)))
        {
            Add(folders, path, FileEntryKind.File);
        }

        foreach (string path in _links.Keys)
        {
            Add(folders, path, FileEntryKind.Link);
        }

        return folders.ToFrozenDictionary(
            folder => folder.Key,
            folder => (IReadOnlyList<FileEntry>)[.. folder.Value.Select(entry => new FileEntry(entry.Key, entry.Value))],
            StringComparer.Ordinal);
    }

    private static void Add(Dictionary<string, SortedDictionary<string, FileEntryKind>> folders, string path, FileEntryKind kind)
    {
        while (true)
        {
            int slash = path.LastIndexOf('/');
            string folder = slash < 0 ? "" : path[..slash];
            bool isNew = !folders.TryGetValue(folder, out SortedDictionary<string, FileEntryKind>? entries);
            entries ??= folders[folder] = new(StringComparer.Ordinal);
            entries[path[(slash + 1)..]] = kind;
            if (!isNew)
            {
                return;
            }

            (path, kind) = (folder, FileEntryKind.Directory);
        }
    }
}
