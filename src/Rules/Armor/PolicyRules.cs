using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Armor;

/// <summary>The rules of a security policy, those of its own block and those that are resources of their own.</summary>
internal static class PolicyRules
{
    public const string Type = "google_compute_security_policy";
    private const string RuleType = "google_compute_security_policy_rule";

    /// <summary>
    /// Reports a policy none of whose rules has at <c>path</c> what is looked for; one whose rules are not all known is not
    /// assessed. Of a value that is known in part the parts are looked at.
    /// </summary>
    public static void Demand(CloudResource policy, Deployment deployment, RuleContext context, string path, Func<string, bool> answers, string message)
    {
        if (!IsForBackends(policy))
        {
            return;
        }

        Unknown? open = null;
        foreach (Value rule in Of(policy, deployment))
        {
            Value value = rule.GetPath(path);
            if (answers(value.AsString + string.Concat(value.UnknownReason?.Parts?.Items.Select(part => part.AsString) ?? [])))
            {
                return;
            }

            open = value.UnknownReason ?? open;
        }

        if (open is not null)
        {
            context.NotAssessed(policy.Header, open);
        }
        else
        {
            context.Report(policy, "", message);
        }
    }

    /// <summary>Policies in front of backends of an application; those at the edge of a cache and of a network take neither rates nor WAF rules.</summary>
    private static bool IsForBackends(CloudResource policy) => policy.Get("type") is { IsUnknown: false } type && type.AsString is "" or "CLOUD_ARMOR";

    /// <summary>Blocks <c>rule</c>, with attributes of the same names for the resources beside the policy. An unknown one may be any rule.</summary>
    private static IEnumerable<Value> Of(CloudResource policy, Deployment deployment)
    {
        Value own = policy.Get("rule");
        IEnumerable<Value> blocks = own.Kind is ValueKind.List or ValueKind.Set ? own.AsList.Items : own.IsSet ? [own] : [];
        return blocks.Concat(deployment.OfType(RuleType).Where(rule => BelongsTo(rule, policy, deployment)).Select(rule => rule.Attributes));
    }

    private static bool BelongsTo(CloudResource rule, CloudResource policy, Deployment deployment)
    {
        ResourceReference[] references = [.. rule.References.Where(reference => reference.Path == "security_policy")];
        return references.Length > 0
            ? references.SelectMany(deployment.Resolve).Contains(policy)
            : !rule.Get("security_policy").TryGetString(out string? name) || name == policy.Get("name").AsString;
    }
}
