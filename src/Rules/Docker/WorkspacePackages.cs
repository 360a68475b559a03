using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Compares the packages of the workspace that a service imports with what is copied into its image.</summary>
internal sealed class WorkspacePackages : IRule<RepositoryModel>
{
    /// <summary>Tools that put dependencies into what they write.</summary>
    private static readonly string[] s_bundlers = ["esbuild", "tsup", "ncc", "webpack", "rollup", "vite", "parcel", "next", "nuxt", "rspack", "bun build"];

    public RuleId Id => new("docker/workspace-packages");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var workspace = new NodeWorkspace(subject);
        if (!workspace.IsDeclared)
        {
            return;
        }

        foreach (DockerfileModel file in subject.Dockerfiles)
        {
            if (file.FinalStage is not { } stage || workspace.FindShipped(file, stage) is not { } service || IsBundled(file, stage, service))
            {
                continue;
            }

            var content = new StageContent(file, stage);
            var missing = workspace.GetNeeded(service).Where(package => !content.HasCodeOf(package.Folder)).ToList();
            if (missing.Count > 0 && content.HasCodeOf(service.Folder))
            {
                string names = string.Join("`, `", missing.Select(package => package.Name));
                context.ReportAtBase(stage, $"`{service.Name}` needs `{names}` from `{missing[0].Folder}`, which {(missing.Count == 1 ? "is" : "are")} not in its image: it ends at its start with \"Cannot find module\". Copy {(missing.Count == 1 ? "the package" : "the packages")} into the last stage, or use `pnpm deploy`.");
            }
        }
    }

    private static bool IsBundled(DockerfileModel file, BuildStage stage, NodePackage service) =>
        s_bundlers.Any(bundler => service.Script("build").Contains(bundler, StringComparison.Ordinal))
        || file.GetReachable(stage).SelectMany(other => other.GetRunCommands()).Any(item =>
            (item.Command.Name == "pnpm" && item.Command.Has("deploy"))
            || item.Command.Has("prune", "@vercel/ncc")
            || s_bundlers.Contains(item.Command.Name));
}
