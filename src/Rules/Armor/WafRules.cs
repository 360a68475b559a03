using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Armor;

/// <summary>Looks for a rule of a security policy that asks one of Google's sets of attack patterns.</summary>
internal sealed class WafRules : IResourceRule
{
    public RuleId Id => new("armor/waf-rules");

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
            Value expression = rule.GetPath("match.expr.expression");
            string known = expression.AsString + string.Concat(expression.UnknownReason?.Parts?.Items.Select(part => part.AsString) ?? []);
            if (known.Contains("evaluatePreconfiguredWaf", StringComparison.Ordinal) || known.Contains("evaluatePreconfiguredExpr", StringComparison.Ordinal))
            {
                return;
            }

            open = expression.IsUnknown ? expression : open;
        }

        if (open.UnknownReason is { } reason)
        {
            context.NotAssessed(resource.Header, reason);
        }
        else
        {
            context.Report(resource, "", $"`{resource.Address}` lets known attacks through: no rule asks `evaluatePreconfiguredWaf`. Deny at least `sqli-v33-stable` and `xss-v33-stable`.");
        }
    }
}
