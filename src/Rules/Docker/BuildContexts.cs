using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>The folders that Dockerfiles are built from.</summary>
internal static class BuildContexts
{
    /// <summary>
    /// Those that a command of the repository names; else the folder of the Dockerfile or the root, whichever has more of
    /// what is copied.
    /// </summary>
    public static ImmutableArray<string> GetContexts(this DockerfileModel file, RepositoryModel model)
    {
        ImmutableArray<string> named = [.. model.ImageBuilds[file.Source.Path].Select(build => build.Context).Distinct()];
        if (!named.IsEmpty)
        {
            return named;
        }

        string folder = RepositoryPath.FolderOf(file.Source.Path);
        if (folder.Length == 0)
        {
            return [""];
        }

        var sources = file.Stages.SelectMany(stage => stage.GetContextCopies()).SelectMany(copy => copy.Sources)
            .Select(source => RepositoryPath.Combine("", source.Text)).OfType<string>().Where(path => path.Length > 0).ToList();
        return [CountExisting(model, "", sources) > CountExisting(model, folder, sources) ? "" : folder];
    }

    /// <summary>COPY and ADD from the build context.</summary>
    public static IEnumerable<TransferInstruction> GetContextCopies(this BuildStage stage) =>
        stage.Instructions.OfType<TransferInstruction>().Where(copy => copy is AddInstruction or CopyInstruction { From: null });

    /// <summary>Copies the context as a whole: "." or "./" or "/" or "*".</summary>
    public static bool IsWholeContext(this InstructionWord source) => source.Text.Trim('"') is "." or "./" or "/" or "./." or "*" or "./*";

    /// <summary>The .dockerignore file that holds for a build; null if there is none.</summary>
    public static string? FindDockerIgnore(this DockerfileModel file, string context, RepositoryModel model) =>
        DockerIgnore.Select(file.Source.Path, context, model.FileExists);

    /// <summary>Whether a file or a folder with files exists.</summary>
    public static bool Contains(this RepositoryModel model, string path)
    {
        if (path.Length == 0 || model.FileExists(path))
        {
            return true;
        }

        int next = ~model.Paths.BinarySearch(path + "/", StringComparer.Ordinal);
        return next >= 0 && next < model.Paths.Length && model.Paths[next].StartsWith(path + "/", StringComparison.Ordinal);
    }

    private static int CountExisting(RepositoryModel model, string folder, List<string> paths) =>
        paths.Count(path => RepositoryPath.Combine(folder, path) is { } whole && model.Contains(whole));
}
