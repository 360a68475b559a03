using System.Collections.Frozen;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.CloudBuild;

/// <summary>What well-known builder images run when a step has no entry point of its own.</summary>
internal static class BuilderImages
{
    private const string CloudBuilders = "gcr.io/cloud-builders/";

    /// <summary>Builders of <c>gcr.io/cloud-builders</c> whose entry point has the image's name.</summary>
    private static readonly FrozenSet<string> Builders = FrozenSet.ToFrozenSet(
        ["bazel", "bundler", "curl", "docker", "dotnet", "gcloud", "git", "go", "gradle", "gsutil", "javac", "kubectl", "mvn", "npm", "wget", "yarn"],
        StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Others = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["gcr.io/kaniko-project/executor"] = "executor",
        ["hashicorp/terraform"] = "terraform",
        ["docker.io/hashicorp/terraform"] = "terraform",
        ["aquasec/trivy"] = "trivy",
        ["docker.io/aquasec/trivy"] = "trivy",
        ["ghcr.io/aquasecurity/trivy"] = "trivy",
        ["bash"] = "bash",
        ["docker.io/library/bash"] = "bash",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The written entry point, else the image's known one at the image's place, else unknown.</summary>
    public static Value ProgramOf(Value entrypoint, Value image)
    {
        if (entrypoint.IsSet)
        {
            return entrypoint;
        }

        string name = WithoutTag(image.AsString);
        string? program = name.StartsWith(CloudBuilders, StringComparison.Ordinal) && Builders.Contains(name[CloudBuilders.Length..])
            ? name[CloudBuilders.Length..]
            : Others.GetValueOrDefault(name);
        return (program is null
            ? Value.Unknown(UnknownKind.Computed, $"only the image {name} knows its entry point")
            : Value.Of(program)).WithOrigin(image.Origin);
    }

    private static string WithoutTag(string image)
    {
        int digest = image.IndexOf('@', StringComparison.Ordinal);
        image = digest < 0 ? image : image[..digest];
        int colon = image.LastIndexOf(':');
        return colon > image.LastIndexOf('/') ? image[..colon] : image;
    }
}
