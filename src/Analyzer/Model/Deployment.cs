using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Text;
using GcpLint.Values;

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
    private ILookup<string, CloudResource>? _updates;
    private ResourceGraph? _graph;
    private readonly ImmutableArray<CloudResource> _judged;

    /// <summary>The folder of the root module or the path of the file, relative to the scan; "." for the root.</summary>
    public required string Path { get; init; }

    public required DeploymentKind Kind { get; init; }

    /// <summary>Null where the repository declares none: the deployment is then the only one of its root.</summary>
    public DeploymentEnvironment? Environment { get; init; }

    /// <summary>In order of their addresses.</summary>
    public required ImmutableArray<CloudResource> Resources { get; init; }

    /// <summary>
    /// The resources that are judged one by one in this deployment's environment; the others are there to be seen. A live
    /// project that holds several environments is a deployment for each, with the same resources.
    /// </summary>
    public ImmutableArray<CloudResource> Judged
    {
        get => _judged.IsDefault ? Resources : _judged;
        init => _judged = value;
    }

    /// <summary>
    /// The live project of which this is one environment: its resources, and the references between them, are those of the
    /// whole. Null for a deployment of its own.
    /// </summary>
    public Deployment? Whole { get; init; }

    /// <summary>What of a live project was read; null for source, which is read whole.</summary>
    public LiveReading? Reading { get; init; }

    /// <summary>Where a finding about something that is missing from the whole belongs: the provider block, else the first resource.</summary>
    public required SourceLocation Head { get; init; }

    /// <summary>The resource that stands for the whole (a live project); null where it is a place only.</summary>
    public ResourceAddress? HeadResource { get; init; }

    /// <summary>The root module of Terraform, as written; null for other kinds.</summary>
    public TerraformModule? Module { get; init; }

    /// <summary>
    /// A module that somebody else's configuration calls: what it lacks may be what its callers have, so that rules about
    /// absence do not hold here.
    /// </summary>
    public bool IsReusableModule { get; init; }

    /// <summary>What is read of things that others made (<c>data</c> blocks), in order of their addresses.</summary>
    public ImmutableArray<CloudResource> DataSources { get; init; } = [];

    /// <summary>
    /// What a <c>count</c> of 0 leaves out of this environment, as it would be with one: a value that waits there is judged
    /// before somebody switches it on. In order of their addresses.
    /// </summary>
    public ImmutableArray<CloudResource> SwitchedOff { get; init; } = [];

    /// <summary>The provider blocks of the root module, in the order of the source: the type is the provider's name.</summary>
    public ImmutableArray<CloudResource> Providers { get; init; } = [];

    /// <summary>The values of the root module's outputs, in the order of the source.</summary>
    public ImmutableArray<ValueEntry> Outputs { get; init; } = [];

    /// <summary>The values of the root module's variables, in the order of the source.</summary>
    public ImmutableArray<ValueEntry> Variables { get; init; } = [];

    /// <summary>The values of the root module's locals, in the order of the source.</summary>
    public ImmutableArray<ValueEntry> Locals { get; init; } = [];

    /// <summary>It is there to be shown or tried out, not to serve anybody: <see cref="RepositoryPath.IsExhibit"/>.</summary>
    public bool IsExhibit => Kind is not (DeploymentKind.Project or DeploymentKind.TerraformPlan) && RepositoryPath.IsExhibit(Path);

    /// <summary>
    /// Whether rules about production hold here. A repository that tells no environments apart deploys to production: the
    /// only environment there is is the one that users see.
    /// </summary>
    public bool IsProduction => !IsReusableModule && (Environment is null ? !IsExhibit : Environment.Tier == EnvironmentTier.Production);

    /// <summary>Resources of a type; the order is that of their addresses.</summary>
    public IEnumerable<CloudResource> OfType(string type) => Whole is { } whole ? whole.OfType(type) : (_byType ??= Resources.ToLookup(resource => resource.Type))[type];

    /// <summary>Commands that change a part of a resource of a type: few, where there may be thousands of resources.</summary>
    public IEnumerable<CloudResource> UpdatesOf(string type) =>
        Whole is { } whole ? whole.UpdatesOf(type) : (_updates ??= Resources.Where(resource => resource.IsUpdate).ToLookup(resource => resource.Type))[type];

    /// <summary>The resource of an address, null if the deployment has none.</summary>
    public CloudResource? Find(ResourceAddress address) => Graph.Find(address);

    /// <summary>The resources that a reference means: all instances if it names none.</summary>
    public IReadOnlyList<CloudResource> Resolve(ResourceReference reference) => Graph.Resolve(reference.Target);

    /// <summary>Who refers to a resource, with the reference; in order of the referring addresses.</summary>
    public IReadOnlyList<(CloudResource Source, ResourceReference Reference)> ReferencesTo(CloudResource resource) => Graph.ReferencesTo(resource);

    private ResourceGraph Graph => Whole is { } whole ? whole.Graph : _graph ??= new ResourceGraph(Resources, DataSources);
}
