using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>Asks workloads that are told the connection name of an instance for a way to it.</summary>
internal sealed class CloudsqlConnection : IResourceRule
{
    /// <summary>Libraries that connect on their own; over the public address they need nothing of Cloud Run.</summary>
    private static readonly string[] s_connectorLibraries =
        ["cloud-sql-python-connector", "@google-cloud/cloud-sql-connector", "cloud.google.com/go/cloudsqlconn", "socket-factory", "cloudsql-proxy"];

    public RuleId Id => new("run/cloudsql-connection");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.Types;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        // A module's caller may give it what it lacks; an update keeps what is attached already.
        if (resource.IsUpdate || deployment.IsReusableModule)
        {
            return;
        }

        var workload = new RunWorkload(resource);
        if (workload.MayHaveSqlSockets || workload.MayReachNetwork || HasProxy(workload) || FindUse(workload, deployment) is not { } use || ConnectsByItself(context.Model))
        {
            return;
        }

        context.Report(
            resource,
            workload.VolumesPath,
            $"`{resource.Address}` uses Cloud SQL (`{use.Name}`), but neither attaches the instance nor reaches its network: connections fail. Attach it with `--add-cloudsql-instances` or a `cloud_sql_instance` volume, or give it VPC access.");
    }

    private static RunVariable? FindUse(RunWorkload workload, Deployment deployment)
    {
        foreach (RunVariable variable in workload.Variables)
        {
            string text = variable.Value.KnownText();
            bool isEmpty = variable.Value.TryGetString(out string? known) && known.Length == 0;
            if (!isEmpty && (SqlVariables.IsConnectionName(variable.Name) || SqlVariables.HasSocketPath(text) || SqlVariables.LooksLikeConnectionName(text) && NamesInstance(text, deployment)))
            {
                return variable;
            }

            foreach (ResourceReference reference in workload.Resource.References)
            {
                if (reference.Attribute == "connection_name" && reference.Target.Text.Contains("google_sql_database_instance.", StringComparison.Ordinal) && variable.Holds(reference))
                {
                    return variable;
                }
            }
        }

        return null;
    }

    private static bool NamesInstance(string text, Deployment deployment) =>
        deployment.OfType("google_sql_database_instance").Any(instance => instance.Get("name").TryGetString(out string? name) && text.EndsWith(":" + name, StringComparison.Ordinal));

    private static bool HasProxy(RunWorkload workload) =>
        workload.Containers.Any(container => container.IsUnknown
            || container.Get("image").KnownText() is var image && (image.Contains("cloud-sql-proxy", StringComparison.Ordinal) || image.Contains("cloudsql-docker", StringComparison.Ordinal) || image.Contains("cloud_sql_proxy", StringComparison.Ordinal)));

    private static bool ConnectsByItself(RepositoryModel model) =>
        model.Manifests.Values.Any(manifest => s_connectorLibraries.Any(library => manifest.Content.Contains(library, StringComparison.Ordinal)))
        && !model.Deployments.SelectMany(deployment => deployment.OfType("google_sql_database_instance"))
            .Any(instance => instance.Get("settings.ip_configuration.ipv4_enabled").TryGetBool(out bool isPublic) && !isPublic);
}
