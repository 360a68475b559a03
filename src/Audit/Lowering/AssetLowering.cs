using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Audit.Exports;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// Lowers an asset to resources in the vocabulary of the Terraform provider: the asset itself, a resource for each binding
/// of its IAM policy, its organization policies, its part of an access policy.
/// </summary>
public static class AssetLowering
{
    /// <summary>Empty for an asset whose type Terraform does not know.</summary>
    public static ImmutableArray<CloudResource> Lower(Asset asset)
    {
        var resources = ImmutableArray.CreateBuilder<CloudResource>();
        string name = asset.Name.AsString;
        if (asset.Data.IsSet && !LiveForm.IsOfGoogle(asset.AssetType.AsString, asset.Data) && AssetTypeTable.Current.Find(asset.AssetType.AsString, name, asset.Data) is { } row)
        {
            Add(resources, row, name, asset.Name, asset.Data, asset.Place);
        }

        foreach (Value policy in asset.OrgPolicies)
        {
            AddPart(resources, OrgPolicyType(asset.AssetType.AsString), $"{name}#{policy.Get("constraint").AsString}", asset.Name, policy);
        }

        AddPart(resources, "google_access_context_manager_access_policy", asset.AccessPolicy.Get("name").AsString, asset.AccessPolicy.Get("name"), asset.AccessPolicy);
        AddPart(resources, "google_access_context_manager_access_level", asset.AccessLevel.Get("name").AsString, asset.AccessLevel.Get("name"), asset.AccessLevel);
        AddPart(resources, "google_access_context_manager_service_perimeter", asset.ServicePerimeter.Get("name").AsString, asset.ServicePerimeter.Get("name"), asset.ServicePerimeter);
        IamBindings.Add(resources, asset);
        AuditConfigs.Add(resources, asset);
        ServicePeerings.Add(resources, asset);
        return resources.ToImmutable();
    }

    private static string? OrgPolicyType(string assetType) => assetType switch
    {
        "cloudresourcemanager.googleapis.com/Project" => "google_project_organization_policy",
        "cloudresourcemanager.googleapis.com/Folder" => "google_folder_organization_policy",
        "cloudresourcemanager.googleapis.com/Organization" => "google_organization_policy",
        _ => null,
    };

    private static void AddPart(ImmutableArray<CloudResource>.Builder resources, string? type, string address, Value name, Value data)
    {
        if (data.IsSet && data.Origin is { } origin && type is not null && AssetTypeTable.Current.Get(type) is { } row)
        {
            Add(resources, row, address, name, data, origin.Location);
        }
    }

    private static void Add(ImmutableArray<CloudResource>.Builder resources, AssetTypeRow row, string address, Value name, Value data, SourceLocation place)
    {
        if (AssetTypeTable.Current.PlanOf(row) is not { } plan)
        {
            return;
        }

        SourceLocation header = name.Origin?.Location ?? place;
        ImmutableArray<KeyValuePair<string, Value>> parts =
            [.. (row.Path?.Match(name.AsString) ?? []).Select(part => new KeyValuePair<string, Value>(part.Key, Value.Of(part.Value).WithOrigin(name.Origin)))];
        resources.Add(new CloudResource
        {
            Address = new ResourceAddress(address),
            Type = row.Type,
            Source = ResourceSource.Live,
            Attributes = new ResourceBody(row.Type, data, header, parts).Read(plan),
            Header = header,
            Block = place,
        });
    }
}
