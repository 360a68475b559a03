namespace GcpLint.Analyzer.Discovery;

/// <summary>What a name in a folder stands for.</summary>
public enum FileEntryKind : byte
{
    File,
    Directory,

    /// <summary>A symbolic link, whatever it leads to.</summary>
    Link,
}

/// <summary>A name in a folder.</summary>
public readonly record struct FileEntry(string Name, FileEntryKind Kind);

/// <summary>
/// Where files come from: a disk, the examples of a rule, an editor's unsaved text. Paths are relative to the base of
/// the scan with '/' between their parts; "" is the base itself; ".." leads above it, for the ignore files of the
/// repository around a scanned folder only. Members are called from several threads.
/// </summary>
public interface IFileSystem
{
    /// <summary>
    /// The path of the base below the repository (the nearest folder upwards with ".git") that it lies in: "" if the base
    /// is that folder or lies in none.
    /// </summary>
    string PathInRepository { get; }

    /// <summary>The entries of a folder in any order, or null if there is no such folder.</summary>
    /// <exception cref="IOException">It cannot be listed.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not list it.</exception>
    IReadOnlyList<FileEntry>? List(string directory);

    /// <summary>The kind of the entry at a path; null if there is none.</summary>
    FileEntryKind? GetKind(string path);

    /// <summary>
    /// Where a link leads after all links on the way: relative to the base, null if that is outside of it, missing, or
    /// in a circle.
    /// </summary>
    string? ResolveLink(string path);

    /// <summary>
    /// The first bytes of a file, at most <paramref name="limit"/> plus one: an array that is longer than the limit says
    /// that there is more. What is no regular file (a pipe, a device) is empty and never opened.
    /// </summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read it.</exception>
    byte[] Read(string path, int limit);
}
