using System.Globalization;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Rules.Sql;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Compares the connections that all instances of a service may open with those that its database allows.</summary>
internal sealed class DatabaseConnections : IResourceRule
{
    public RuleId Id => new("run/database-connections");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.ServiceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var workload = new RunWorkload(resource);
        if (!workload.MaxInstances.TryGetInt(out long instances) || instances <= 0 || ReadNumber(workload.Find(SqlVariables.IsPoolSize)) is not { } pool)
        {
            return;
        }

        pool += ReadNumber(workload.Find(SqlVariables.IsPoolOverflow)) ?? 0;
        (CloudResource Instance, long Limit)? roomiest = null;
        foreach (CloudResource instance in DatabasesOf(resource, deployment))
        {
            if (ConnectionLimit.Of(instance) is not { } limit)
            {
                context.NotAssessed(resource.Locate(workload.MaxInstancesPath), new Unknown(UnknownKind.Computed, $"how many connections {instance.Address} allows is not known"));
                return;
            }

            roomiest = roomiest is { } other && other.Limit >= limit ? other : (instance, limit);
        }

        // Where it is not clear which database it uses, the one with the most room counts.
        if (roomiest is { } database && instances * pool > database.Limit)
        {
            context.Report(
                resource,
                workload.MaxInstancesPath,
                string.Create(CultureInfo.InvariantCulture, $"{instances} instances of `{resource.Address}` with {pool} connections each open up to {instances * pool}, but `{database.Instance.Address}` allows {database.Limit}. Lower `max_instance_count` or the pool, raise `max_connections`, or put a pooler between."));
        }
    }

    /// <summary>The instances that the service refers to, else those in which the deployment makes databases, else all; without replicas.</summary>
    private static List<CloudResource> DatabasesOf(CloudResource service, Deployment deployment)
    {
        CloudResource[] named =
        [
            .. service.References.Where(reference => !reference.Path.StartsWith("depends_on", StringComparison.Ordinal))
                .SelectMany(deployment.Resolve)
                .Where(instance => instance.Type == ConnectionLimit.InstanceType && !ReadReplica.IsReplica(instance))
                .Distinct()
                .OrderBy(instance => instance.Address.Text, StringComparer.Ordinal),
        ];
        if (named.Length > 0)
        {
            return [.. named];
        }

        List<CloudResource> all = [.. deployment.OfType(ConnectionLimit.InstanceType).Where(instance => !ReadReplica.IsReplica(instance))];
        List<CloudResource> used = [.. all.Where(instance => deployment.ReferencesTo(instance).Any(edge => edge.Source.Type == "google_sql_database"))];
        return used.Count > 0 ? used : all;
    }

    private static long? ReadNumber(RunVariable? variable) =>
        variable is { } found && long.TryParse(found.Value.AsString, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is > 0 and <= 10_000 ? number
        : variable is { Value.Kind: ValueKind.Int } whole && whole.Value.AsInt is > 0 and <= 10_000 ? whole.Value.AsInt : null;
}
