using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Armor;

/// <summary>Looks for a rule of a security policy that limits how often one client may ask.</summary>
internal sealed class RateLimit : IResourceRule
{
    public RuleId Id => new("armor/rate-limit");

    public IReadOnlyList<string> ResourceTypes => [PolicyRules.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context) => PolicyRules.Demand(
        resource, deployment, context, "action", action => action is "throttle" or "rate_based_ban",
        $"`{resource.Address}` lets every client ask as often as it likes: no rule has the action `throttle` or `rate_based_ban`. Add one with `rate_limit_options`.");
}
