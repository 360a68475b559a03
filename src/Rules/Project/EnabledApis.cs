using GcpLint.Analyzer.Facts;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Project;

/// <summary>The APIs that a repository enables, wherever it does.</summary>
internal sealed class EnabledApis
{
    private const string Type = "google_project_service";

    /// <summary>Enabled in every new project.</summary>
    private static readonly HashSet<string> s_fromTheStart =
    [
        "bigquery.googleapis.com", "bigquerystorage.googleapis.com", "cloudapis.googleapis.com", "datastore.googleapis.com", "servicemanagement.googleapis.com", "serviceusage.googleapis.com",
        "sql-component.googleapis.com", "storage-api.googleapis.com", "storage-component.googleapis.com", "storage.googleapis.com",
    ];

    private readonly HashSet<string> _enabled = new(StringComparer.Ordinal);

    public EnabledApis(RepositoryModel model)
    {
        Deployment[] deployments = [.. model.Deployments.Where(deployment => !deployment.IsReusableModule)];
        CloudResource[] services = [.. deployments.SelectMany(deployment => deployment.OfType(Type))];
        foreach (CloudResource service in services)
        {
            // "manage.sh enable API": whoever calls it names the API; it is no list of what this repository needs.
            Value name = service.Get("service");
            Reason ??= service.Source == ResourceSource.Command && name.UnknownReason is { Kind: UnknownKind.InputVariable, Default.IsAbsent: true } ? null : name.UnknownReason;
            _enabled.Add(name.AsString);
        }

        List = services.GroupBy(service => service.Header.Source.Path, StringComparer.Ordinal).OrderByDescending(file => file.Count()).ThenBy(file => file.Key, StringComparer.Ordinal)
            .FirstOrDefault()?.Select(PlaceOf).OrderBy(place => place.Span).FirstOrDefault();
        Resources = deployments.SelectMany(deployment => deployment.Resources);
        SubmitsBuilds = model.Pipelines.Any(pipeline => pipeline.Does(ActivityKind.SubmitBuild));
    }

    /// <summary>Where the longest list begins; null if the repository enables nothing.</summary>
    public SourceLocation? List { get; }

    /// <summary>Why it is not known what is enabled; null if it is.</summary>
    public Unknown? Reason { get; }

    public IEnumerable<CloudResource> Resources { get; }

    /// <summary>A command hands work to Cloud Build, which leaves no resource behind.</summary>
    public bool SubmitsBuilds { get; }

    public bool Has(string api) => _enabled.Contains(api);

    /// <summary>The APIs of the repository's resources that are not enabled, in ordinal order.</summary>
    public IEnumerable<string> Missing() => Needed()
        .Where(api => !_enabled.Contains(api))
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal);

    /// <summary>The APIs that the resources need, those apart that every project has; with repetitions.</summary>
    public IEnumerable<string> Needed() => Resources
        .Where(resource => resource.Type.StartsWith("google_", StringComparison.Ordinal) && !IsOfEveryProject(resource))
        .Select(resource => ProviderSchema.Current.GetResource(resource.Type)?.Service)
        .OfType<string>()
        .Concat(SubmitsBuilds ? ["cloudbuild.googleapis.com"] : [])
        .Where(api => !s_fromTheStart.Contains(api));

    /// <summary>Where the name of the API is written: the element of a list, not the attribute that takes each of them.</summary>
    public static SourceLocation PlaceOf(CloudResource service) =>
        service.Get("service").Origin is { } origin ? origin.Trail.Last().Location : service.Header;

    /// <summary>A live project has itself, its policy and its account for bills whether or not their APIs are enabled in it.</summary>
    private static bool IsOfEveryProject(CloudResource resource) =>
        resource.Source == ResourceSource.Live && (resource.Type.StartsWith("google_project", StringComparison.Ordinal) || resource.Type.StartsWith("google_billing", StringComparison.Ordinal)
            || resource.Type.StartsWith("google_access_context", StringComparison.Ordinal) || resource.Type.StartsWith("google_organization", StringComparison.Ordinal) || resource.Type.StartsWith("google_folder", StringComparison.Ordinal));
}
