using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Compose;
using GcpLint.Analyzer.Sources.DotEnv;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Puts Compose files together as people run them: a file with the override that <c>docker compose</c> finds by itself,
/// and every other variant of it (<c>compose.prod.yaml</c>) laid over it. A defect that a file has in several projects
/// is reported at one place, so it stays one finding.
/// </summary>
internal sealed class ComposeProjects : IComposeFiles
{
    private readonly Dictionary<string, ComposeFile> _files;
    private readonly Dictionary<string, DotEnvFile> _environments;

    private ComposeProjects(ImmutableArray<ComposeFile> files, ImmutableArray<DotEnvFile> environments)
    {
        _files = files.ToDictionary(file => file.Source.Path, StringComparer.Ordinal);
        _environments = environments.ToDictionary(file => file.Source.Path, StringComparer.Ordinal);
    }

    public static ImmutableArray<ComposeProject> Of(ImmutableArray<ComposeFile> files, ImmutableArray<DotEnvFile> environments)
    {
        var projects = new ComposeProjects(files, environments);
        return [.. files.Select(projects.Project).OfType<ComposeProject>()];
    }

    public ComposeFile? Find(string path) => _files.GetValueOrDefault(path);

    /// <summary>Null for an override that is part of the project of its base.</summary>
    private ComposeProject? Project(ComposeFile file)
    {
        string path = file.Source.Path;
        string folder = path[..(path.LastIndexOf('/') + 1)];
        ComposeFile? @base = BaseOf(folder, path[folder.Length..]);
        if (@base is not null && ComposeFile.OverridesOf(@base.Source.Path).Contains(path))
        {
            return null;
        }

        IReadOnlyList<ComposeFile> layers = @base is not null
            ? [@base, file]
            : [file, .. ComposeFile.OverridesOf(path).Select(Find).OfType<ComposeFile>().Take(1)];
        return ComposeProject.Merge(layers, this, _environments.GetValueOrDefault(folder + ".env")?.Variables);
    }

    /// <summary>The file that a variant is laid over: "docker-compose.yml" for "docker-compose.prod.yml".</summary>
    private ComposeFile? BaseOf(string folder, string name)
    {
        string stem = name.StartsWith("docker-compose", StringComparison.Ordinal) ? "docker-compose" : "compose";
        if (!name.StartsWith(stem, StringComparison.Ordinal) || name == stem + ".yml" || name == stem + ".yaml")
        {
            return null;
        }

        return Find($"{folder}{stem}.yaml") ?? Find($"{folder}{stem}.yml");
    }
}
