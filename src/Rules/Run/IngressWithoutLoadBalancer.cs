using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Run;

/// <summary>Looks for the load balancer that a service waits for, in the whole repository.</summary>
internal sealed class IngressWithoutLoadBalancer : IResourceRule
{
    public RuleId Id => new("run/ingress-without-load-balancer");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.ServiceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var service = new RunWorkload(resource);
        if (deployment.IsReusableModule || service.Ingress.AsString != "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER")
        {
            return;
        }

        Fronted fronted = LoadBalancers.Find(resource, deployment, context.Model);
        Unknown? unread = new WholeRepository(context.Model).Unread;
        if (fronted == Fronted.Unknown || fronted == Fronted.No && unread is not null)
        {
            context.NotAssessed(resource.Locate(service.IngressPath), unread ?? new Unknown(UnknownKind.Computed, "which service the load balancer sends requests to is not known"));
        }
        else if (fronted == Fronted.No)
        {
            context.Report(
                resource,
                service.IngressPath,
                $"`{resource.Address}` only takes requests of a load balancer and of the network, but no load balancer of this repository has an endpoint group for it: nobody outside reaches it. Add a serverless `google_compute_region_network_endpoint_group` for it, or set ingress to what is meant.");
        }
    }
}
