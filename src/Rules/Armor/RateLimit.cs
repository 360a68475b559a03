using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Armor;

/// <summary>Looks for a rule of a security policy that limits how often one client may ask.</summary>
internal sealed class RateLimit : IResourceRule
{
    public RuleId Id => new("armor/rate-limit");

    public IReadOnlyList<string> ResourceTypes => [PolicyRules.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (!PolicyRules.IsForBackends(resource))
        {
            return;
        }

        Value open = default;
        foreach (Value rule in PolicyRules.Of(resource, deployment))
        {
            Value action = rule.Get("action");
            if (action.AsString is "throttle" or "rate_based_ban")
            {
                return;
            }

            open = action.IsUnknown ? action : open;
        }

        if (open.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Header, reason);
        }
        else
        {
            context.Report(resource, "", $"`{resource.Address}` lets every client ask as often as it likes: no rule has the action `throttle` or `rate_based_ban`. Add one with `rate_limit_options`.");
        }
    }
}
