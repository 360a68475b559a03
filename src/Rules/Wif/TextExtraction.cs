using GcpLint.Cel;
using GcpLint.Values;

namespace GcpLint.Rules.Wif;

/// <summary>
/// <c>extract</c>, which Google adds to CEL for mappings: <c>assertion.sub.extract('repo:{name}:')</c> gives what stands in
/// place of the name, "" where the text is not of this form.
/// </summary>
internal static class TextExtraction
{
    public static CelFunction Function { get; } = new("extract", [CelOverload.Member([CelType.String, CelType.String], CelType.String, Extract)]);

    private static Value Extract(ReadOnlySpan<Value> arguments)
    {
        string text = arguments[0].AsString;
        string template = arguments[1].AsString;
        int open = template.IndexOf('{');
        int close = template.IndexOf('}', Math.Max(open, 0));
        if (open < 0 || close < 0)
        {
            return CelError.Of("the template of extract() has no {name}");
        }

        string before = template[..open];
        string after = template[(close + 1)..];
        int start = text.IndexOf(before, StringComparison.Ordinal);
        if (start < 0)
        {
            return Value.EmptyString;
        }

        start += before.Length;
        int end = after.Length == 0 ? text.Length : text.IndexOf(after, start, StringComparison.Ordinal);
        return end < 0 ? Value.EmptyString : Value.Of(text[start..end]);
    }
}
