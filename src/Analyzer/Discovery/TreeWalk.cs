using System.Collections.Concurrent;
using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Discovery;

/// <summary>What a walk through the tree came across, each list in ordinal order.</summary>
/// <param name="Paths">Every file that no pattern excludes.</param>
/// <param name="Candidates">Those among them that may be of a kind that is read.</param>
/// <param name="Skipped">Files and folders that were passed over.</param>
/// <param name="TerraformDataFolders">Folders named ".terraform": the loader may ask for the modules in them.</param>
/// <param name="Diagnostics">Folders that could not be listed.</param>
internal sealed record WalkResult(
    ImmutableArray<string> Paths,
    ImmutableArray<Candidate> Candidates,
    ImmutableArray<SkippedPath> Skipped,
    ImmutableArray<string> TerraformDataFolders,
    ImmutableArray<Diagnostic> Diagnostics);

/// <summary>
/// Walks folders level by level, the folders of a level in parallel. Links to folders are never entered: what they lead
/// to inside the tree is met at its own place, so that no circle can be walked; links to files are read if they stay in
/// the tree.
/// </summary>
internal sealed class TreeWalk
{
    /// <summary>Levels of folders. Paths that people work with have a dozen; more is a mistake or an attack.</summary>
    private const int MaxDepth = 128;

    private readonly IFileSystem _files;
    private readonly ScanScope _scope;
    private readonly ParallelOptions _parallel;
    private readonly ConcurrentBag<string> _paths = [];
    private readonly ConcurrentBag<string> _links = [];
    private readonly ConcurrentBag<SkippedPath> _skipped = [];
    private readonly ConcurrentBag<string> _terraform = [];
    private readonly ConcurrentBag<Diagnostic> _diagnostics = [];

    private TreeWalk(IFileSystem files, ScanScope scope, int jobs, CancellationToken cancellation)
    {
        _files = files;
        _scope = scope;
        _parallel = new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, jobs), CancellationToken = cancellation };
    }

    public static WalkResult Run(IFileSystem files, ImmutableArray<string> roots, ScanScope scope, int jobs, CancellationToken cancellation)
    {
        var walk = new TreeWalk(files, scope, jobs, cancellation);
        foreach (string root in roots.Distinct(StringComparer.Ordinal))
        {
            walk.WalkRoot(root);
        }

        return walk.Finish();
    }

    private void WalkRoot(string root)
    {
        switch (_files.GetKind(root))
        {
            case FileEntryKind.File:
                _paths.Add(root);
                return;
            case FileEntryKind.Link when _files.ResolveLink(root) is { } target && _files.GetKind(target) == FileEntryKind.File:
                _paths.Add(root);
                return;
            case FileEntryKind.Directory:
                break;
            case FileEntryKind.Link:
                Skip(root, SkipReason.LinkOutside, "");
                return;
            default:
                _diagnostics.Add(Error(root, "file/missing", "There is no such file or folder", "Check the path that was given to the scan."));
                return;
        }

        ImmutableArray<WalkFolder> level = [_scope.Enter(_files, root)];
        for (int depth = 0; !level.IsEmpty; depth++)
        {
            if (depth > MaxDepth)
            {
                foreach (WalkFolder folder in level)
                {
                    Skip(folder.Path, SkipReason.TooDeep, $"more than {MaxDepth} levels");
                    _diagnostics.Add(Error(folder.Path, "file/too-deep", "The folder lies too deep", $"Folders are entered {MaxDepth} levels deep."));
                }

                return;
            }

            var next = new ConcurrentBag<WalkFolder>();
            Parallel.ForEach(level, _parallel, folder => List(folder, next));
            level = [.. next];
        }
    }

    private void List(WalkFolder folder, ConcurrentBag<WalkFolder> next)
    {
        IReadOnlyList<FileEntry> entries;
        try
        {
            entries = _files.List(folder.Path) ?? [];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Skip(folder.Path, SkipReason.Unreadable, failure.Message);
            _diagnostics.Add(Error(folder.Path, "file/unreadable", "The folder cannot be listed", "The system does not give its content: check its permissions."));
            return;
        }

        folder = _scope.WithIgnoreFiles(_files, folder, entries);
        foreach (FileEntry entry in entries)
        {
            string path = folder.Path.Length == 0 ? entry.Name : $"{folder.Path}/{entry.Name}";
            Visit(folder, entry, path, next);
        }
    }

    private void Visit(WalkFolder folder, FileEntry entry, string path, ConcurrentBag<WalkFolder> next)
    {
        bool isDirectory = entry.Kind == FileEntryKind.Directory;
        if (isDirectory && FileNames.IsVendored(entry.Name))
        {
            Skip(path, SkipReason.Vendored, entry.Name);
            if (entry.Name == ".terraform")
            {
                _terraform.Add(path);
            }

            return;
        }

        if (_scope.IsExcluded(folder, path, isDirectory, out string pattern))
        {
            Skip(path, SkipReason.Ignored, pattern);
            return;
        }

        switch (entry.Kind)
        {
            case FileEntryKind.Directory:
                next.Add(new WalkFolder(path, folder.Git, folder.Lint));
                break;
            case FileEntryKind.Link:
                _links.Add(path);
                break;
            default:
                _paths.Add(path);
                break;
        }
    }

    private WalkResult Finish()
    {
        var paths = new HashSet<string>(_paths, StringComparer.Ordinal);
        foreach (string link in _links.Order(StringComparer.Ordinal))
        {
            FollowLink(link, paths);
        }

        ImmutableArray<string> sorted = [.. paths.Order(StringComparer.Ordinal)];
        return new WalkResult(
            sorted,
            [.. sorted.Select(FileNames.Judge).Where(candidate => candidate.Verdict != NameVerdict.Other)],
            [.. _skipped.Distinct().OrderBy(skipped => skipped.Path, StringComparer.Ordinal)],
            [.. _terraform.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            [.. _diagnostics.OrderBy(diagnostic => diagnostic.Location.Source.Path, StringComparer.Ordinal)]);
    }

    /// <summary>
    /// A link to a file of the tree counts as a file of its own where that makes a difference: Terraform reads whole
    /// folders, and a name may give the same text another kind.
    /// </summary>
    private void FollowLink(string link, HashSet<string> paths)
    {
        if (_files.ResolveLink(link) is not { } target)
        {
            Skip(link, SkipReason.LinkOutside, "");
            return;
        }

        Candidate own = FileNames.Judge(link);
        bool isRead = paths.Contains(target) && FileNames.Judge(target).Kind == own.Kind
            && own.Kind is not (FileKind.Terraform or FileKind.TerraformJson or FileKind.Tfvars);
        if (isRead || _files.GetKind(target) != FileEntryKind.File)
        {
            Skip(link, SkipReason.LinkInside, target);
            return;
        }

        paths.Add(link);
    }

    private void Skip(string path, SkipReason reason, string detail) => _skipped.Add(new SkippedPath(path, reason, detail));

    private static Diagnostic Error(string path, string code, string summary, string detail) =>
        new(code, DiagnosticSeverity.Error, summary, detail, new SourceLocation(new SourceText(path.Length == 0 ? "." : path, ""), default));
}
