using System.Collections.Immutable;
using GcpLint.Analyzer.Discovery;
using GcpLint.Text;

namespace GcpLint.Cli.Commands;

/// <summary>Which tree a scan reads and what in it.</summary>
/// <param name="Files">The tree; paths of reports are relative to its base.</param>
/// <param name="Roots">What of it is scanned, relative to the base.</param>
/// <param name="PathPrefix">From the repository that the user works in to the base: "" or "infra/".</param>
internal sealed record ScanPlace(DiskFileSystem Files, ImmutableArray<string> Roots, string PathPrefix)
{
    /// <summary>
    /// The base is the working folder if it is part of the repository that the paths lie in, so that reports name files as
    /// the user does; else the folder that was named, or the nearest folder around all of them.
    /// </summary>
    /// <exception cref="UsageException">There is no such file or folder.</exception>
    public static ScanPlace Of(IReadOnlyList<string> paths, string currentDirectory)
    {
        string[] targets = [.. paths.Select(path => Resolve(path, currentDirectory))];
        string current = new DiskFileSystem(currentDirectory).Base;
        string @base = BaseOf(targets, current);
        var files = new DiskFileSystem(@base);
        bool worksInRepository = RepositoryOf(files.Base) is { } repository && repository == RepositoryOf(current);
        string prefix = worksInRepository && files.PathInRepository.Length > 0 ? files.PathInRepository + "/" : "";
        return new ScanPlace(files, [.. targets.Select(target => Relative(files.Base, target)).Distinct(StringComparer.Ordinal)], prefix);
    }

    /// <summary>A path of the command line, relative to the base.</summary>
    /// <exception cref="UsageException">It lies outside of the base.</exception>
    public string RelativePath(string path, string currentDirectory)
    {
        string target = Resolve(path, currentDirectory);
        return IsInside(Files.Base, target)
            ? Relative(Files.Base, target)
            : throw new UsageException($"'{path}' does not lie in the scanned tree '{Files.Base}'.");
    }

    private static string BaseOf(string[] targets, string current)
    {
        string? repository = RepositoryOf(current);
        bool namesFile = targets.Any(File.Exists);
        if (targets.All(target => IsInside(current, target) && (repository is null ? namesFile || targets.Length > 1 : RepositoryOf(target) == repository)))
        {
            return current;
        }

        string @base = File.Exists(targets[0]) ? Path.GetDirectoryName(targets[0]) ?? current : targets[0];
        foreach (string target in targets)
        {
            while (!IsInside(@base, target))
            {
                @base = Path.GetDirectoryName(@base) ?? Path.GetPathRoot(@base) ?? @base;
            }
        }

        return @base;
    }

    /// <summary>The absolute path without links.</summary>
    private static string Resolve(string path, string currentDirectory)
    {
        string full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, currentDirectory));
        if (Path.Exists(full))
        {
            return new DiskFileSystem(full).Base;
        }

        string folder = Path.GetDirectoryName(full) ?? full;
        string proposal = Directory.Exists(folder)
            && Spelling.Nearest(Path.GetFileName(full), Directory.EnumerateFileSystemEntries(folder).Select(entry => Path.GetFileName(entry))) is { } nearest
            ? $" Did you mean '{nearest}'?"
            : "";
        throw new UsageException($"there is no file or folder '{path}'.{proposal}");
    }

    private static string? RepositoryOf(string path)
    {
        for (string? folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
            {
                return folder;
            }
        }

        return null;
    }

    private static bool IsInside(string folder, string target) =>
        target == folder || target.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string Relative(string folder, string target) =>
        target == folder ? "" : Path.GetRelativePath(folder, target).Replace('\\', '/');
}
