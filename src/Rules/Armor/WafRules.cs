using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Armor;

/// <summary>Looks for a rule of a security policy that asks one of Google's sets of attack patterns.</summary>
internal sealed class WafRules : IResourceRule
{
    public RuleId Id => new("armor/waf-rules");

    public IReadOnlyList<string> ResourceTypes => [PolicyRules.Type];

    public void Check(CloudResource resource, Deployment deployment, RuleContext context) => PolicyRules.Demand(
        resource, deployment, context, "match.expr.expression",
        expression => expression.Contains("evaluatePreconfiguredWaf", StringComparison.Ordinal) || expression.Contains("evaluatePreconfiguredExpr", StringComparison.Ordinal),
        $"`{resource.Address}` lets known attacks through: no rule asks `evaluatePreconfiguredWaf`. Deny at least `sqli-v33-stable` and `xss-v33-stable`.");
}
