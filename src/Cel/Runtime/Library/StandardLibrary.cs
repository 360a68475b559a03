using System.Collections.Immutable;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>All functions of the specification and of its extensions, by name.</summary>
internal static class StandardLibrary
{
    public static ImmutableDictionary<string, CelFunction> All { get; } = Join(
    [
        .. ConversionFunctions.All,
        .. TextFunctions.All,
        .. TimeFunctions.All,
        .. OptionalFunctions.All,
        .. StringFunctions.All,
        .. MathFunctions.All,
        .. BitFunctions.All,
        .. ListFunctions.All,
        .. SetFunctions.All,
        .. EncoderFunctions.All,
        .. NetworkFunctions.All,
        .. RegexFunctions.All,
    ]);

    private static ImmutableDictionary<string, CelFunction> Join(ImmutableArray<CelFunction> functions) =>
        functions
            .GroupBy(function => function.Name, StringComparer.Ordinal)
            .ToImmutableDictionary(
                group => group.Key,
                group => new CelFunction(group.Key, [.. group.SelectMany(function => function.Overloads)]),
                StringComparer.Ordinal);
}
