using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Values;

namespace GcpLint.Audit.Projects;

/// <summary>
/// Tells to which environment a live project, or a resource in it, belongs: the configuration first, then labels, then
/// names. In a project of a known environment everything is of that environment unless its own labels say otherwise; in
/// others the names of resources tell.
/// </summary>
internal sealed class LiveEnvironments(ImmutableArray<ConfiguredEnvironment> configured)
{
    private static readonly ImmutableArray<string> s_labels = ["environment", "env", "stage", "tier"];

    private static readonly ImmutableArray<string> s_labelAttributes = ["labels", "user_labels", "settings.user_labels", "resource_labels"];

    /// <summary>Null where nothing tells.</summary>
    public DeploymentEnvironment? OfProject(string id, CloudResource? project)
    {
        Value labels = project is null ? default : project.Get("labels");
        foreach (ConfiguredEnvironment environment in configured)
        {
            if (environment.Projects.Any(pattern => Wildcard.Matches(pattern, id)) || environment.Labels.Any(label => Holds(labels, label)))
            {
                return new DeploymentEnvironment(environment.Name, environment.Tier ?? DeploymentEnvironment.TierOf(environment.Name.Text), environment.DeclaredAt);
            }
        }

        return OfLabels(labels) ?? Named(DeploymentEnvironment.TierOf(id));
    }

    /// <summary>Null where the resource says nothing else than its project does.</summary>
    public static DeploymentEnvironment? OfResource(CloudResource resource, DeploymentEnvironment? ofProject)
    {
        foreach (string attribute in s_labelAttributes)
        {
            if (OfLabels(resource.Attributes.GetPath(attribute)) is { } environment)
            {
                return environment.Tier == ofProject?.Tier ? null : environment;
            }
        }

        if (ofProject is { Tier: not EnvironmentTier.Unknown } || resource.Type == "google_project")
        {
            return null;
        }

        string name = resource.Address.Text;
        int mark = name.IndexOf('#', StringComparison.Ordinal);
        name = mark < 0 ? name : name[..mark];
        return Named(DeploymentEnvironment.TierOf(name.AsSpan(name.LastIndexOf('/') + 1)));
    }

    private static DeploymentEnvironment? OfLabels(Value labels)
    {
        foreach (string label in s_labels)
        {
            if (labels.Get(label).AsString is { Length: > 0 } name && DeploymentEnvironment.TierOf(name) is var tier and not EnvironmentTier.Unknown)
            {
                return Named(tier);
            }
        }

        return null;
    }

    /// <summary>A label of the configuration: "env=prod", or the key alone.</summary>
    private static bool Holds(Value labels, string label)
    {
        int equals = label.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? labels.Get(label).IsSet : labels.Get(label[..equals]).AsString == label[(equals + 1)..];
    }

    private static DeploymentEnvironment? Named(EnvironmentTier tier) => tier switch
    {
        EnvironmentTier.Production => new DeploymentEnvironment(new EnvironmentName("production"), tier, null),
        EnvironmentTier.Staging => new DeploymentEnvironment(new EnvironmentName("staging"), tier, null),
        EnvironmentTier.Development => new DeploymentEnvironment(new EnvironmentName("development"), tier, null),
        EnvironmentTier.Test => new DeploymentEnvironment(new EnvironmentName("test"), tier, null),
        _ => null,
    };
}
