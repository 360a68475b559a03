using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Lb;

/// <summary>Looks for public load balancers that speak HTTP without redirecting, and for certificates that people renew by hand.</summary>
internal sealed class Certificate : IResourceRule
{
    private const string SelfManaged = "google_compute_ssl_certificate";

    public RuleId Id => new("lb/certificate");

    public IReadOnlyList<string> ResourceTypes => ["google_compute_forwarding_rule", "google_compute_global_forwarding_rule", SelfManaged];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (resource.Type == SelfManaged)
        {
            context.Report(resource, "", $"`{resource.Address}` is a certificate that somebody has to renew by hand, or the site stops. Use a `google_compute_managed_ssl_certificate` or Certificate Manager.");
        }
        else if (IsPublic(resource) && ProxyOf(resource, deployment) is { } proxy && !proxy.IsConditional)
        {
            CheckProxy(resource, proxy, deployment, context);
        }
    }

    private static void CheckProxy(CloudResource rule, CloudResource proxy, Deployment deployment, RuleContext context)
    {
        CloudResource[] maps = [.. proxy.References.Where(reference => reference.Path == "url_map").SelectMany(deployment.Resolve)];
        if (maps.Length == 0)
        {
            context.NotAssessed(rule.Header, proxy.Get("url_map").UnknownReason ?? new Unknown(UnknownKind.Computed, $"the URL map of {proxy.Address} is not in this configuration"));
            return;
        }

        Value redirect = maps[0].Get("default_url_redirect");
        Value toHttps = maps[0].Get("default_url_redirect.https_redirect");
        if (redirect.IsUnknown || toHttps.IsUnknown || toHttps.AsBool)
        {
            return;
        }

        context.Report(rule, "", $"`{rule.Address}` serves its users over plain HTTP: `{proxy.Address}` has no certificate. Add a `google_compute_target_https_proxy` with a managed certificate, and let this one redirect to it.");
    }

    private static bool IsPublic(CloudResource rule) => rule.Get("load_balancing_scheme").AsString is "EXTERNAL" or "EXTERNAL_MANAGED";

    private static CloudResource? ProxyOf(CloudResource rule, Deployment deployment) =>
        rule.References.Where(reference => reference.Path == "target").SelectMany(deployment.Resolve)
            .FirstOrDefault(target => target.Type is "google_compute_target_http_proxy" or "google_compute_region_target_http_proxy");
}
