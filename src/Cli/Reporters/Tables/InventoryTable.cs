using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Audit.Inventory;

namespace GcpLint.Cli.Reporters.Tables;

/// <summary>What there is, by type and location.</summary>
internal static class InventoryTable
{
    public static Table Of(ImmutableArray<InventoryLine> lines) => new(
        ["type", "location", "count"],
        [.. lines.Select(line => ImmutableArray.Create(line.AssetType, line.Location, line.Count.ToString(CultureInfo.InvariantCulture)))]);
}
