using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Plans;

namespace GcpLint.Cli.Commands;

/// <summary>What the command line says of plans and states.</summary>
/// <param name="Plans">Files of --plan.</param>
/// <param name="States">Files of --state.</param>
/// <param name="Source">The folder of --plan-source.</param>
internal sealed record PlanArguments(IReadOnlyList<string> Plans, IReadOnlyList<string> States, string? Source)
{
    public static readonly PlanArguments None = new([], [], null);

    public bool IsEmpty => Plans.Count == 0 && States.Count == 0;

    /// <summary>The tree that is read: the paths that are named, else the working folder, with the folder of the source.</summary>
    public IReadOnlyList<string> PlacesOf(IReadOnlyList<string> paths, string currentDirectory)
    {
        if (paths.Count > 0)
        {
            return paths;
        }

        bool isOutside = Source is not null && Path.GetRelativePath(currentDirectory, Path.GetFullPath(Source, currentDirectory)).StartsWith("..", StringComparison.Ordinal);
        return isOutside && Source is not null ? [Source] : ["."];
    }

    /// <exception cref="UsageException">A file is not there or cannot be read.</exception>
    public ImmutableArray<PlanInput> Load(ScanPlace place, string currentDirectory) =>
    [
        .. Plans.Select(file => Load(file, PlanKind.Plan, place, currentDirectory)),
        .. States.Select(file => Load(file, PlanKind.State, place, currentDirectory)),
    ];

    /// <summary>The folder of --plan-source as the paths of deployments are written; null if there is none.</summary>
    /// <exception cref="UsageException">It is no folder of the tree.</exception>
    public string? SourceIn(ScanPlace place, string currentDirectory)
    {
        if (Source is null)
        {
            return null;
        }

        if (IsEmpty)
        {
            throw new UsageException("--plan-source says where the source of a plan is: give the plan with --plan or --state.");
        }

        string relative = place.RelativePath(Source, currentDirectory);
        return relative.Length == 0 ? "." : relative;
    }

    private static PlanInput Load(string file, PlanKind kind, ScanPlace place, string currentDirectory)
    {
        string full = Path.GetFullPath(file, currentDirectory);
        string option = kind == PlanKind.Plan ? "--plan" : "--state";
        if (!File.Exists(full))
        {
            throw new UsageException($"there is no file '{file}' for {option}.");
        }

        try
        {
            if (new FileInfo(full).Length > PlanInput.MaxFileSize)
            {
                throw new UsageException($"'{file}' of {option} has more than {PlanInput.MaxFileSize / (1024 * 1024)} MB.");
            }

            string relative = Path.GetRelativePath(place.Files.Base, full);
            bool isInside = !relative.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(relative);
            return new PlanInput((isInside ? relative : file).Replace('\\', '/'), kind, File.ReadAllBytes(full));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"'{file}' of {option} cannot be read: {failure.Message}");
        }
    }
}
