using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The string functions of the specification itself.</summary>
internal static class TextFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Test("contains", (text, part) => text.Contains(part, StringComparison.Ordinal)),
        Test("startsWith", (text, part) => text.StartsWith(part, StringComparison.Ordinal)),
        Test("endsWith", (text, part) => text.EndsWith(part, StringComparison.Ordinal)),
        Function(
            "matches",
            Any(true, [CelType.String, CelType.String], CelType.Bool, Matches),
            Any(false, [CelType.String, CelType.String], CelType.Bool, Matches)),
    ];

    private static CelFunction Test(string name, Func<string, string, bool> test) => Function(
        name,
        Any(true, [CelType.String, CelType.String], CelType.Bool, (scoped arguments, ref frame) =>
        {
            string text = arguments[0].AsString;
            string part = arguments[1].AsString;
            return frame.Pay(Cost.OfSearch(text.Length, part.Length)) ? Value.Of(test(text, part)) : Frame.Exhausted;
        }));

    private static Value Matches(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        if (!frame.Pay(Pattern.CompilationCost))
        {
            return Frame.Exhausted;
        }

        string text = arguments[0].AsString;
        if (Pattern.Compile(arguments[1].AsString, out string? problem) is not { } pattern)
        {
            return CelError.Of($"not a regular expression: {problem}");
        }

        return frame.Pay(pattern.CostOf(text)) ? Value.Of(pattern.IsMatch(text)) : Frame.Exhausted;
    }
}
