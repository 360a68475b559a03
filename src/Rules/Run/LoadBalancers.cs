using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Whether a load balancer sends requests to a service.</summary>
internal enum Fronted : byte
{
    No,

    /// <summary>A group of endpoints whose service is not known may be this one.</summary>
    Unknown,
    Yes,
}

/// <summary>Finds the endpoint groups through which load balancers reach services of Cloud Run.</summary>
internal static class LoadBalancers
{
    private const string GroupType = "google_compute_region_network_endpoint_group";

    public static Fronted Find(CloudResource service, Deployment deployment, RepositoryModel model)
    {
        if (deployment.ReferencesTo(service).Any(edge => edge.Source.Type == GroupType))
        {
            return Fronted.Yes;
        }

        Value name = service.Get("name");
        var found = Fronted.No;
        foreach (Deployment other in model.Deployments)
        {
            foreach (CloudResource group in other.OfType(GroupType))
            {
                Value target = group.Get("cloud_run.service");
                if (target.TryGetString(out string? text) && name.TryGetString(out string? own))
                {
                    found = text == own ? Fronted.Yes : found;
                }
                else if (group.Get("cloud_run").IsSet && found == Fronted.No && !(other == deployment && group.References.Any(reference => reference.Path.StartsWith("cloud_run", StringComparison.Ordinal))))
                {
                    // The name of one of both is open, or a mask takes it from the address.
                    found = Fronted.Unknown;
                }
            }
        }

        return found;
    }
}
