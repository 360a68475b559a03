using System.Collections.Immutable;
using GcpLint.Audit.Exports;

namespace GcpLint.Audit.Inventory;

/// <summary>How many assets of a type there are at a place.</summary>
/// <param name="AssetType">"run.googleapis.com/Service".</param>
/// <param name="Location">"us-central1"; "" where the inventory names none.</param>
/// <param name="Count">Assets; their policies do not count.</param>
public sealed record InventoryLine(string AssetType, string Location, int Count);

/// <summary>Counts while assets stream by.</summary>
internal sealed class InventoryCount
{
    private readonly Dictionary<(string Type, string Location), int> _counts = [];

    /// <summary>All that was read, policies too.</summary>
    public int Total { get; private set; }

    /// <summary>By type, then place, in ordinal order.</summary>
    public ImmutableArray<InventoryLine> Lines =>
    [
        .. _counts.OrderBy(entry => entry.Key.Type, StringComparer.Ordinal).ThenBy(entry => entry.Key.Location, StringComparer.Ordinal)
            .Select(entry => new InventoryLine(entry.Key.Type, entry.Key.Location, entry.Value)),
    ];

    public void Add(Asset asset)
    {
        Total++;
        if (asset.Data.IsSet)
        {
            (string, string) key = (asset.AssetType.AsString, asset.Location ?? "");
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
        }
    }
}
