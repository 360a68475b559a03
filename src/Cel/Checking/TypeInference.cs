using System.Collections.Immutable;

namespace GcpLint.Cel.Checking;

/// <summary>Whether arguments fit parameters, and what the parameters' type letters stand for in one call.</summary>
/// <param name="nullFitsAll">Rule mode: any value may be null, so null may stand for any.</param>
internal ref struct TypeInference(bool nullFitsAll)
{
    private Dictionary<string, CelType>? _letters;

    /// <summary>Arguments beyond the last parameter are more of it.</summary>
    public bool Fits(ReadOnlySpan<CelType> arguments, ImmutableArray<CelType> parameters)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (!Fits(arguments[i], parameters[Math.Min(i, parameters.Length - 1)]))
            {
                return false;
            }
        }

        return true;
    }

    public bool Fits(CelType argument, CelType parameter)
    {
        if (parameter is CelTypeParameter letter)
        {
            _letters ??= new Dictionary<string, CelType>(StringComparer.Ordinal);
            CelType? joined = _letters.TryGetValue(letter.Name, out CelType? bound) ? Join(bound, argument, nullFitsAll) : argument;
            _letters[letter.Name] = joined ?? CelType.Dyn;
            return joined is not null;
        }

        if (argument == CelType.Dyn || parameter == CelType.Dyn || argument == parameter)
        {
            return true;
        }

        return (argument, parameter) switch
        {
            (CelListType a, CelListType p) => Fits(a.Element, p.Element),
            (CelMapType a, CelMapType p) => Fits(a.Key, p.Key) && Fits(a.Value, p.Value),
            (CelObjectType, CelMapType p) => Fits(CelType.String, p.Key) && Fits(CelType.Dyn, p.Value),
            (CelOptionalType a, CelOptionalType p) => Fits(a.Value, p.Value),
            _ => argument == CelType.Null && (nullFitsAll || IsNullable(parameter)),
        };
    }

    public readonly CelType Substitute(CelType type) => type switch
    {
        CelTypeParameter letter => _letters?.GetValueOrDefault(letter.Name) ?? CelType.Dyn,
        CelListType list => CelType.List(Substitute(list.Element)),
        CelMapType map => CelType.Map(Substitute(map.Key), Substitute(map.Value)),
        CelOptionalType optional => CelType.Optional(Substitute(optional.Value)),
        _ => type,
    };

    /// <summary>The narrowest type that both fit; null if they have nothing in common.</summary>
    public static CelType? Join(CelType a, CelType b, bool nullFitsAll)
    {
        if (a == b)
        {
            return a;
        }

        if (a == CelType.Dyn || b == CelType.Dyn)
        {
            return CelType.Dyn;
        }

        if (a == CelType.Null || b == CelType.Null)
        {
            CelType other = a == CelType.Null ? b : a;
            return nullFitsAll || IsNullable(other) ? other : null;
        }

        switch (a, b)
        {
            case (CelListType x, CelListType y):
                return Join(x.Element, y.Element, nullFitsAll) is { } element ? CelType.List(element) : null;
            case (CelMapType x, CelMapType y):
                return Join(x.Key, y.Key, nullFitsAll) is { } key && Join(x.Value, y.Value, nullFitsAll) is { } value ? CelType.Map(key, value) : null;
            case (CelObjectType, CelMapType map):
                return map;
            case (CelMapType map, CelObjectType):
                return map;
            case (CelOptionalType x, CelOptionalType y):
                return Join(x.Value, y.Value, nullFitsAll) is { } inner ? CelType.Optional(inner) : null;
            default:
                return null;
        }
    }

    /// <summary>The specification lets messages be null; its timestamps and durations are messages.</summary>
    private static bool IsNullable(CelType type) =>
        type is CelObjectType or CelOptionalType || type == CelType.Timestamp || type == CelType.Duration;
}
