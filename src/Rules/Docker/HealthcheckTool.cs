using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Compares the program of the health check with what the base image has and the stages install or copy.</summary>
internal sealed class HealthcheckTool : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/healthcheck-tool");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        foreach (BuildStage stage in subject.GetShippedStages(context.Model).Select(shipped => shipped.Stage).Append(subject.FinalStage).OfType<BuildStage>().Distinct())
        {
            if (stage.Effective.Healthcheck is not { Command: { } form } check || stage.Root.Image is not { } image)
            {
                continue;
            }

            BaseImage known = BaseImage.Of(image);
            if (form is ShellForm && known.Flavor == BaseFlavor.Distroless && !CopiesPrograms(stage, "sh"))
            {
                context.ReportAt(check, $"The check needs a shell, and `{image.Text}` has none: every container is unhealthy. Write the command as a JSON array.");
                continue;
            }

            string? missing = form.GetCommands().Select(command => command.Name).FirstOrDefault(name => IsMissing(name, known.Flavor, known) && !IsAdded(name, stage));
            if (missing is not null)
            {
                context.ReportAt(check, $"The check calls `{missing}`, which is neither in `{image.Text}` nor installed: every container is unhealthy. Use what the image has, such as the language itself, or install `{missing}`.");
            }
        }
    }

    /// <summary>Certain from the name of the image alone: tools whose presence is not documented are not judged.</summary>
    private static bool IsMissing(string tool, BaseFlavor flavor, BaseImage image) => flavor switch
    {
        BaseFlavor.Full => tool is "httpx" or "http" or "nc" or "ncat" or "netcat" or "nmap" or "jq" or "grpc_health_probe" || (tool == "node" && image.Key != "node"),
        BaseFlavor.Slim => tool is "curl" or "wget" or "httpx" or "http" or "nc" or "ncat" or "netcat" or "nmap" or "jq" or "telnet" or "grpc_health_probe"
            || IsOtherLanguage(tool, image),
        BaseFlavor.Alpine => tool is "curl" or "httpx" or "http" or "ncat" or "netcat" or "nmap" or "jq" or "bash" or "grpc_health_probe" || IsOtherLanguage(tool, image),
        BaseFlavor.Distroless => tool is "curl" or "wget" or "httpx" or "nc" or "sh" or "bash" or "jq",
        _ => false,
    };

    private static bool IsOtherLanguage(string tool, BaseImage image) =>
        (tool is "python" or "python3" && image.Key != "python") || (tool == "node" && image.Key != "node");

    private static bool IsAdded(string tool, BuildStage stage)
    {
        if (CopiesPrograms(stage, tool))
        {
            return true;
        }

        foreach (BuildStage layer in stage.Lineage)
        {
            foreach ((RunInstruction _, ContainerCommand command) in layer.GetRunCommands())
            {
                // A script of the repository may install anything, and so may a download.
                bool isScript = command.Name.EndsWith(".sh", StringComparison.Ordinal) || (command.Name is "sh" or "bash" && command.Words.Length > 1);
                bool isNamed = command.Arguments.Any(word => word.Contains(tool, StringComparison.Ordinal) || Provides(word, tool));
                bool fromManifest = tool is "httpx" or "http" && InstallCommand.Read(command) is { IsOfManifest: true };
                if (isScript || isNamed || fromManifest || (command.MayHaveMoreWords && InstallCommand.Read(command) is { IsSystem: true }))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool Provides(string package, string tool) => tool switch
    {
        "nc" or "ncat" or "netcat" => package.Contains("netcat", StringComparison.Ordinal) || package.Contains("ncat", StringComparison.Ordinal) || package.StartsWith("busybox", StringComparison.Ordinal) || package == "nmap",
        "wget" => package.StartsWith("busybox", StringComparison.Ordinal),
        "http" => package.StartsWith("httpie", StringComparison.Ordinal),
        "node" => package.StartsWith("nodejs", StringComparison.Ordinal),
        "python" => package.StartsWith("python3", StringComparison.Ordinal),
        "telnet" => package.Contains("telnet", StringComparison.Ordinal),
        _ => false,
    };

    /// <summary>Whether the program itself, or a folder that has programs, is copied into the image.</summary>
    private static bool CopiesPrograms(BuildStage stage, string tool) => stage.InheritedInstructions<TransferInstruction>().Any(copy =>
        copy.Sources.Select(source => source.Text).Append(copy.Destination.Text).Any(path =>
            RepositoryPath.NameOf(path.TrimEnd('/')) == tool || HasPrograms(path.TrimEnd('/'), copy)));

    private static bool HasPrograms(string path, TransferInstruction copy) =>
        path.EndsWith("/bin", StringComparison.Ordinal) || path.EndsWith("/sbin", StringComparison.Ordinal) || path.Contains("/bin/", StringComparison.Ordinal)
        || (copy is CopyInstruction { From: not null } && (path.Contains("venv", StringComparison.Ordinal) || path is "" or "/usr" or "/usr/local" or "/opt" or "/install" or "/root/.local" || path.EndsWith("/.local", StringComparison.Ordinal)));
}
