using System.Collections.Immutable;
using GcpLint.Analyzer.Facts;
using GcpLint.Cel;

namespace GcpLint.Rules.Declarative.Typing;

/// <summary>
/// The attributes of a resource or of a block in it, as the provider declares them. For a rule about several types they
/// are those that at least one of the types has: the others give null there.
/// </summary>
/// <param name="name">The type, or the path of the block from it: "google_sql_database_instance.settings".</param>
/// <param name="blocks">One for each type that has the block.</param>
/// <param name="identity">What every resource has besides.</param>
/// <param name="gone">Paths from here of what older versions of the provider had: rules may still ask for it.</param>
internal sealed class BlockFields(
    string name, ImmutableArray<BlockSchema> blocks, ImmutableDictionary<string, CelType> identity, ImmutableArray<string> gone) : ICelFields
{
    private static readonly ImmutableDictionary<string, CelType> NoIdentity = ImmutableDictionary<string, CelType>.Empty;

    public IEnumerable<string> Names => blocks.SelectMany(block => block.Attributes.Keys).Concat(identity.Keys).Distinct();

    public CelType? TypeOf(string field)
    {
        ImmutableArray<AttributeSchema> found = [.. blocks.Select(block => block.Get(field)).OfType<AttributeSchema>()];
        if (found.IsEmpty)
        {
            return identity.GetValueOrDefault(field) ?? (gone.Any(path => path == field || IsBelow(path, field)) ? CelType.Dyn : null);
        }

        AttributeKind kind = found[0].Kind;
        if (found.Any(attribute => attribute.Kind != kind))
        {
            return CelType.Dyn;
        }

        return kind switch
        {
            AttributeKind.Block => ObjectOf(field, found),
            AttributeKind.Blocks => CelType.List(ObjectOf(field, found)),
            AttributeKind.List or AttributeKind.Set => CelType.List(ElementOf(found)),
            AttributeKind.Map => CelType.Map(CelType.String, CelType.Dyn),
            _ => Simple(kind),
        };
    }

    /// <summary>Closed only if it is so for every type that has the attribute.</summary>
    public IReadOnlyCollection<string>? ValuesOf(string field)
    {
        ImmutableArray<AttributeSchema> found = [.. blocks.Select(block => block.Get(field)).OfType<AttributeSchema>()];
        return found.IsEmpty || found.Any(attribute => attribute.AllowedValues.IsEmpty || attribute.Has(AttributeTraits.IgnoresCase))
            ? null
            : [.. found.SelectMany(attribute => attribute.AllowedValues.Concat(attribute.BetaValues)).Append("").Distinct()];
    }

    private CelType ObjectOf(string field, ImmutableArray<AttributeSchema> attributes)
    {
        string path = $"{name}.{field}";
        return CelType.Object(path, new BlockFields(path, [.. attributes.Select(attribute => attribute.Block ?? BlockSchema.Empty)], NoIdentity, GoneBelow(field)));
    }

    private ImmutableArray<string> GoneBelow(string field) =>
        [.. gone.Where(path => IsBelow(path, field)).Select(path => path[(field.Length + 1)..])];

    private static bool IsBelow(string path, string field) =>
        path.Length > field.Length && path[field.Length] == '.' && path.StartsWith(field, StringComparison.Ordinal);

    private static CelType ElementOf(ImmutableArray<AttributeSchema> attributes) =>
        attributes.All(attribute => attribute.ElementKind == attributes[0].ElementKind) ? Simple(attributes[0].ElementKind) : CelType.Dyn;

    /// <summary>Numbers of a configuration have several kinds, which compare with each other; CEL's types do not.</summary>
    private static CelType Simple(AttributeKind kind) => kind switch
    {
        AttributeKind.String => CelType.String,
        AttributeKind.Bool => CelType.Bool,
        _ => CelType.Dyn,
    };
}
