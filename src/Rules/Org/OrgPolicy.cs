using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Rules.Wif;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>A rule of a policy.</summary>
/// <param name="Enforce">For constraints that are on or off; null where it does not say, or is not known.</param>
/// <param name="All">True allows all values, false denies all; null for neither.</param>
/// <param name="Allowed">Values or groups of them ("in:eu-locations"); unknown if one of them is.</param>
/// <param name="Denied">As <paramref name="Allowed"/>.</param>
/// <param name="IsOpen">It holds for resources with certain tags, or has parameters: what it says here is not known.</param>
internal sealed record OrgPolicyRule(bool? Enforce, bool? All, Value Allowed, Value Denied, bool IsOpen);

/// <summary>What an organisation, folder or project says of one constraint.</summary>
/// <param name="Constraint">"sql.restrictPublicIp", "custom.noPublicBuckets".</param>
/// <param name="Parent">"organizations/1", "projects/shop"; "" if it does not say where it holds: everywhere.</param>
/// <param name="Rules">None for a policy that is reset to Google's default.</param>
/// <param name="Location">Its head.</param>
internal sealed record OrgPolicy(string Constraint, string Parent, ImmutableArray<OrgPolicyRule> Rules, SourceLocation Location)
{
    public static readonly ImmutableArray<string> TerraformTypes =
        ["google_org_policy_policy", "google_organization_policy", "google_folder_organization_policy", "google_project_organization_policy"];

    /// <summary>The nearer to the resource, the stronger: 3 for a project's.</summary>
    public int Nearness => Parent.StartsWith("projects/", StringComparison.Ordinal) ? 3
        : Parent.StartsWith("folders/", StringComparison.Ordinal) ? 2
        : Parent.StartsWith("organizations/", StringComparison.Ordinal) ? 1
        : 0;

    public bool IsOpen => Rules.Any(rule => rule.IsOpen);

    /// <summary>For constraints that are on or off; null if it is not known.</summary>
    public bool? IsEnforced => IsOpen ? null : Rules.Any(rule => rule.Enforce == true) ? true : Rules.Any(rule => rule.Enforce is null && rule.All is null) ? null : false;

    /// <summary>Null for what is no policy.</summary>
    public static OrgPolicy? Of(CloudResource resource)
    {
        Value attributes = resource.Attributes;
        if (resource.Type == TerraformTypes[0])
        {
            return KnownText.Of(resource.Get("name")) is { Length: > 0 } name
                ? OfSpec(name, KnownText.Of(resource.Get("parent")) ?? "", attributes.Get("spec"), resource.Header)
                : null;
        }

        string parent = resource.Type switch
        {
            "google_organization_policy" => "organizations/" + KnownText.Of(resource.Get("org_id")),
            "google_folder_organization_policy" => "folders/" + KnownText.Of(resource.Get("folder")),
            _ => "projects/" + KnownText.Of(resource.Get("project")),
        };
        return KnownText.Of(resource.Get("constraint")) is { Length: > 0 } constraint ? OfFirstVersion(constraint, parent, attributes, resource.Header) : null;
    }

    /// <summary>An item of a file; null for what is no policy.</summary>
    public static OrgPolicy? Of(Value item)
    {
        if (item.Kind != ValueKind.Map || item.Origin is not { } origin)
        {
            return null;
        }

        Value name = item.Get("name").IsSet ? item.Get("name") : item.Get("constraint");
        SourceLocation place = name.Origin?.Location ?? origin.Location;
        return item.Get("spec").Kind == ValueKind.Map && item.Get("name").TryGetString(out string? path) ? OfSpec(path, "", item.Get("spec"), place)
            : item.Get("constraint").TryGetString(out string? constraint) ? OfFirstVersion(constraint, item.Get("parent").AsString, item, place)
            : null;
    }

    private static OrgPolicy OfSpec(string name, string parent, Value spec, SourceLocation place)
    {
        int policies = name.IndexOf("/policies/", StringComparison.Ordinal);
        Value rules = spec.Get("rules");
        Value[] items = rules.Kind switch
        {
            ValueKind.Map => [rules],
            ValueKind.List => [.. rules.AsList.Items],
            _ => [],
        };
        bool isReset = ConstraintText.Switch(spec.Get("reset")) == true;
        ImmutableArray<OrgPolicyRule> read = isReset ? [] : spec.IsUnknown || rules.IsUnknown ? [Unknown] : [.. items.Select(RuleOf)];
        return new OrgPolicy(ConstraintText.ShortName(name), policies > 0 ? name[..policies] : parent, read, place);
    }

    private static OrgPolicyRule Unknown => new(null, null, default, default, IsOpen: true);

    private static OrgPolicyRule RuleOf(Value rule)
    {
        Value values = rule.Get("values");
        Value allowAll = ConstraintText.Field(rule, "allow_all");
        Value denyAll = ConstraintText.Field(rule, "deny_all");
        Value enforce = rule.Get("enforce");
        return new OrgPolicyRule(
            ConstraintText.Switch(enforce),
            ConstraintText.Switch(allowAll) == true ? true : ConstraintText.Switch(denyAll) == true ? false : null,
            ConstraintText.Field(values, "allowed_values"),
            ConstraintText.Field(values, "denied_values"),
            rule.Kind != ValueKind.Map || rule.Get("condition").IsSet || rule.Get("parameters").IsSet || values.IsUnknown
                || enforce.IsUnknown || allowAll.IsUnknown || denyAll.IsUnknown);
    }

    /// <summary>The form of the first version of the API, in Terraform's and in the API's own words, and the short one of a configuration.</summary>
    private static OrgPolicy OfFirstVersion(string constraint, string parent, Value policy, SourceLocation place)
    {
        Value boolean = ConstraintText.Field(policy, "boolean_policy");
        Value list = ConstraintText.Field(policy, "list_policy");
        Value allow = list.Get("allow");
        Value deny = list.Get("deny");
        OrgPolicyRule rule = boolean.IsSet || list.IsSet
            ? new OrgPolicyRule(
                ConstraintText.Switch(boolean.Get("enforced")) ?? (boolean.Kind == ValueKind.Map && !boolean.Get("enforced").IsSet ? false : null),
                ConstraintText.Switch(allow.Get("all")) == true || list.Get("allValues").AsString == "ALLOW" ? true
                    : ConstraintText.Switch(deny.Get("all")) == true || list.Get("allValues").AsString == "DENY" ? false : null,
                allow.Get("values").IsSet ? allow.Get("values") : list.Get("allowedValues"),
                deny.Get("values").IsSet ? deny.Get("values") : list.Get("deniedValues"),
                boolean.IsUnknown || boolean.Get("enforced").IsUnknown || list.IsUnknown || allow.IsUnknown || deny.IsUnknown)
            : RuleOf(policy) with
            {
                Allowed = ConstraintText.Field(policy, "allowed_values"),
                Denied = ConstraintText.Field(policy, "denied_values"),
            };
        bool isReset = policy.Get("restore_policy").IsSet || policy.Get("restoreDefault").IsSet;
        return new OrgPolicy(ConstraintText.ShortName(constraint), parent, isReset ? [] : [rule], place);
    }
}
