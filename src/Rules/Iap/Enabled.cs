using System.Buffers;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Iap;

/// <summary>
/// Looks for a proxy that was configured and then switched off: by the word <c>false</c>, or by a variable that is false.
/// What an expression decides (<c>var.environment == "staging"</c>) is meant so.
/// </summary>
internal sealed class Enabled : IResourceRule
{
    private static readonly SearchValues<char> Operators = SearchValues.Create("=!<>?&|(");

    public RuleId Id => new("iap/enabled");

    public IReadOnlyList<string> ResourceTypes { get; } = ["google_compute_backend_service", "google_compute_region_backend_service"];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value enabled = resource.Attributes.GetPath("iap.enabled");
        if (enabled.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Locate("iap.enabled"), reason);
            return;
        }

        if (IsOpenLive(resource, deployment) && enabled.IsAbsent)
        {
            context.Report(resource, "iap.enabled", $"`{resource.Address}` serves `{deployment.Environment?.Name}` to everybody: no Identity-Aware Proxy asks who comes. Switch it on, or keep the load balancer internal.");
            return;
        }

        bool withoutClient = resource.Attributes.GetPath("iap.oauth2_client_id") is { Kind: ValueKind.String, AsString: "" };
        if (enabled is { Kind: ValueKind.Bool, AsBool: false } && !withoutClient && IsSwitch(enabled))
        {
            context.Report(resource, "iap.enabled", $"`{resource.Address}` is open to everybody: its Identity-Aware Proxy is switched off (`enabled` is `false`). Set it to `true`.");
        }
    }

    /// <summary>Live nobody can see that a proxy was switched off; outside of production an open balancer is as good a sign.</summary>
    private static bool IsOpenLive(CloudResource resource, Deployment deployment) =>
        resource.Source == ResourceSource.Live
        && deployment.Environment is { Tier: EnvironmentTier.Staging or EnvironmentTier.Test or EnvironmentTier.Development }
        && resource.Get("load_balancing_scheme").AsString is "EXTERNAL" or "EXTERNAL_MANAGED";

    /// <summary>No step of the value's trail computes it: each hands on what the next one has, down to a literal.</summary>
    private static bool IsSwitch(Value value) => value.Origin is null || value.Origin.Trail.All(step => !step.IsComposed && (step.Name == "for_each" || !Computes(step.Location)));

    private static bool Computes(SourceLocation place)
    {
        ReadOnlySpan<char> text = place.Source.Slice(place.Span);
        int assigned = text.IndexOf('=');
        return text[(assigned + 1)..].ContainsAny(Operators);
    }
}
