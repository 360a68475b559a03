using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Dockerfile;

namespace GcpLint.Rules.Run;

/// <summary>Leads from the image of a service to the Dockerfile that it is built from.</summary>
internal static class ServiceImages
{
    /// <summary>
    /// The stage that makes an image: a command of the repository builds it under this name, or the folder of the one
    /// Dockerfile has its name. Null if none, or more than one, does.
    /// </summary>
    public static (DockerfileModel File, BuildStage Stage)? FindStage(string image, RepositoryModel model)
    {
        string repository = RepositoryOf(image);
        string name = repository[(repository.LastIndexOf('/') + 1)..];
        if (name.Length == 0 || name.Contains('$'))
        {
            return null;
        }

        var found = new HashSet<(DockerfileModel, BuildStage)>();
        foreach (ImageBuild build in model.ImageBuilds.SelectMany(builds => builds))
        {
            if (build.Names.Any(tag => RepositoryOf(tag) is var other && other[(other.LastIndexOf('/') + 1)..] == name)
                && model.Dockerfiles.FirstOrDefault(file => file.Source.Path == build.Dockerfile) is { } dockerfile
                && (build.Target is null ? dockerfile.FinalStage : build.IsTargetKnown ? dockerfile.GetStage(build.Target) : null) is { } stage)
            {
                found.Add((dockerfile, stage));

                // Another build of this file whose image is a variable may be the one that is deployed.
                foreach (ImageBuild other in model.ImageBuilds[build.Dockerfile].Where(other => other.IsShipped && other.Target != build.Target && other.Names.Any(tag => tag.StartsWith('$'))))
                {
                    found.Add((dockerfile, (other.Target is null ? dockerfile.FinalStage : dockerfile.GetStage(other.Target)) ?? stage));
                }
            }
        }

        if (found.Count == 0)
        {
            foreach (DockerfileModel file in model.Dockerfiles.Where(file => FolderName(file) == name))
            {
                if (file.FinalStage is { } final)
                {
                    found.Add((file, final));
                }
            }
        }

        return found.Count == 1 ? found.First() : null;
    }

    /// <summary>Without tag and digest.</summary>
    private static string RepositoryOf(string image)
    {
        int at = image.IndexOf('@', StringComparison.Ordinal);
        string text = at < 0 ? image : image[..at];
        int colon = text.LastIndexOf(':');
        return colon > text.LastIndexOf('/') ? text[..colon] : text;
    }

    private static string FolderName(DockerfileModel file)
    {
        string folder = RepositoryPath.FolderOf(file.Source.Path);
        return folder[(folder.LastIndexOf('/') + 1)..];
    }
}
