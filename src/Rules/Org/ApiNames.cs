using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;

namespace GcpLint.Rules.Org;

/// <summary>An attribute of Terraform and where the API has it.</summary>
/// <param name="Schema">What the provider says of it.</param>
/// <param name="Api">Null if the API has no such thing.</param>
/// <param name="IsJson">Terraform has the API's object as JSON text.</param>
/// <param name="Block">The attributes of a nested block; empty for others.</param>
internal sealed record ApiAttribute(AttributeSchema Schema, ApiPath? Api, bool IsJson, ImmutableArray<ApiAttribute> Block)
{
    /// <summary>The API has a map where Terraform has a list of blocks with a key.</summary>
    public bool IsOfMapEntries => Block.Any(inner => inner.Api is { Steps: [{ Name: "key" or "value" }, ..] });

    /// <summary>Terraform allows it once, the API several times: "boot_disk" is one of "disks".</summary>
    public bool IsOneOfList =>
        Schema.Kind == AttributeKind.Block && Api is { Steps: [.., var last] }
        && (!last.Filters.IsEmpty || (last.Name.EndsWith('s') && !Schema.Name.EndsWith('s')));
}

/// <summary>
/// How APIs name what Terraform has: the table by which exports are read, in the other direction. Read at the first
/// question, of which only a tree with custom constraints has one.
/// </summary>
internal sealed class ApiNames
{
    private static readonly Lazy<ApiNames> s_current = new(Open);

    private readonly FrozenDictionary<string, ImmutableArray<string>> _types;
    private readonly FrozenDictionary<string, string> _names;

    private ApiNames(FrozenDictionary<string, ImmutableArray<string>> types, FrozenDictionary<string, string> names)
    {
        _types = types;
        _names = names;
    }

    public static ApiNames Current => s_current.Value;

    /// <summary>Terraform's types for "container.googleapis.com/NodePool"; empty if it has none.</summary>
    public ImmutableArray<string> TypesOf(string resourceType) => _types.GetValueOrDefault(resourceType, []);

    /// <summary>All types that a constraint may be about, for proposals.</summary>
    public IEnumerable<string> ResourceTypes => _types.Keys.Order(StringComparer.Ordinal);

    /// <summary>Empty if the provider's schema has not got the type.</summary>
    public ImmutableArray<ApiAttribute> AttributesOf(string type) =>
        ProviderSchema.Current.GetResource(type) is { } schema ? Read(schema.Body, Parse(_names.GetValueOrDefault(type, "")), "") : [];

    private static ImmutableArray<ApiAttribute> Read(BlockSchema block, Dictionary<string, string> names, string prefix) =>
        [.. block.Attributes.Values.OrderBy(attribute => attribute.Name, StringComparer.Ordinal).Select(attribute => Read(attribute, names, prefix + attribute.Name))];

    private static ApiAttribute Read(AttributeSchema attribute, Dictionary<string, string> names, string path)
    {
        string? name = names.GetValueOrDefault(path);
        return new ApiAttribute(
            attribute,
            name == "!" ? null : name is null or "*json" ? ApiPath.OfAttribute(attribute.Name) : ApiPath.Parse(name),
            name == "*json",
            attribute.Block is { } block ? Read(block, names, path + ".") : []);
    }

    /// <summary>"path=api path!" by path: '!' behind a path for what only Terraform has, '*' for JSON text.</summary>
    private static Dictionary<string, string> Parse(string names)
    {
        var parsed = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string entry in names.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = entry.IndexOf('=');
            string path = equals >= 0 ? entry[..equals] : entry.TrimEnd('!', '*');
            parsed[path] = equals >= 0 ? entry[(equals + 1)..] : entry.EndsWith('!') ? "!" : "*json";
        }

        return parsed;
    }

    private static ApiNames Open()
    {
        using Stream stream = typeof(ApiNames).Assembly.GetManifestResourceStream("asset-types.tsv")
            ?? throw new InvalidOperationException("The program was built without its table of asset types.");
        using var reader = new StreamReader(stream);
        var types = new List<(string Asset, string Type)>(capacity: 640);
        var names = new Dictionary<string, string>(capacity: 640, StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#') && line.Split('\t') is [var asset, var type, "", _, _, var written] && asset.Length > 0)
            {
                types.Add((asset, type));
                names[type] = written;
            }
        }

        return new ApiNames(
            types.GroupBy(pair => pair.Asset, pair => pair.Type).ToFrozenDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal),
            names.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
