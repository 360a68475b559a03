using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Sql;

/// <summary>Asks the primary database of production for a copy to read from.</summary>
internal sealed class ReadReplica : IResourceRule
{
    public RuleId Id => new("sql/read-replica");

    public IReadOnlyList<string> ResourceTypes => [ConnectionLimit.InstanceType];

    /// <summary>It copies another instance.</summary>
    public static bool IsReplica(CloudResource instance) => instance.Get("master_instance_name").IsSet || instance.Get("instance_type").AsString == "READ_REPLICA_INSTANCE";

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (!deployment.IsProduction || resource.IsUpdate || IsReplica(resource) || !HoldsData(resource, deployment))
        {
            return;
        }

        foreach (CloudResource other in context.Model.Deployments.SelectMany(each => each.OfType(ConnectionLimit.InstanceType)))
        {
            Value primary = other.Get("master_instance_name");
            if (primary.IsUnknown || primary.TryGetString(out string? name) && name[(name.LastIndexOf('/') + 1)..] is var last && last[(last.LastIndexOf(':') + 1)..] == resource.Get("name").AsString)
            {
                return;
            }
        }

        context.Report(
            resource,
            "master_instance_name",
            $"`{resource.Address}` has no read replica: reports, exports and the application's reads all load the one instance, and another region has no copy. Add an instance with `master_instance_name`.");
    }

    /// <summary>The deployment makes a database in it: an instance without one only takes copies of data.</summary>
    /// <remarks>No inventory has databases: a live instance of production is there for its data.</remarks>
    private static bool HoldsData(CloudResource instance, Deployment deployment) =>
        instance.Source == ResourceSource.Live
        || deployment.ReferencesTo(instance).Any(edge => edge.Source.Type == "google_sql_database")
        || deployment.OfType("google_sql_database").Any(database =>
            database.Get("instance") is var name && name.IsKnown && name == instance.Get("name"));
}
