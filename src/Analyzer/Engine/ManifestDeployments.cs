using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Sources.Knative;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>Makes a deployment of each YAML file of Cloud Run: its resources come to be together.</summary>
internal static class ManifestDeployments
{
    public static IEnumerable<Deployment> Of(ImmutableArray<KnativeManifest> manifests) => manifests.Where(manifest => !manifest.Resources.IsEmpty).Select(Of);

    private static Deployment Of(KnativeManifest manifest) => new()
    {
        Path = manifest.Source.Path,
        Kind = DeploymentKind.Yaml,
        Environment = EnvironmentOf(manifest.Source.Path),
        Resources = [.. manifest.Resources.OrderBy(resource => resource.Address.Text, StringComparer.Ordinal)],
        Head = new SourceLocation(manifest.Source, default),
    };

    /// <summary>The folder or word of the file's name that names an environment, the nearest first: "run/staging/service.yaml".</summary>
    private static DeploymentEnvironment? EnvironmentOf(string path)
    {
        foreach (string part in path.Split('/').Reverse())
        {
            foreach (string word in part.Split('-', '_', '.'))
            {
                if (DeploymentEnvironment.TierOf(word) is var tier and not EnvironmentTier.Unknown)
                {
                    return new DeploymentEnvironment(new EnvironmentName(word), tier, null);
                }
            }
        }

        return null;
    }
}
