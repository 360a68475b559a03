using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Rules.Iam;

/// <summary>What is asked of grants of broad roles.</summary>
internal static class RoleFacts
{
    /// <summary>Whether the role holds for everything in a project or above it.</summary>
    public static bool IsWide(this Grant grant) => grant.Scope is GrantScope.Project or GrantScope.Folder or GrantScope.Organization;

    /// <summary>What the member's text begins with for certain: "serviceAccount:".</summary>
    public static string MemberStart(this Grant grant) =>
        grant.Member.TryGetString(out string? known) ? known : grant.Member.UnknownReason?.Prefix is { Length: > 0 } prefix ? prefix
            : grant.Member.UnknownReason?.Parts is { Count: > 0 } parts ? parts[0].AsString : "";

    /// <summary>Accounts that Google makes and gives their roles to.</summary>
    public static bool IsGoogleAgent(this Grant grant)
    {
        string end = grant.Member.TryGetString(out string? known) ? known : grant.Member.UnknownReason?.Parts is { Count: > 0 } parts ? parts[parts.Count - 1].AsString : "";
        return end.EndsWith("@cloudservices.gserviceaccount.com", StringComparison.Ordinal) || end.Contains("@gcp-sa-", StringComparison.Ordinal);
    }

    /// <summary>One grant for each role of a resource: a binding of ten members is one mistake.</summary>
    public static IEnumerable<Grant> RolesOf(Deployment deployment) =>
        Grants.Of(deployment).Where(grant => grant.Role.Kind == ValueKind.String && !grant.IsGoogleAgent())
            .DistinctBy(grant => (grant.Source, grant.Role.AsString));
}
