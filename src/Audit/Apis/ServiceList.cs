using System.Collections.Immutable;

namespace GcpLint.Audit.Apis;

/// <summary>One list of one service, and how its items become assets in the inventory's form (Facts/service-lists.tsv).</summary>
/// <param name="Service">"run.googleapis.com".</param>
/// <param name="Path">Address without a leading slash, with variables in braces.</param>
/// <param name="Items">The member with the items; "" where the answer is the item.</param>
/// <param name="AssetType">The type, or of places a name for <see cref="Under"/>.</param>
/// <param name="GlobalAssetType">The type of items that are not regional, where it is another one.</param>
/// <param name="Name">The full resource name.</param>
/// <param name="Permission">What the list needs.</param>
/// <param name="Under">The list that this one is asked for each item of; "" for none.</param>
/// <param name="Policy">Address of an item's IAM policy; "" where items have none.</param>
/// <param name="PolicyPermission">What that needs.</param>
/// <param name="Marks">What else is to be known; the table says which there are.</param>
internal sealed record ServiceList(
    string Service, string Path, string Items, string AssetType, string GlobalAssetType, string Name, string Permission, string Under, string Policy, string PolicyPermission, ImmutableArray<string> Marks)
{
    private static readonly Lazy<ImmutableArray<ServiceList>> s_all = new(Open);

    public static ImmutableArray<ServiceList> All => s_all.Value;

    /// <summary>Only this way is there to it: the inventory has no such assets.</summary>
    public bool IsOther => Marks.Contains("other");

    /// <summary>Its items are no assets; there is only more to ask for each.</summary>
    public bool IsPlaces => Marks.Contains("places");

    /// <summary>The inventory need not show its items.</summary>
    public bool IsAlways => Marks.Contains("always");

    public bool IsPost => Marks.Contains("post");

    public bool IsPolicyPost => Marks.Contains("post-policy");

    /// <summary>The answer is the IAM policy of something that has no other form.</summary>
    public bool IsPolicy => Marks.Contains("policy");

    public bool IsOrgPolicy => Marks.Contains("org-policy");

    public IEnumerable<string> AssetTypes => IsPlaces ? [] : GlobalAssetType.Length > 0 ? [AssetType, GlobalAssetType] : [AssetType];

    /// <summary>What stands behind a mark: "iap.enabled" of "if:iap.enabled"; "" without the mark.</summary>
    public string Of(string mark) => Marks.FirstOrDefault(text => text.StartsWith(mark + ":", StringComparison.Ordinal)) is { } found ? found[(mark.Length + 1)..] : "";

    public IEnumerable<ServiceList> Children => All.Where(list => list.Under.Length > 0 && (list.Under == AssetType || list.Under == GlobalAssetType));

    /// <summary>It, and all below it.</summary>
    public IEnumerable<ServiceList> WithDescendants => Children.SelectMany(list => list.WithDescendants).Prepend(this);

    private static ImmutableArray<ServiceList> Open()
    {
        using Stream stream = typeof(ServiceList).Assembly.GetManifestResourceStream("service-lists.tsv")
            ?? throw new InvalidOperationException("The program was built without its table of services.");
        using var reader = new StreamReader(stream);
        var lists = ImmutableArray.CreateBuilder<ServiceList>(80);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var service, var path, var items, var types, var name, var permission, var under, var policy, var policyPermission, var marks])
            {
                string[] both = types.Split('|');
                lists.Add(new ServiceList(
                    $"{service}.googleapis.com", path, items, both[0], both.Length > 1 ? both[1] : "", name, permission, under, policy, policyPermission,
                    [.. marks.Split(' ', StringSplitOptions.RemoveEmptyEntries)]));
            }
        }

        return lists.ToImmutable();
    }
}
