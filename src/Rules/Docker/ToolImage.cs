using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Rules.Registry;
using GcpLint.Text;

namespace GcpLint.Rules.Docker;

/// <summary>
/// Tells images that builds run in, or that others build on, from those that serve. Cloud Build mounts its workspace as
/// root's, and a base image leaves its account to what is built on it.
/// </summary>
internal static class ToolImage
{
    public static bool Is(DockerfileModel file, BuildStage stage, RepositoryModel model) =>
        !stage.InheritedInstructions<ExposeInstruction>().Any() && !stage.InheritedInstructions<HealthcheckInstruction>().Any()
        && (HoldsNothingOfItsOwn(file, stage) || IsOfBuildSteps(file, model));

    /// <summary>No file of the repository is in it, and its command is a bare interpreter or shell.</summary>
    private static bool HoldsNothingOfItsOwn(DockerfileModel file, BuildStage stage) =>
        stage.Effective is { Entrypoint: null, Cmd.Command: ExecForm { Words: [var program] } }
        && program.AsString is "bash" or "sh" or "/bin/bash" or "/bin/sh" or "python" or "python2" or "python3" or "node" or "irb" or "php" or "jshell" or "julia" or "R" or "ghci" or "iex" or "perl"
        && !file.GetReachable(stage).SelectMany(part => part.Instructions).OfType<TransferInstruction>().Any(transfer => transfer is AddInstruction or CopyInstruction { From: null });

    /// <summary>Steps of Cloud Build run in it, and nothing that is deployed does.</summary>
    private static bool IsOfBuildSteps(DockerfileModel file, RepositoryModel model)
    {
        // What the root builds is what the repository is for.
        if (model.StepImages.Count == 0 || !file.Source.Path.Contains('/'))
        {
            return false;
        }

        string[] names = [.. NamesOf(file, model).Select(ImageReference.LastPartOf).Where(name => name.Length > 0 && !name.AsSpan().ContainsAny('*', '$')).Distinct(StringComparer.Ordinal)];
        return names.Length > 0 && Array.Exists(names, model.StepImages.Contains) && !Array.Exists(names, name => IsServed(name, model));
    }

    /// <summary>The names that builds give it: those that name the Dockerfile, and those that are started in its folder.</summary>
    private static IEnumerable<string> NamesOf(DockerfileModel file, RepositoryModel model)
    {
        string folder = RepositoryPath.FolderOf(file.Source.Path);
        IEnumerable<Pipeline> beside = RepositoryPath.NameOf(file.Source.Path) != "Dockerfile" ? []
            : model.Pipelines.Where(pipeline => pipeline.Build is not null && RepositoryPath.FolderOf(pipeline.Path) == folder);
        return model.ImageBuilds[file.Source.Path].SelectMany(build => build.Names).Concat(beside.SelectMany(ImageUse.Of).Select(use => use.Name));
    }

    /// <summary>Something outside of builds names it: Terraform, a manifest, Compose, a deployment of a pipeline.</summary>
    private static bool IsServed(string name, RepositoryModel model)
    {
        IEnumerable<SourceText> sources = model.TerraformModules.SelectMany(module => module.Files).Select(file => file.Source)
            .Concat(model.KnativeManifests.Select(manifest => manifest.Source))
            .Concat(model.Pipelines.Where(pipeline => pipeline.Does(ActivityKind.Deploy)).Select(pipeline => pipeline.Head.Source));
        return sources.Any(source => Names(source.Content, "/" + name));
    }

    private static bool Names(ReadOnlySpan<char> text, string part)
    {
        while (text.IndexOf(part, StringComparison.Ordinal) is >= 0 and var at)
        {
            text = text[(at + part.Length)..];
            if (text.IsEmpty || !(char.IsAsciiLetterOrDigit(text[0]) || text[0] is '-' or '_' or '.' or '/'))
            {
                return true;
            }
        }

        return false;
    }
}
