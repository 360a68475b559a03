using System.Collections.Immutable;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The string functions of the specification itself.</summary>
internal static class TextFunctions
{
    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("contains", Member(CelType.String, CelType.String, CelType.Bool, (text, part) => Value.Of(text.AsString.Contains(part.AsString, StringComparison.Ordinal)))),
        Function("startsWith", Member(CelType.String, CelType.String, CelType.Bool, (text, part) => Value.Of(text.AsString.StartsWith(part.AsString, StringComparison.Ordinal)))),
        Function("endsWith", Member(CelType.String, CelType.String, CelType.Bool, (text, part) => Value.Of(text.AsString.EndsWith(part.AsString, StringComparison.Ordinal)))),
        Function(
            "matches",
            Any(true, [CelType.String, CelType.String], CelType.Bool, Matches),
            Any(false, [CelType.String, CelType.String], CelType.Bool, Matches)),
    ];

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
