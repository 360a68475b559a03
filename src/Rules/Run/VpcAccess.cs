using System.Net;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>Asks workloads that use something with a private address alone for a way into its network.</summary>
internal sealed class VpcAccess : IResourceRule
{
    /// <summary>Stores that never have a public address.</summary>
    private static readonly string[] s_privateTypes =
        ["google_redis_instance", "google_redis_cluster", "google_memcache_instance", "google_memorystore_instance", "google_alloydb_instance", "google_filestore_instance"];

    public RuleId Id => new("run/vpc-access");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (resource.IsUpdate || deployment.IsReusableModule)
        {
            return;
        }

        var workload = new RunWorkload(resource);
        if (!workload.MayReachNetwork && workload.Variables.Select(variable => FindUse(workload, variable, deployment)).FirstOrDefault(use => use is not null) is { } use)
        {
            context.Report(resource, workload.VpcAccessPath, $"`{resource.Address}` has no way into the network of {use}. Give it VPC access: a connector, or an interface in the network (`--vpc-connector`, `--network`).");
        }
    }

    /// <summary>What the variable leads to, for people; null if it may be reached without the network.</summary>
    private static string? FindUse(RunWorkload workload, RunVariable variable, Deployment deployment)
    {
        if (PrivateAddressIn(variable.Value.AsString) is { } address)
        {
            return $"`{address}` (`{variable.Name}`)";
        }

        foreach (ResourceReference reference in workload.Resource.References.Where(variable.Holds))
        {
            if (LeadsTo(reference, deployment, depth: 2) is { } target)
            {
                return $"`{target.Address}` (`{variable.Name}`)";
            }
        }

        // The address comes from a secret: the deployment's own private store of that kind is what it leads to.
        return variable.Secret.IsSet && FindStore(workload, variable.Name, deployment) is { } store ? $"`{store.Address}` (`{variable.Name}`)" : null;
    }

    /// <summary>A private store, directly or through the secret that its address was put into.</summary>
    private static CloudResource? LeadsTo(ResourceReference reference, Deployment deployment, int depth)
    {
        foreach (CloudResource target in deployment.Resolve(reference))
        {
            bool isAddress = reference.Attribute.Length > 0 && reference.Attribute is not ("name" or "id" or "project" or "connection_name" or "auth_string");
            if (s_privateTypes.Contains(target.Type) && isAddress || target.Type == "google_sql_database_instance" && reference.Attribute.StartsWith("private_ip_address", StringComparison.Ordinal))
            {
                return target;
            }

            if (depth > 0 && target.Type == "google_secret_manager_secret")
            {
                IEnumerable<ResourceReference> data = deployment.ReferencesTo(target)
                    .Where(edge => edge.Source.Type == "google_secret_manager_secret_version")
                    .SelectMany(edge => edge.Source.References)
                    .Where(inner => inner.Path.StartsWith("secret_data", StringComparison.Ordinal));
                if (data.Select(inner => LeadsTo(inner, deployment, depth - 1)).FirstOrDefault(found => found is not null) is { } behind)
                {
                    return behind;
                }
            }
        }

        return null;
    }

    private static CloudResource? FindStore(RunWorkload workload, string name, Deployment deployment)
    {
        if (!(name.EndsWith("_URL", StringComparison.Ordinal) || name.EndsWith("_URI", StringComparison.Ordinal) || name.EndsWith("_HOST", StringComparison.Ordinal) || name.EndsWith("_ADDRESS", StringComparison.Ordinal) || name.EndsWith("_DSN", StringComparison.Ordinal)))
        {
            return null;
        }

        if (name.Contains("REDIS", StringComparison.Ordinal) || name.StartsWith("CACHE_", StringComparison.Ordinal) || name.StartsWith("CELERY_", StringComparison.Ordinal))
        {
            return deployment.Resources.FirstOrDefault(other => other.Type is "google_redis_instance" or "google_redis_cluster" && !other.IsConditional);
        }

        bool isDatabase = name.StartsWith("DB_", StringComparison.Ordinal) || name.StartsWith("DATABASE_", StringComparison.Ordinal) || name.StartsWith("POSTGRES", StringComparison.Ordinal)
            || name.StartsWith("MYSQL", StringComparison.Ordinal) || name.StartsWith("PG", StringComparison.Ordinal);
        List<CloudResource> instances = [.. deployment.OfType("google_sql_database_instance")];
        return isDatabase && !workload.MayHaveSqlSockets && instances.Count > 0 && instances.TrueForAll(IsPrivate) ? instances[0] : null;
    }

    private static bool IsPrivate(CloudResource instance) =>
        instance.Get("settings.ip_configuration.ipv4_enabled").TryGetBool(out bool isPublic) && !isPublic && instance.Get("settings.ip_configuration.private_network").IsSet;

    /// <summary>An address of RFC 1918 in a value: alone, with a port, or as the host of a URL.</summary>
    private static string? PrivateAddressIn(string text)
    {
        int scheme = text.IndexOf("://", StringComparison.Ordinal);
        string host = scheme < 0 ? text : text[(scheme + 3)..];
        host = host[(host.LastIndexOf('@') + 1)..];
        int end = host.AsSpan().IndexOfAny(':', '/', '?');
        host = end < 0 ? host : host[..end];
        if (host.Count(c => c == '.') != 3 || text.Contains('/') && scheme < 0 || !IPAddress.TryParse(host, out IPAddress? address))
        {
            return null;
        }

        byte[] bytes = address.GetAddressBytes();
        bool isPrivate = bytes is [10, ..] or [192, 168, ..] || bytes is [172, >= 16 and <= 31, ..];
        return isPrivate && bytes[^1] != 0 ? host : null;
    }
}
