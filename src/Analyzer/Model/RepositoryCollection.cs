using GcpLint.Analyzer.Model.Pipelines;

namespace GcpLint.Analyzer.Model;

/// <summary>Tells a repository that is one thing in parts from one that is many things side by side.</summary>
internal static class RepositoryCollection
{
    /// <summary>The services of one system lie in one folder or two; nobody keeps the parts of one system in ten at the top.</summary>
    private const int FewestFolders = 10;

    /// <summary>Scripts that deploy one system lie together, and not each in a folder of its own.</summary>
    private const int FewestScriptFolders = 5;

    public static bool Is(RepositoryModel model)
    {
        IEnumerable<string> paths = model.Dockerfiles.Select(file => file.Source.Path)
            .Concat(model.ComposeProjects.SelectMany(project => project.Files).Select(file => file.Source.Path))
            .Concat(model.CloudBuilds.Select(build => build.Source.Path))
            .Concat(model.TerraformModules.Where(module => module.IsRoot && module.Path != ".").Select(module => module.Path + "/"));
        if (paths.Where(path => path.Contains('/')).Select(path => path[..path.IndexOf('/', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).Count() >= FewestFolders)
        {
            return true;
        }

        // Scripts of one system lie together, and are beside Terraform where there is some.
        return !model.TerraformModules.Any(module => module.IsRoot)
            && model.Pipelines.Where(pipeline => pipeline.Kind == PipelineKind.Script && pipeline.Does(ActivityKind.Deploy))
                .Select(pipeline => RepositoryPath.FolderOf(pipeline.Path)).Distinct(StringComparer.Ordinal).Count() >= FewestScriptFolders;
    }
}
