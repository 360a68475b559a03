using GcpLint.Cel.Syntax;

namespace GcpLint.Cel.Checking;

/// <summary>What literals of collections and macros give.</summary>
internal static class CollectionTypes
{
    /// <summary>The type of elements of which those before were of a known type; null for none before.</summary>
    public static CelType Join(CelType? known, CelType type, CelEnvironment environment) =>
        known is null ? type : TypeInference.Join(known, type, environment.AbsentIsNull) ?? CelType.Dyn;


    /// <param name="kind">The macro.</param>
    /// <param name="single">What a macro with one variable sees: an element or a key.</param>
    /// <param name="key">The index or key.</param>
    /// <param name="made">What the last argument gives; dyn where there is none.</param>
    public static CelType ResultOf(ComprehensionKind kind, CelType single, CelType key, CelType made) => kind switch
    {
        ComprehensionKind.All or ComprehensionKind.Exists or ComprehensionKind.ExistsOne => CelType.Bool,
        ComprehensionKind.Filter or ComprehensionKind.SortBy => CelType.List(single),
        ComprehensionKind.Map or ComprehensionKind.TransformList => CelType.List(made),
        ComprehensionKind.TransformMap => CelType.Map(key, made),
        _ => made is CelMapType ? made : CelType.Map(CelType.Dyn, CelType.Dyn),
    };
}
