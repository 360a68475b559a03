using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds layers of the image that is shipped that keep the package lists of apt.</summary>
internal sealed class AptClean : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/apt-clean");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (RunInstruction run in subject.GetShippedLayers(context.Model).SelectMany(stage => stage.Instructions).OfType<RunInstruction>())
        {
            var commands = run.Command.GetCommands();
            bool updates = commands.Any(command => command.Name is "apt" or "apt-get" && command.Has("update"));
            bool cleans = commands.Any(command => command.Name is "rm" or "find" && command.Arguments.Any(IsListFolder))
                || commands.Any(command => command.Name is "apt" or "apt-get" && command.Has("dist-clean", "distclean"))
                || run.Mounts.Any(mount => mount.Type is "cache" or "tmpfs" && mount.Target is { } target && (IsListFolder(target.Text) || target.Text.TrimEnd('/') is "/var/lib/apt"));
            if (updates && !cleans && !subject.HidesMounts(run, context))
            {
                context.ReportAt(run, "`apt-get update` leaves its package lists in this layer: tens of megabytes that are out of date tomorrow. End the same `RUN` with `rm -rf /var/lib/apt/lists/*`.");
            }
        }
    }

    private static bool IsListFolder(string path) =>
        path.StartsWith("/var/lib/apt/lists", StringComparison.Ordinal) || path.TrimEnd('/', '*') is "/var/lib/apt" or "/var/lib";
}
