using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Values;

namespace GcpLint.Audit.Lowering;

/// <summary>
/// Which type of the Terraform provider an asset type is, and how its API spells the attributes: the embedded table
/// asset-types.tsv (docs/adr/0015-asset-exports.md). Read at the first question; a type's names are decoded when an asset
/// of it is met.
/// </summary>
internal sealed class AssetTypeTable
{
    private static readonly Lazy<AssetTypeTable> s_current = new(Open);

    private readonly FrozenDictionary<string, ImmutableArray<AssetTypeRow>> _resources;
    private readonly FrozenDictionary<string, ImmutableArray<AssetTypeRow>> _bindings;
    private readonly FrozenDictionary<string, AssetTypeRow> _byType;
    private readonly ConcurrentDictionary<string, BlockPlan?> _plans = new(StringComparer.Ordinal);

    private AssetTypeTable(IReadOnlyList<AssetTypeRow> rows)
    {
        _resources = Group(rows.Where(row => !row.IsBinding));
        _bindings = Group(rows.Where(row => row.IsBinding));
        _byType = rows.ToFrozenDictionary(row => row.Type, StringComparer.Ordinal);
    }

    /// <summary>The table that this program was built with.</summary>
    public static AssetTypeTable Current => s_current.Value;

    /// <summary>
    /// The type of an asset: the first whose condition and name hold, else the only one there is. Null if Terraform has none.
    /// </summary>
    public AssetTypeRow? Find(string assetType, ReadOnlySpan<char> name, Value data)
    {
        if (!_resources.TryGetValue(assetType, out ImmutableArray<AssetTypeRow> rows))
        {
            return null;
        }

        AssetTypeRow? nameless = null;
        foreach (AssetTypeRow row in rows)
        {
            if (!row.Holds(data))
            {
                continue;
            }

            if (row.Path is not null && row.Path.Match(name) is not null)
            {
                return row;
            }

            nameless ??= row.Path is null || rows.Length == 1 ? row : null;
        }

        return nameless;
    }

    /// <summary>The type of a binding in the IAM policy of an asset; null if Terraform has none.</summary>
    public AssetTypeRow? FindBinding(string assetType) =>
        !_bindings.TryGetValue(assetType, out ImmutableArray<AssetTypeRow> rows) ? null
        : rows.FirstOrDefault(row => row.Type.Contains("_v2_", StringComparison.Ordinal)) ?? rows[0];

    public AssetTypeRow? Get(string type) => _byType.GetValueOrDefault(type);

    /// <summary>How to read the attributes of a type; null if the provider's schema has not got it.</summary>
    public BlockPlan? PlanOf(AssetTypeRow row) => _plans.GetOrAdd(
        row.Type,
        static (type, names) => ProviderSchema.Current.GetResource(type) is { } schema ? BlockPlan.Make(schema.Body, AttributeNames.Parse(names)) : null,
        row.Names);

    private static FrozenDictionary<string, ImmutableArray<AssetTypeRow>> Group(IEnumerable<AssetTypeRow> rows) =>
        rows.GroupBy(row => row.AssetType, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);

    private static AssetTypeTable Open()
    {
        using Stream stream = typeof(AssetTypeTable).Assembly.GetManifestResourceStream("asset-types.tsv")
            ?? throw new InvalidOperationException("The program was built without its table of asset types.");
        using var reader = new StreamReader(stream);
        var rows = new List<AssetTypeRow>(capacity: 640);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var asset, var type, var iam, var path, var condition, var names])
            {
                rows.Add(new AssetTypeRow(asset, type, iam.Length > 0, path.Length > 0 ? new AssetNamePattern(path) : null, condition, names));
            }
        }

        return new AssetTypeTable(rows);
    }
}

/// <summary>A line of the table.</summary>
/// <param name="AssetType">"run.googleapis.com/Service"; empty for types that no asset type stands for.</param>
/// <param name="Type">Terraform's.</param>
/// <param name="IsBinding">A binding of the asset's IAM policy, not the asset itself.</param>
/// <param name="Path">How the name of an asset is put together; null if nothing is stated.</param>
/// <param name="Condition">"key" or "key=value" that the data must have; empty for none.</param>
/// <param name="Names">Attributes whose API name is not their own in lowerCamelCase.</param>
internal sealed record AssetTypeRow(string AssetType, string Type, bool IsBinding, AssetNamePattern? Path, string Condition, string Names)
{
    public bool Holds(Value data)
    {
        int equals = Condition.IndexOf('=');
        return equals >= 0 ? data.Get(Condition[..equals]).AsString == Condition[(equals + 1)..] : Condition.Length == 0 || data.Get(Condition).IsSet;
    }
}
