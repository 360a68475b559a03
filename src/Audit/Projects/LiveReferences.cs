using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Audit.Projects;

/// <summary>
/// Finds the references between live resources: attributes name other resources by links, paths, emails and, where only one
/// type can be meant, by short names.
/// </summary>
internal sealed class LiveReferences
{
    /// <summary>How an attribute that holds a short name spells the path of what it means; {} is the name.</summary>
    private static readonly ImmutableArray<(string Type, string Ending, string Target)> s_shortNames =
    [
        ("google_compute_region_network_endpoint_group", "cloud_run.service", "projects/{project}/locations/{region}/services/{}"),
        ("google_cloud_run_v2_service", "secret_key_ref.secret", "projects/{project}/secrets/{}"),
        ("google_cloud_run_v2_service", "secret.secret", "projects/{project}/secrets/{}"),
        ("google_cloud_run_v2_job", "secret_key_ref.secret", "projects/{project}/secrets/{}"),
        ("google_cloud_run_v2_job", "secret.secret", "projects/{project}/secrets/{}"),
    ];

    /// <summary>The argument by which Terraform says what something is part of.</summary>
    private static readonly ImmutableDictionary<string, string> s_parents = ImmutableDictionary.CreateRange(StringComparer.Ordinal,
    [
        KeyValuePair.Create("google_secret_manager_secret_version", "secret"),
        KeyValuePair.Create("google_service_account_key", "service_account_id"),
        KeyValuePair.Create("google_iam_workload_identity_pool_provider", "workload_identity_pool_id"),
        KeyValuePair.Create("google_container_node_pool", "cluster"),
        KeyValuePair.Create("google_kms_crypto_key", "key_ring"),
    ]);

    private static readonly SearchValues<char> s_socketEnds = SearchValues.Create("/?&,; ");

    private readonly Dictionary<string, ResourceAddress> _byName = new(StringComparer.Ordinal);
    private readonly string _id;
    private readonly string _number;

    private LiveReferences(string id, string number)
    {
        _id = id;
        _number = number;
    }

    /// <param name="id">The project's id, "" where it is not known.</param>
    /// <param name="number">The project's number, "" where it is not known.</param>
    /// <param name="resources">What may be referred to, and refers.</param>
    public static ImmutableArray<CloudResource> Add(string id, string number, ImmutableArray<CloudResource> resources)
    {
        var references = new LiveReferences(id, number);
        foreach (CloudResource resource in resources)
        {
            references.Index(resource);
        }

        return [.. resources.Select(references.WithReferences)];
    }

    private void Index(CloudResource resource)
    {
        if (IsPartOfPolicy(resource))
        {
            return;
        }

        string name = resource.Address.Text;
        _byName.TryAdd(Key(name), resource.Address);
        switch (resource.Type)
        {
            case "google_service_account" when resource.Get("email").AsString is { Length: > 0 } email:
                _byName.TryAdd(email, resource.Address);
                _byName.TryAdd(Key($"projects/{_id}/serviceAccounts/{email}"), resource.Address);
                _byName.TryAdd(Key($"projects/-/serviceAccounts/{email}"), resource.Address);
                break;
            case "google_sql_database_instance":
                _byName.TryAdd($"{_id}:{resource.Get("region").AsString}:{resource.Get("name").AsString}", resource.Address);
                break;
            case "google_storage_bucket" when resource.Get("name").AsString is { Length: > 0 } bucket:
                _byName.TryAdd($"gs://{bucket}", resource.Address);
                break;
            default:
                break;
        }
    }

    private static bool IsPartOfPolicy(CloudResource resource) => resource.Address.Text.Contains('#', StringComparison.Ordinal);

