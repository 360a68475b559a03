using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds layers of the image that is shipped that keep what package managers downloaded, or more than was asked for.</summary>
internal sealed class PackageCache : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/package-cache");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.GetShippedLayers(context.Model))
        {
            foreach (RunInstruction run in stage.Instructions.OfType<RunInstruction>())
            {
                var commands = run.Command.GetCommands();
                string? defect = commands.Select(command => DefectOf(command, run, subject)).FirstOrDefault(text => text is not null);
                if (defect is not null && !Cleans(run, commands) && !subject.HidesMounts(run, context))
                {
                    context.ReportAt(run, defect);
                }
            }
        }
    }

    private static string? DefectOf(ContainerCommand command, RunInstruction run, DockerfileModel file)
    {
        if (command.MayHaveMoreWords || InstallCommand.Read(command) is not { } install)
        {
            return null;
        }

        return install.Tool switch
        {
            "pip" when !command.Has("--no-cache-dir", "--help") && !file.GetVariables(run).Contains("PIP_NO_CACHE_DIR") && !SetsVariable(run) && install.Arguments.Length > 0 =>
                "`pip install` keeps what it downloads in the image. Add `--no-cache-dir`, or mount a cache.",
            "apt" when !command.Has("--no-install-recommends") && !SwitchesRecommendsOff(command) && install.Packages.Any() =>
                "`apt-get install` brings recommended packages that nobody asked for. Add `--no-install-recommends`.",
            "apk" when !command.Has("--no-cache") && install.Packages.Any() =>
                "`apk add` keeps the package index in the image. Add `--no-cache`.",
            _ => null,
        };
    }

    private static bool SwitchesRecommendsOff(ContainerCommand command) => command.Arguments.Any(word =>
        word.Contains("Install-Recommends=0", StringComparison.OrdinalIgnoreCase) || word.Contains("Install-Recommends=false", StringComparison.OrdinalIgnoreCase));

    private static bool SetsVariable(RunInstruction run) => run.Arguments.Text.Contains("PIP_NO_CACHE_DIR", StringComparison.Ordinal);

    private static bool Cleans(RunInstruction run, IEnumerable<ContainerCommand> commands) =>
        run.Mounts.Any(mount => mount.Type == "cache")
        || commands.Any(command => (command.Name == "rm" && command.Arguments.Any(word => word.Contains("cache", StringComparison.Ordinal)))
            || (command.Name.StartsWith("pip", StringComparison.Ordinal) && command.Has("cache") && command.Has("purge")));
}
