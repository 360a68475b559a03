using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>
/// The grants of a deployment in one form: members, bindings and policies of all types, of Terraform, of commands and
/// live. A member or role that may have several values (a loop of a script) is a grant for each.
/// </summary>
public static class Grants
{
    private const string MemberEnding = "_iam_member";
    private const string BindingEnding = "_iam_binding";
    private const string PolicyEnding = "_iam_policy";

    /// <summary>In the order of the deployment's resources.</summary>
    public static IEnumerable<Grant> Of(Deployment deployment) => deployment.Resources.SelectMany(resource => Of(resource, deployment));

    /// <summary>None if the resource is not one of IAM.</summary>
    public static IEnumerable<Grant> Of(CloudResource resource, Deployment deployment)
    {
        if (TargetOf(resource.Type, MemberEnding) is { } one)
        {
            return Expand(resource, one, [resource.Get("member")], resource.Get("role"), resource.Get("condition"));
        }

        if (TargetOf(resource.Type, BindingEnding) is { } several)
        {
            return Expand(resource, several, ItemsOf(resource.Get("members")), resource.Get("role"), resource.Get("condition"));
        }

        return TargetOf(resource.Type, PolicyEnding) is { } all ? OfPolicy(resource, all, deployment) : [];
    }

    /// <summary>The policy's text is made by data sources: their blocks say who has what.</summary>
    private static IEnumerable<Grant> OfPolicy(CloudResource resource, string target, Deployment deployment) =>
        from reference in resource.References
        where reference.Path == "policy_data"
        from data in deployment.Resolve(reference)
        where data.Type == "google_iam_policy"
        from binding in data.Blocks("binding")
        from grant in Expand(resource, target, ItemsOf(binding.Get("members")), binding.Get("role"), binding.Get("condition"))
        select grant;

    private static IEnumerable<Grant> Expand(CloudResource resource, string target, IEnumerable<Value> members, Value role, Value condition) =>
        from member in members.SelectMany(value => ValuesOf(value))
        from granted in ValuesOf(role)
        select new Grant
        {
            Source = resource,
            Scope = ScopeOf(target),
            TargetType = target,
            Member = member,
            Role = granted,
            Condition = condition,
            IsAuthoritative = !resource.Type.EndsWith(MemberEnding, StringComparison.Ordinal),
        };

    private static string? TargetOf(string type, string ending) => type.EndsWith(ending, StringComparison.Ordinal) ? type[..^ending.Length] : null;

    private static ImmutableArray<Value> ItemsOf(Value list) => list.Kind is ValueKind.List or ValueKind.Set ? list.AsList.Items : [list];

    private static ImmutableArray<Value> ValuesOf(Value value) =>
        value.UnknownReason?.Alternatives is { Count: > 0 } alternatives ? alternatives.Items : [value];

    private static GrantScope ScopeOf(string target) => target switch
    {
        "google_project" => GrantScope.Project,
        "google_folder" => GrantScope.Folder,
        "google_organization" => GrantScope.Organization,
        "google_service_account" => GrantScope.ServiceAccount,
        _ => GrantScope.Resource,
    };
}
