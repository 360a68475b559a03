using System.IO.Enumeration;

namespace GcpLint.Analyzer.Discovery;

/// <summary>A folder of the disk and what is below it.</summary>
public sealed class DiskFileSystem : IFileSystem
{
    /// <summary>As many links as Linux follows in one path (MAXSYMLINKS) before it calls it a circle.</summary>
    private const int MaxLinks = 40;

    private static readonly EnumerationOptions Everything = new()
    {
        AttributesToSkip = FileAttributes.None,
        IgnoreInaccessible = false,
        ReturnSpecialDirectories = false,
    };

    /// <param name="baseDirectory">Absolute, or relative to the working directory.</param>
    public DiskFileSystem(string baseDirectory)
    {
        string full = Path.GetFullPath(baseDirectory);
        Base = RealPath(full) ?? full;
        PathInRepository = FindPathInRepository(Base);
    }

    /// <summary>The absolute path of the base, without links.</summary>
    public string Base { get; }

    public string PathInRepository { get; }

    public IReadOnlyList<FileEntry>? List(string directory)
    {
        string absolute = Absolute(directory);
        if (!Directory.Exists(absolute))
        {
            return null;
        }

        return [.. new FileSystemEnumerable<FileEntry>(absolute, Transform, Everything)];
    }

    public FileEntryKind? GetKind(string path)
    {
        string absolute = Absolute(path);
        if (LinkTargetOf(absolute) is not null)
        {
            return FileEntryKind.Link;
        }

        return Directory.Exists(absolute) ? FileEntryKind.Directory
            : File.Exists(absolute) ? FileEntryKind.File
            : null;
    }

    public string? ResolveLink(string path)
    {
        if (RealPath(Absolute(path)) is not { } target)
        {
            return null;
        }

        string relative = Path.GetRelativePath(Base, target).Replace('\\', '/');
        return relative == "." ? ""
            : relative == ".." || relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null
            : relative;
    }

    public byte[] Read(string path, int limit)
    {
        string absolute = Absolute(path);

        // Pipes and devices have no length: they are taken as empty and never opened, as that would wait for a writer.
        long length = new FileInfo(absolute).Length;
        if (length == 0)
        {
            return [];
        }

        using var handle = File.OpenHandle(absolute);
        byte[] buffer = new byte[(int)Math.Min(length, (long)limit + 1)];
        int read = 0;
        while (read < buffer.Length && RandomAccess.Read(handle, buffer.AsSpan(read), read) is var count and > 0)
        {
            read += count;
        }

        return read == buffer.Length ? buffer : buffer[..read];
    }

    private string Absolute(string path) => path.Length == 0 ? Base : Path.Combine(Base, path);

    private static FileEntry Transform(ref FileSystemEntry entry) => new(
        entry.FileName.ToString(),
        (entry.Attributes & FileAttributes.ReparsePoint) != 0 ? FileEntryKind.Link
            : entry.IsDirectory ? FileEntryKind.Directory
            : FileEntryKind.File);

    private static string FindPathInRepository(string folder)
    {
        for (string? current = folder; current is not null; current = Path.GetDirectoryName(current))
        {
            string git = Path.Combine(current, ".git");
            if (Directory.Exists(git) || File.Exists(git))
            {
                string relative = Path.GetRelativePath(current, folder).Replace('\\', '/');
                return relative == "." ? "" : relative;
            }
        }

        return "";
    }

    /// <summary>The path with each link on the way followed; null if something is missing or the links go in circles.</summary>
    private static string? RealPath(string path)
    {
        int links = 0;
        string root = Path.GetPathRoot(path) ?? "/";
        var pending = new Stack<string>(Parts(path, root).Reverse());
        string current = root;
        while (pending.TryPop(out string? part))
        {
            if (part == "..")
            {
                current = Path.GetDirectoryName(current) ?? root;
                continue;
            }

            string next = Path.Combine(current, part);
            if (LinkTargetOf(next) is not { } target)
            {
                current = next;
                continue;
            }

            if (++links > MaxLinks)
            {
                return null;
            }

            current = Path.IsPathRooted(target) ? root : current;
            foreach (string step in Parts(target, root).Reverse())
            {
                pending.Push(step);
            }
        }

        return Path.Exists(current) ? current : null;
    }

    private static string? LinkTargetOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Parts(string path, string root)
    {
        string below = Path.IsPathRooted(path) ? path[Math.Min(root.Length, path.Length)..] : path;
        return below.Split([Path.DirectorySeparatorChar, '/'], StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".");
    }
}
