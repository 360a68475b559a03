using System.Collections.Frozen;

namespace GcpLint.Hcl.Functions;

/// <summary>The functions of Terraform 1.11 by name.</summary>
internal static class FunctionTable
{
    /// <summary>Functions of Terraform itself may be called with this in front of their names.</summary>
    public const string CoreNamespace = "core::";

    private static readonly FrozenDictionary<string, HclFunction> Functions = new[]
    {
        CollectionFunctions.All,
        ConversionFunctions.All,
        EncodingFunctions.All,
        FileFunctions.All,
        FormatFunctions.All,
        HashFunctions.All,
        MapFunctions.All,
        NetworkFunctions.All,
        NumberFunctions.All,
        RegexFunctions.All,
        SequenceFunctions.All,
        SetFunctions.All,
        StringFunctions.All,
        TimeFunctions.All,
    }.SelectMany(family => family).ToFrozenDictionary(function => function.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Functions.Keys;

    public static HclFunction? Find(string name)
    {
        string bare = name.StartsWith(CoreNamespace, StringComparison.Ordinal) ? name[CoreNamespace.Length..] : name;
        return Functions.GetValueOrDefault(bare);
    }
}
