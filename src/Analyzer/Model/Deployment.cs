using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Model;

/// <summary>What a <see cref="Deployment"/> was made from.</summary>
public enum DeploymentKind : byte
{
    /// <summary>A Terraform root module, evaluated for one environment.</summary>
    TerraformRoot,

    /// <summary>A plan or state of Terraform.</summary>
    TerraformPlan,

    /// <summary>A deploy script, a workflow or a Cloud Build file: the resources of its commands.</summary>
    Commands,

    /// <summary>A YAML file of Cloud Run.</summary>
    Yaml,

    /// <summary>A live project.</summary>
    Project,
}

/// <summary>Resources that come to be together: what one root module makes in one environment.</summary>
public sealed class Deployment
{
    private ILookup<string, CloudResource>? _byType;

    /// <summary>The folder of the root module or the path of the file, relative to the scan; "." for the root.</summary>
    public required string Path { get; init; }

    public required DeploymentKind Kind { get; init; }

    /// <summary>Null where the repository declares none: the deployment is then the only one of its root.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>In order of their addresses.</summary>
    public required ImmutableArray<CloudResource> Resources { get; init; }

    /// <summary>Where a finding about something that is missing from the whole belongs: the provider block, else the first resource.</summary>
    public required SourceLocation Head { get; init; }

    /// <summary>
    /// Whether rules about production hold here. A repository that tells no environments apart deploys to production: the
    /// only environment there is is the one that users see.
    /// </summary>
    public bool IsProduction => Environment is null or { Tier: EnvironmentTier.Production };

    /// <summary>Resources of a type; the order is that of their addresses.</summary>
    public IEnumerable<CloudResource> OfType(string type) => (_byType ??= Resources.ToLookup(resource => resource.Type))[type];
}
