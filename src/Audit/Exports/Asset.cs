using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Exports;

/// <summary>
/// One asset of Cloud Asset Inventory (google.cloud.asset.v1.Asset). An export has a line for each content type that was
/// asked for, so that most parts of an asset are absent. Values have their origins in the export.
/// </summary>
public sealed record Asset
{
    /// <summary>The full resource name: "//run.googleapis.com/projects/p/locations/l/services/s". A string, with its origin.</summary>
    public required Value Name { get; init; }

    /// <summary>"run.googleapis.com/Service". A string, with its origin.</summary>
    public required Value AssetType { get; init; }

    /// <summary>The asset as its service's API shows it, a map; absent but for content type RESOURCE.</summary>
    public Value Data { get; init; }

    /// <summary>A map with <c>bindings</c>; absent but for content type IAM_POLICY.</summary>
    public Value IamPolicy { get; init; }

    /// <summary>Maps in the form of the v1 API (constraint, listPolicy, booleanPolicy); of content type ORG_POLICY.</summary>
    public ImmutableArray<Value> OrgPolicies { get; init; } = [];

    /// <summary>Of content type ACCESS_POLICY, at most one of the three.</summary>
    public Value AccessPolicy { get; init; }

    /// <inheritdoc cref="AccessPolicy"/>
    public Value AccessLevel { get; init; }

    /// <inheritdoc cref="AccessPolicy"/>
    public Value ServicePerimeter { get; init; }

    /// <summary>From the nearest to the organization: "projects/1", "folders/2", "organizations/3".</summary>
    public ImmutableArray<string> Ancestors { get; init; } = [];

    /// <summary>Region, zone or "global"; null where the inventory names none.</summary>
    public string? Location { get; init; }

    /// <summary>When the asset last changed; null where it is not given.</summary>
    public DateTimeOffset? UpdateTime { get; init; }

    /// <summary>The asset's object in the export.</summary>
    public required SourceLocation Place { get; init; }

    public override string ToString() => Name.AsString;
}

/// <summary>What one element of an export gave: an asset, or diagnostics, or both.</summary>
/// <param name="Asset">Null where nothing could be read.</param>
/// <param name="Diagnostics">In the order of the export.</param>
public readonly record struct AssetRead(Asset? Asset, ImmutableArray<Diagnostic> Diagnostics);
