using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>Finds services that stand behind a load balancer and answer past it.</summary>
internal sealed class IngressAll : IResourceRule
{
    public RuleId Id => new("run/ingress-all");

    public IReadOnlyList<string> ResourceTypes => RunWorkload.ServiceTypes;

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        var service = new RunWorkload(resource);
        if (!resource.IsUpdate && service.Ingress.AsString is "INGRESS_TRAFFIC_ALL" && LoadBalancers.Find(resource, deployment, context.Model) == Fronted.Yes)
        {
            context.Report(
                resource,
                service.IngressPath,
                $"`{resource.Address}` stands behind a load balancer, but its own address answers the whole internet past it, and past what Cloud Armor and Identity-Aware Proxy check there. Set ingress to `INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER`.");
        }
    }
}
