using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Cel;

namespace GcpLint.Rules.Declarative.Typing;

/// <summary>The CEL types of resources, from the provider's schema.</summary>
internal static class ResourceTypes
{
    /// <summary>The provider whose types must all be known; of others there is no schema here.</summary>
    private const string Prefix = "google_";

    private static readonly ImmutableDictionary<string, CelType> EveryResource = new Dictionary<string, CelType>(StringComparer.Ordinal)
    {
        ["address"] = CelType.String,
        ["type"] = CelType.String,
        ["id"] = CelType.String,
    }.ToImmutableDictionary(StringComparer.Ordinal);

    public static bool IsGoogle(string type) => type.StartsWith(Prefix, StringComparison.Ordinal);

    public static bool IsKnown(string type) =>
        !IsGoogle(type) || ProviderSchema.Current.GetResource(type) is not null;

    /// <summary>For proposals after a misspelt type; those that the provider no longer has are not among them.</summary>
    public static IEnumerable<string> Names => ProviderSchema.Current.Names.ToArray().Where(IsGoogle);

    /// <summary>The type of a value that is a resource of one of these types; dyn if the schema does not know all of them.</summary>
    public static CelType Of(IReadOnlyCollection<string> types)
    {
        ResourceSchema?[] schemas = [.. types.Select(ProviderSchema.Current.GetResource)];
        if (schemas.Length == 0 || schemas.Any(schema => schema is null or { Kind: SchemaKind.Gone }))
        {
            return CelType.Dyn;
        }

        ImmutableArray<ResourceSchema> known = [.. schemas.OfType<ResourceSchema>()];
        string name = NameOf([.. types]);
        ImmutableArray<string> gone = [.. known.SelectMany(schema => schema.Gone.Keys).Distinct()];
        return CelType.Object(name, new BlockFields(name, [.. known.Select(schema => schema.Body)], EveryResource, gone));
    }

    private static string NameOf(ImmutableArray<string> types) => types.Length switch
    {
        1 => types[0],
        2 => $"{types[0]} or {types[1]}",
        _ => $"{types[0]} or one of {types.Length - 1} more types",
    };
}
