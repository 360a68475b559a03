using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Docker;

/// <summary>Finds copies of the whole source in front of the first installation of dependencies.</summary>
internal sealed class LayerOrder : IRule<DockerfileModel>
{
    public RuleId Id => new("docker/layer-order");

    public void Check(DockerfileModel subject, RuleContext context)
    {
        if (subject.FinalStage is not { } final)
        {
            return;
        }

        foreach (BuildStage stage in subject.GetReachable(final))
        {
            (RunInstruction? run, InstallCommand? install) = InstallCommand.Of(stage).FirstOrDefault(item => item.Install.IsOfManifest && !NeedsSource(item.Install));
            if (run is null || install is null)
            {
                continue;
            }

            TransferInstruction? copy = stage.GetContextCopies().LastOrDefault(copy => copy.Index < run.Index && copy.Sources.Any(source => source.IsWholeContext()));
            bool separates = stage.InheritedInstructions<RunInstruction>().Any(other => other.Index < (copy?.Index ?? 0) && other.Command.GetCommands().Any(command => InstallCommand.Read(command) is { IsOfManifest: true }));
            if (copy is not null && !separates)
            {
                context.ReportAt(copy, $"The sources are copied before `{install.Command.Name} {install.Verb}`: every change of a line installs all dependencies anew. Copy the manifest and the lock file first, and the sources behind the installation.");
            }
        }
    }

    /// <summary>A project that is installed itself is no dependency.</summary>
    private static bool NeedsSource(InstallCommand install) =>
        (install.Tool is "pip" or "uv pip" && !install.RequirementFiles.Any()) || (install.Tool is "uv sync" && !install.Command.Has("--no-install-project", "--no-install-workspace"));
}
