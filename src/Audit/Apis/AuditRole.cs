namespace GcpLint.Audit.Apis;

/// <summary>What may be asked of a principal that audits: nothing but reading, and nothing but what is read.</summary>
public static class AuditRole
{
    /// <summary>Permissions by the service that asks for them, services and permissions in ordinal order.</summary>
    public static IReadOnlyList<KeyValuePair<string, IReadOnlyList<string>>> Permissions { get; } =
    [
        .. InventoryListing.Permissions.Select(permission => (Service: InventoryListing.Service, Permission: permission))
            .Concat(ServiceListing.Permissions.Select(permission => (Service: "cloudresourcemanager.googleapis.com", Permission: permission)))
            .Concat(ServiceList.All.SelectMany(list => new[] { (Service: list.Service, Permission: list.Permission), (Service: list.Service, Permission: list.PolicyPermission) }))
            .Append((Service: "serviceusage.googleapis.com", Permission: "serviceusage.services.use"))
            .Where(pair => pair.Permission.Length > 0)
            .GroupBy(pair => pair.Service, pair => pair.Permission, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => KeyValuePair.Create<string, IReadOnlyList<string>>(group.Key, [.. group.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])),
    ];

    /// <summary>Needed on the billing account: no role of a project can grant it.</summary>
    private const string OfBillingAccount = "billing.budgets.list";

    /// <summary>Writes a custom role in the form of <c>gcloud iam roles create --file</c>.</summary>
    public static void Write(TextWriter output)
    {
        output.WriteLine("# gcloud iam roles create gcpLintAuditor --organization ORGANIZATION --file role.yaml  (or --project PROJECT)");
        output.WriteLine("title: gcp-lint auditor");
        output.WriteLine("description: Reads what gcp-lint audit reads. No contents of secrets, objects or tables.");
        output.WriteLine("stage: GA");
        output.WriteLine("includedPermissions:");
        foreach ((string service, IReadOnlyList<string> permissions) in Permissions)
        {
            output.WriteLine($"# {service}");
            foreach (string permission in permissions)
            {
                output.WriteLine(permission == OfBillingAccount
                    ? $"# - {permission}  (on the billing account: roles/billing.viewer there)"
                    : $"- {permission}");
            }
        }
    }
}
