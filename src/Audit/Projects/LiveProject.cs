using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Lowering;
using GcpLint.Audit.Reading;
using GcpLint.Text;

namespace GcpLint.Audit.Projects;

/// <summary>A project, folder or organization with what was read of it.</summary>
/// <param name="Scope">"projects/1", as the inventory's ancestors name it.</param>
/// <param name="Id">"shop"; the number where the project itself was not read.</param>
/// <param name="Assets">In the order of the reading, each part of an asset once.</param>
internal sealed record LiveProject(string Scope, string Id, ImmutableArray<Asset> Assets)
{
    private const string ProjectAsset = "cloudresourcemanager.googleapis.com/Project";

    /// <summary>From the nearest folder to the organization.</summary>
    public ImmutableArray<string> Ancestors { get; } = Assets.FirstOrDefault(asset => asset.Ancestors.Length > 1)?.Ancestors[1..] ?? [];

    /// <summary>Several exports, or shards that overlap, may have an asset twice: the newest counts.</summary>
    public static LiveProject Of(string scope, IEnumerable<Asset> assets)
    {
        var newest = new Dictionary<(string, string, int), Asset>();
        var order = new List<(string, string, int)>();
        foreach (Asset asset in assets)
        {
            (string, string, int) key = (asset.Name.AsString, asset.AssetType.AsString, ContentOf(asset));
            if (!newest.TryGetValue(key, out Asset? other))
            {
                order.Add(key);
                newest[key] = asset;
            }
            else if (asset.UpdateTime > other.UpdateTime)
            {
                newest[key] = asset;
            }
        }

        ImmutableArray<Asset> all = [.. order.Select(key => newest[key])];
        string id = all.FirstOrDefault(asset => asset.AssetType.AsString == ProjectAsset && asset.Data.IsSet)?.Data.Get("projectId").AsString ?? "";
        return new LiveProject(scope, id.Length > 0 ? id : scope[(scope.IndexOf('/', StringComparison.Ordinal) + 1)..], all);
    }

    /// <summary>The deployments of the project: the whole, and one for each environment that a part of it belongs to.</summary>
    /// <param name="log">What was read.</param>
    /// <param name="environments">Tells which.</param>
    /// <param name="inherited">The resources of the folders and the organization around it: seen, but not judged here.</param>
    public ImmutableArray<Deployment> Deploy(ReadingLog log, LiveEnvironments environments, ImmutableArray<CloudResource> inherited)
    {
        ImmutableArray<CloudResource> lowered = [.. Assets.SelectMany(asset => AssetLowering.Lower(asset)).OrderBy(resource => resource.Address.Text, StringComparer.Ordinal)];
        string number = Scope[(Scope.IndexOf('/', StringComparison.Ordinal) + 1)..];
        ImmutableArray<CloudResource> own = LiveReferences.Add(Id, number == Id ? "" : number, lowered);
        CloudResource? project = own.FirstOrDefault(resource => resource.Type == "google_project");
        DeploymentEnvironment? environment = environments.OfProject(Id, project);
        var parts = own.GroupBy(resource => LiveEnvironments.OfResource(resource, environment)?.Name.Text ?? "", StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        var whole = new Deployment
        {
            Path = PathOf(Scope, Id),
            Kind = DeploymentKind.Project,
            Environment = environment,
            Resources = [.. own.Concat(inherited).OrderBy(resource => resource.Address.Text, StringComparer.Ordinal)],
            Judged = [.. parts.Where(part => part.Key.Length == 0).SelectMany(part => part)],
            Head = project?.Header ?? HeadOf(),
            HeadResource = new ResourceAddress($"//cloudresourcemanager.googleapis.com/{Scope}"),
            Reading = new ProjectReading(log, number == Id ? [Scope] : [Scope, $"projects/{Id}"], Ancestors),
        };
        return [whole, .. parts.Where(part => part.Key.Length > 0).Select(part => PartOf(whole, LiveEnvironments.OfResource(part.First(), environment), [.. part]))];
    }

    /// <summary>"projects/shop": what people know a project by.</summary>
    private static string PathOf(string scope, string id) => scope.StartsWith("projects/", StringComparison.Ordinal) ? $"projects/{id}" : scope;

    private static Deployment PartOf(Deployment whole, DeploymentEnvironment? environment, ImmutableArray<CloudResource> judged) => new()
    {
        Path = whole.Path,
        Kind = whole.Kind,
        Environment = environment,
        Resources = whole.Resources,
        Judged = judged,
        Whole = whole,
        Head = whole.Head,
        HeadResource = whole.HeadResource,
        Reading = whole.Reading,
    };

    private SourceLocation HeadOf() => Assets.IsEmpty ? new SourceLocation(new SourceText(Scope, ""), default) : Assets[0].Name.Origin?.Location ?? Assets[0].Place;

    private static int ContentOf(Asset asset) =>
        (asset.Data.IsSet ? 1 : 0) | (asset.IamPolicy.IsSet ? 2 : 0) | (asset.OrgPolicies.IsEmpty ? 0 : 4)
        | (asset.AccessPolicy.IsSet ? 8 : 0) | (asset.AccessLevel.IsSet ? 16 : 0) | (asset.ServicePerimeter.IsSet ? 32 : 0);
}
