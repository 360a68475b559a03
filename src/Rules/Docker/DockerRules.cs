using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Docker;

internal static class DockerRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new AddRemoteUrl(),
        new AptClean(),
        new BaseImageDrift(),
        new BaseImageEol(),
        new CopySecret(),
        new CopyWholeContext(),
        new DevelopmentDependencies(),
        new DevelopmentServer(),
        new Dockerignore(),
        new DockerignoreIncomplete(),
        new DuplicateCmd(),
        new ExecFormRule(),
        new Healthcheck(),
        new HealthcheckCannotFail(),
        new HealthcheckOptions(),
        new HealthcheckTool(),
        new LatestTag(),
        new LayerOrder(),
        new LegacyKeyValue(),
        new LockFile(),
        new MinimalBase(),
        new MultiStage(),
        new NoLoginShell(),
        new NonRootUser(),
        new PackageCache(),
        new PinPatchVersion(),
        new PrismaClient(),
        new PythonEnv(),
        new SecretsInArgs(),
        new SshPort(),
        new Sudo(),
        new UnverifiedDownload(),
        new WorkspacePackages(),
        new WorldWritable(),
    ];
}
