using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Audit.Reading;

/// <summary>The parts of an asset that are read, and granted, apart from each other.</summary>
public enum AssetContent : byte
{
    Resource,
    IamPolicy,
    OrgPolicy,
    AccessPolicy,
}

/// <summary>Something that was read whole: what is not in it does not exist.</summary>
/// <param name="Scope">"projects/1", "folders/2" or "organizations/3" with all below it; "*" for everything.</param>
/// <param name="AssetType">"run.googleapis.com/Service"; null for all types that Cloud Asset Inventory has.</param>
/// <param name="Content">Which part of the assets.</param>
public sealed record ReadPart(string Scope, string? AssetType, AssetContent Content)
{
    /// <summary>Not only what the inventory has: budgets and settings of IAP too.</summary>
    public bool WithOthers { get; init; }
}

/// <summary>Something that was asked for and could not be read; stronger than a <see cref="ReadPart"/>.</summary>
/// <param name="Scope">As of <see cref="ReadPart"/>.</param>
/// <param name="AssetType">Null for all types.</param>
/// <param name="Content">Null for all parts.</param>
/// <param name="Reason">For people: "sqladmin.googleapis.com answers 403: cloudsql.instances.list is not granted".</param>
public sealed record ReadGap(string Scope, string? AssetType, AssetContent? Content, string Reason);

/// <summary>Keeps what was read and what was not; filled by one source, from any thread.</summary>
public sealed class ReadingLog
{
    /// <summary>The scope of everything.</summary>
    public const string Everywhere = "*";

    /// <summary>Types that are read over the services' own APIs only: no answer of Cloud Asset Inventory has them.</summary>
    private static readonly ImmutableHashSet<string> s_others =
        ["billingbudgets.googleapis.com/Budget", "iap.googleapis.com/IapSettings", "sqladmin.googleapis.com/User", "sqladmin.googleapis.com/Database"];

    /// <summary>What a scope itself is.</summary>
    private static readonly ImmutableHashSet<string> s_scopes =
        ["cloudresourcemanager.googleapis.com/Project", "cloudresourcemanager.googleapis.com/Folder", "cloudresourcemanager.googleapis.com/Organization"];

    private readonly Lock _lock = new();
    private ImmutableHashSet<ReadPart> _parts = [];
    private ImmutableArray<ReadGap> _gaps = [];

    /// <summary>In the order of their arrival.</summary>
    public ImmutableArray<ReadGap> Gaps => _gaps;

    /// <summary>A source that was stopped, or lost its connection, has given a part of what there is: nothing is complete.</summary>
    public bool IsPartial => WholeGap is not null;

    /// <summary>The first gap that may be of anything; null if there is none.</summary>
    public ReadGap? WholeGap => _gaps.FirstOrDefault(gap => gap is { Scope: Everywhere, AssetType: null, Content: null });

    public void AddRead(ReadPart part)
    {
        lock (_lock)
        {
            _parts = _parts.Add(part);
        }
    }

    public void AddGap(ReadGap gap)
    {
        lock (_lock)
        {
            if (!_gaps.Contains(gap))
            {
                _gaps = _gaps.Add(gap);
            }
        }
    }

    /// <summary>Why a part of what a scope has was not read; null if it was.</summary>
    /// <param name="scopes">The scope by all its names, with those around it: "projects/1", "projects/shop", "folders/2".</param>
    /// <param name="assetType">Null for policies of the scope itself.</param>
    /// <param name="content">Which part.</param>
    public Unknown? WhyUnread(IReadOnlyCollection<string> scopes, string? assetType, AssetContent content)
    {
        bool Holds(string scope) => scope == Everywhere || scopes.Contains(scope);

        ReadGap? gap = _gaps.FirstOrDefault(gap =>
            Holds(gap.Scope) && (gap.AssetType is null || gap.AssetType == assetType || (assetType is null && s_scopes.Contains(gap.AssetType))) && (gap.Content is null || gap.Content == content));
        if (gap is not null)
        {
            return new Unknown(UnknownKind.Unread, gap.Reason);
        }

        bool isOther = assetType is not null && s_others.Contains(assetType);
        bool IsOf(ReadPart part) => part.AssetType is null ? !isOther || part.WithOthers : part.AssetType == assetType || (assetType is null && s_scopes.Contains(part.AssetType));
        return _parts.Any(part =>
                Holds(part.Scope) && part.Content == content && IsOf(part))
            ? null
            : new Unknown(UnknownKind.Unread, assetType is null ? $"{Word(content)} of `{scopes.FirstOrDefault()}` was not read" : $"{Word(content)} of `{assetType}` was not read");
    }

    private static string Word(AssetContent content) => content switch
    {
        AssetContent.IamPolicy => "the IAM policy",
        AssetContent.OrgPolicy => "the organization policy",
        AssetContent.AccessPolicy => "the access policy",
        _ => "the inventory",
    };
}
