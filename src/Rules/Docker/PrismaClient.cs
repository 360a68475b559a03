using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds last stages that install the Prisma client anew and do not generate it.</summary>
internal sealed class PrismaClient : IRule<RepositoryModel>
{
    private const string Client = "@prisma/client";

    public RuleId Id => new("docker/prisma-client");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var workspace = new NodeWorkspace(subject);
        foreach (DockerfileModel file in subject.Dockerfiles)
        {
            if (file.FinalStage is not { } stage || workspace.FindShipped(file, stage) is not { } service)
            {
                continue;
            }

            NodePackage? user = workspace.GetNeeded(service).Prepend(service).FirstOrDefault(package => package.DependsOn(Client));
            if (user is null || GeneratesByItself(user) || GeneratesByItself(service) || !InstallsPackages(stage) || HasClient(file, stage))
            {
                continue;
            }

            context.ReportAtBase(stage, $"The last stage installs `{Client}` for `{user.Name}` and does not generate it: the first query ends with \"@prisma/client did not initialize yet\". Run `prisma generate` behind the installation, or copy the generated client.");
        }
    }

    /// <summary>A script of the installation does it, or Prisma's own does since the command-line tool is installed as well.</summary>
    private static bool GeneratesByItself(NodePackage package) =>
        package.DependsOn("prisma") || package.Script("postinstall").Contains("generate", StringComparison.Ordinal) || package.Script("install").Contains("generate", StringComparison.Ordinal)
        || package.Script("prepare").Contains("generate", StringComparison.Ordinal);

    private static bool InstallsPackages(BuildStage stage) => stage.Lineage.SelectMany(InstallCommand.Of)
        .Any(item => item.Install.Tool is "npm" or "pnpm" or "yarn" or "bun" && item.Install.IsOfManifest);

    private static bool HasClient(DockerfileModel file, BuildStage stage) =>
        stage.Lineage.SelectMany(layer => layer.GetRunCommands()).Any(item => item.Command.Arguments.Any(word => word.Contains("generate", StringComparison.Ordinal)) || item.Command.Has("build"))
        || new StageContent(file, stage) is var content && (content.IsOpen || content.Paths.Any(path =>
            path.Contains("node_modules", StringComparison.Ordinal) || path.Contains("generated", StringComparison.Ordinal) || path.Contains(".prisma", StringComparison.Ordinal)
            || (path.Length == 0 && stage.Instructions.OfType<CopyInstruction>().Any(copy => copy.From is not null))));
}