    /// <summary>The path from "projects/" on, by the project's id: links, full names and paths of one thing give one key.</summary>
    private string Key(string name)
    {
        int at = name.StartsWith("projects/", StringComparison.Ordinal) ? 0 : name.IndexOf("/projects/", StringComparison.Ordinal) + 1;
        string key = at > 0 || name.StartsWith("projects/", StringComparison.Ordinal) ? name[at..] : name;
        string byNumber = $"projects/{_number}/";
        return _number.Length > 0 && key.StartsWith(byNumber, StringComparison.Ordinal) ? $"projects/{_id}/{key[byNumber.Length..]}" : key;
    }

    private CloudResource WithReferences(CloudResource resource)
    {
        var references = ImmutableArray.CreateBuilder<ResourceReference>();
        AddOwner(resource, references);
        Walk(resource, resource.Attributes, "", references);
        return references.Count == 0 ? resource : resource.WithReferences(references.ToImmutable());
    }

    /// <summary>A binding belongs to its asset, a key to its account, a version to its secret.</summary>
    private void AddOwner(CloudResource resource, ImmutableArray<ResourceReference>.Builder references)
    {
        string name = resource.Address.Text;
        int mark = name.IndexOf('#', StringComparison.Ordinal);
        string owner = mark >= 0 ? name[..mark] : Parent(name);
        if (owner.Length > 0 && _byName.TryGetValue(Key(owner), out ResourceAddress target))
        {
            references.Add(new ResourceReference(mark >= 0 ? "name" : s_parents.GetValueOrDefault(resource.Type, "parent"), target, "id", resource.Header));
        }
    }

    private static string Parent(string name)
    {
        int last = name.LastIndexOf('/');
        int before = last > 0 ? name.LastIndexOf('/', last - 1) : -1;
        return before > 0 ? name[..before] : "";
    }

    private void Walk(CloudResource resource, Value value, string path, ImmutableArray<ResourceReference>.Builder references)
    {
        switch (value.Kind)
        {
            case ValueKind.Map:
                foreach (ValueEntry entry in value.AsMap.Entries)
                {
                    Walk(resource, entry.Value, path.Length == 0 ? entry.Key.AsString : $"{path}.{entry.Key.AsString}", references);
                }

                break;
            case ValueKind.List or ValueKind.Set:
                for (int i = 0; i < value.AsList.Count; i++)
                {
                    Walk(resource, value.AsList[i], $"{path}[{i}]", references);
                }

                break;
            case ValueKind.String when Find(resource, path, value.AsString) is { } target && target != resource.Address:
                references.Add(new ResourceReference(path, target, "id", value.Origin?.Location ?? resource.Header));
                break;
            default:
                break;
        }
    }

    private ResourceAddress? Find(CloudResource resource, string path, string text)
    {
        foreach ((string type, string ending, string pattern) in s_shortNames)
        {
            if (resource.Type == type && path.EndsWith(ending, StringComparison.Ordinal) && !text.Contains('/', StringComparison.Ordinal))
            {
                return Get(pattern.Replace("{project}", _id, StringComparison.Ordinal)
                    .Replace("{region}", LastPart(resource.Get("region").AsString), StringComparison.Ordinal)
                    .Replace("{}", text, StringComparison.Ordinal));
            }
        }

        if (text.StartsWith("serviceAccount:", StringComparison.Ordinal))
        {
            return Get(text["serviceAccount:".Length..]);
        }

        int socket = text.IndexOf("/cloudsql/", StringComparison.Ordinal);
        if (socket >= 0)
        {
            string name = text[(socket + "/cloudsql/".Length)..];
            int end = name.AsSpan().IndexOfAny(s_socketEnds);
            return Get(end < 0 ? name : name[..end]);
        }

        return text.Contains('/', StringComparison.Ordinal) || text.Contains('@', StringComparison.Ordinal) || text.Contains(':', StringComparison.Ordinal) ? Get(Key(text))
            : path == "bucket" ? Get($"gs://{text}")
            : null;
    }

    private ResourceAddress? Get(string key) => _byName.TryGetValue(key, out ResourceAddress address) ? address : null;

    private static string LastPart(string path) => path[(path.LastIndexOf('/') + 1)..];
}
