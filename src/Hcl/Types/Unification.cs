using System.Collections.Immutable;

namespace GcpLint.Hcl.Types;

/// <summary>Finds the one type to which values of several types convert, as go-cty's UnifyUnsafe does.</summary>
public static class Unification
{
    /// <summary>Null if there is none, and for no types at all.</summary>
    public static HclType? Unify(ImmutableArray<HclType> types)
    {
        if (types.IsEmpty)
        {
            return null;
        }

        if (types.All(type => type.Equals(types[0])))
        {
            return types[0];
        }

        return TryUnifyStructure(types, out HclType? structural) ? structural : UnifyByPreference(types);
    }

    /// <summary>Types of one structure; true if that decides it, be it that there is no such type.</summary>
    private static bool TryUnifyStructure(ImmutableArray<HclType> types, out HclType? result)
    {
        result = null;
        int Count(HclTypeKind kind) => types.Count(type => type.Kind == kind);
        int dynamic = Count(HclTypeKind.Dynamic);
        int structured = types.Length - dynamic;
        int maps = Count(HclTypeKind.Map);
        int lists = Count(HclTypeKind.List);
        int objects = Count(HclTypeKind.Object);
        int tuples = Count(HclTypeKind.Tuple);
        bool all = structured > 0 && (maps == structured || lists == structured || Count(HclTypeKind.Set) == structured
            || objects == structured || tuples == structured);
        if (all && dynamic > 0)
        {
            result = HclType.Dynamic;
            return true;
        }

        if (all)
        {
            result = types[0].Kind switch
            {
                HclTypeKind.Object => UnifyObjects(types),
                HclTypeKind.Tuple => UnifyTuples(types),
                _ => Unify([.. types.Select(type => type.Element)]) is { } element ? Collection(types[0].Kind, element) : null,
            };
            return true;
        }

        if (maps > 0 && maps + objects == structured)
        {
            result = UnifyElements(HclTypeKind.Map, types);
            return result is not null;
        }

        if (lists > 0 && lists + tuples == structured)
        {
            result = UnifyElements(HclTypeKind.List, types);
            return result is not null;
        }

        return objects > 0 && tuples > 0;
    }

    private static HclType Collection(HclTypeKind kind, HclType element) => kind switch
    {
        HclTypeKind.List => HclType.List(element),
        HclTypeKind.Set => HclType.Set(element),
        _ => HclType.Map(element),
    };

    private static HclType? UnifyObjects(ImmutableArray<HclType> types)
    {
        HclType first = types[0];
        bool sameNames = types.All(type => type.Attributes.Select(attribute => attribute.Name)
            .SequenceEqual(first.Attributes.Select(attribute => attribute.Name), StringComparer.Ordinal));
        if (!sameNames)
        {
            return UnifyElements(HclTypeKind.Map, types);
        }

        var attributes = new List<HclTypeAttribute>();
        for (int i = 0; i < first.Attributes.Length; i++)
        {
            int index = i;
            if (Unify([.. types.Select(type => type.Attributes[index].Type)]) is not { } unified)
            {
                return null;
            }

            attributes.Add(new HclTypeAttribute(first.Attributes[i].Name, unified));
        }

        return HclType.Object(attributes);
    }

    private static HclType? UnifyTuples(ImmutableArray<HclType> types)
    {
        HclType first = types[0];
        if (types.Any(type => type.Elements.Length != first.Elements.Length))
        {
            return UnifyElements(HclTypeKind.List, types);
        }

        var elements = ImmutableArray.CreateBuilder<HclType>();
        for (int i = 0; i < first.Elements.Length; i++)
        {
            int index = i;
            if (Unify([.. types.Select(type => type.Elements[index])]) is not { } unified)
            {
                return null;
            }

            elements.Add(unified);
        }

        return HclType.Tuple(elements.ToImmutable());
    }

    /// <summary>A list or map of the type to which the elements of all convert.</summary>
    private static HclType? UnifyElements(HclTypeKind kind, ImmutableArray<HclType> types)
    {
        ImmutableArray<HclType> elements = [.. types.SelectMany(type => type.Kind switch
        {
            HclTypeKind.Tuple => type.Elements,
            HclTypeKind.Object => type.Attributes.Select(attribute => attribute.Type),
            HclTypeKind.Dynamic => [],
            _ => (IEnumerable<HclType>)[type.Element],
        })];
        return Unify(elements) is { } element ? Collection(kind, element) : null;
    }

    private static HclType? UnifyByPreference(ImmutableArray<HclType> types)
    {
        foreach (HclType wanted in types.OrderBy(Preference))
        {
            if (types.All(type => Conversion.CanConvert(type, wanted)))
            {
                return wanted;
            }
        }

        return null;
    }

    /// <summary>A type to which the others convert without loss comes first; any type last.</summary>
    private static int Preference(HclType type) => type.Kind switch
    {
        HclTypeKind.String => 0,
        HclTypeKind.List or HclTypeKind.Map => 0,
        HclTypeKind.Set => 1,
        HclTypeKind.Dynamic => 3,
        _ => 2,
    };
}
