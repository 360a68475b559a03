using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// <c>gcloud run deploy</c> makes a service or gives one that is there a new image. Where Terraform or a manifest of the
/// repository describes a service of that name, the command changes what it mentions and leaves everything else.
/// </summary>
internal static class Redeployments
{
    public static IEnumerable<Deployment> Of(IEnumerable<Deployment> commands, IEnumerable<Deployment> descriptions)
    {
        var described = descriptions.SelectMany(deployment => deployment.Resources)
            .Select(resource => (Kind: KindOf(resource.Type), Name: NameOf(resource)))
            .Where(pair => pair is { Kind.Length: > 0, Name.Length: > 0 })
            .ToHashSet();
        return described.Count == 0 ? commands : commands.Select(deployment => deployment.Resources.Any(IsDescribed)
            ? new Deployment
            {
                Path = deployment.Path,
                Kind = deployment.Kind,
                Environment = deployment.Environment,
                Resources = [.. deployment.Resources.Select(resource => IsDescribed(resource) ? AsUpdate(resource) : resource)],
                Head = deployment.Head,
            }
            : deployment);

        bool IsDescribed(CloudResource resource) => !resource.IsUpdate && described.Contains((KindOf(resource.Type), NameOf(resource)));
    }

    /// <summary>What the generations of one product have in common; "" for what a command cannot deploy again.</summary>
    private static string KindOf(string type) => type switch
    {
        "google_cloud_run_v2_service" or "google_cloud_run_service" => "run service",
        "google_cloud_run_v2_job" => "run job",
        "google_cloud_run_v2_worker_pool" => "run worker pool",
        "google_cloudfunctions2_function" or "google_cloudfunctions_function" => "function",
        _ => "",
    };

    private static string NameOf(CloudResource resource)
    {
        Value name = resource.Attributes.GetPath("name");
        return (name.IsAbsent ? resource.Attributes.GetPath("metadata.name") : name).AsString;
    }

    private static CloudResource AsUpdate(CloudResource resource) => new()
    {
        Address = resource.Address,
        Type = resource.Type,
        Source = resource.Source,
        Attributes = Written(resource.Attributes),
        Header = resource.Header,
        Block = resource.Block,
        IsUpdate = true,
        IsConditional = resource.IsConditional,
        Lifecycle = resource.Lifecycle,
        References = resource.References,
    };

    /// <summary>Without what the command would set in a new service.</summary>
    private static Value Written(Value value) => value.Kind switch
    {
        ValueKind.Map => Value.Of(new ValueMap([.. value.AsMap.Entries.Select(entry => entry with { Value = Written(entry.Value) })], value.AsMap.Type)).WithOrigin(value.Origin),
        ValueKind.List => Value.Of(new ValueList([.. value.AsList.Items.Select(Written)])).WithOrigin(value.Origin),
        _ => value,
    };
}
