using GcpLint.Analyzer.Model;
using GcpLint.Audit.Lowering;
using GcpLint.Audit.Reading;
using GcpLint.Values;

namespace GcpLint.Audit.Projects;

/// <summary>What of one project was read, by the types of Terraform that rules name.</summary>
/// <param name="log">What the source read.</param>
/// <param name="own">The project by all its names.</param>
/// <param name="ancestors">"folders/2", "organizations/3": what they have holds for the project too.</param>
internal sealed class ProjectReading(ReadingLog log, IReadOnlyList<string> own, IReadOnlyList<string> ancestors) : LiveReading
{
    private readonly string[] _all = [.. own, .. ancestors];

    public override Unknown? WhyUnread(string resourceType) => resourceType switch
    {
        // Audit logs, grants and policies of the organization hold in every project below it.
        "google_project_iam_audit_config" => log.WhyUnread(own, null, AssetContent.IamPolicy),
        "google_folder_iam_audit_config" or "google_organization_iam_audit_config" => OfAncestors(resourceType, AssetContent.IamPolicy),
        "google_project_organization_policy" or "google_org_policy_policy" => log.WhyUnread(_all, null, AssetContent.OrgPolicy),
        "google_folder_organization_policy" or "google_organization_policy" => OfAncestors(resourceType, AssetContent.OrgPolicy),
        _ when resourceType.StartsWith("google_access_context_manager_", StringComparison.Ordinal) => log.WhyUnread(_all, null, AssetContent.AccessPolicy),
        _ => OfAsset(resourceType),
    };

    public override bool Shows(string resourceType) =>
        resourceType.EndsWith("_iam_audit_config", StringComparison.Ordinal)
        || resourceType.EndsWith("_organization_policy", StringComparison.Ordinal)
        || resourceType.StartsWith("google_access_context_manager_", StringComparison.Ordinal)
        || AssetTypeTable.Current.Get(BindingOf(resourceType)) is { AssetType.Length: > 0 };

    private static string BindingOf(string resourceType) =>
        resourceType.EndsWith("_iam_member", StringComparison.Ordinal) ? resourceType[..^"member".Length] + "binding"
        : resourceType.EndsWith("_iam_policy", StringComparison.Ordinal) ? resourceType[..^"policy".Length] + "binding"
        : resourceType;

    private Unknown? OfAsset(string resourceType)
    {
        return AssetTypeTable.Current.Get(BindingOf(resourceType)) is { AssetType.Length: > 0 } row
            ? log.WhyUnread(_all, row.AssetType, row.IsBinding ? AssetContent.IamPolicy : AssetContent.Resource)
            : new Unknown(UnknownKind.Unread, $"no inventory has `{resourceType}`");
    }

    private Unknown? OfAncestors(string resourceType, AssetContent content)
    {
        string kind = resourceType.StartsWith("google_folder", StringComparison.Ordinal) ? "folders/" : "organizations/";
        foreach (string scope in ancestors.Where(scope => scope.StartsWith(kind, StringComparison.Ordinal)))
        {
            if (log.WhyUnread([scope], null, content) is { } reason)
            {
                return reason;
            }
        }

        return null;
    }
}
