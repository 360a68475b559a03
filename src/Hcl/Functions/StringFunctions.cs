using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Text without patterns and formats.</summary>
internal static class StringFunctions
{
    /// <summary>A list of more parts than this is no configuration.</summary>
    private const int MaxParts = 100_000;

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("chomp", Str, call => Value.Of(call.Text(0).TrimEnd('\r', '\n')), Of("str", Str)),
        Define("endswith", Bool, call => Value.Of(call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal)), Of("str", Str), Of("suffix", Str)),
        Define("indent", Str, Indent, Of("spaces", Number), Of("str", Str)),
        DefineVariadic("join", Str, Join, Of("lists", ListOfText), Of("separator", Str)),
        Define("lower", Str, call => Value.Of(ToLower(call.Text(0)).ToNfc()), Of("str", Str)),
        Define("upper", Str, call => Value.Of(ToUpper(call.Text(0)).ToNfc()), Of("str", Str)),
        Define("title", Str, call => Value.Of(ToTitle(call.Text(0)).ToNfc()), Of("str", Str)),
        Define("split", ListOfText, Split, Of("separator", Str), Of("str", Str)),
        Define("startswith", Bool, StartsWith, new Parameter("str", Str, AllowUnknown: true), Of("prefix", Str)),
        Define("strcontains", Bool, call => Value.Of(call.Text(0).Contains(call.Text(1), StringComparison.Ordinal)), Of("str", Str), Of("substr", Str)),
        Define("strrev", Str, call => Value.Of(Reverse(call.Text(0)).ToNfc()), Of("str", Str)),
        Define("substr", Str, Substring, Of("str", Str), Of("offset", Number), Of("length", Number)),
        Define("trim", Str, call => Value.Of(Trim(call.Text(0), call.Text(1))), Of("str", Str), Of("cutset", Str)),
        Define("trimprefix", Str, call => Value.Of(TrimPrefix(call.Text(0), call.Text(1))), Of("str", Str), Of("prefix", Str)),
        Define("trimspace", Str, call => Value.Of(call.Text(0).Trim()), Of("str", Str)),
        Define("trimsuffix", Str, call => Value.Of(TrimSuffix(call.Text(0), call.Text(1))), Of("str", Str), Of("suffix", Str)),
    ];

    /// <summary>Unicode's simple mapping; .NET's invariant culture leaves the Turkish i and the long s as they are.</summary>
    private static string ToLower(string text) => text.ToLowerInvariant().Replace('\u0130', 'i');

    /// <inheritdoc cref="ToLower"/>
    private static string ToUpper(string text) => text.ToUpperInvariant().Replace('\u0131', 'I').Replace('\u017F', 'S');

    private static FunctionResult Indent(FunctionCall call)
    {
        const int MaxSpaces = 1000;
        if (!HclNumbers.TryGetInt32(call[0], out int spaces) || spaces < 0)
        {
            return FunctionResult.FailArgument(0, "the number of spaces is to be a whole number of 0 or more");
        }

        long lines = call.Text(1).AsSpan().Count('\n');
        return spaces > MaxSpaces || lines * spaces > Evaluation.EvaluationBudget.MaxTextLength
            ? FunctionResult.Limit("the text is too long")
            : Value.Of(call.Text(1).Replace("\n", "\n" + new string(' ', spaces), StringComparison.Ordinal));
    }

    private static FunctionResult Join(FunctionCall call)
    {
        if (call.Count == 1)
        {
            return FunctionResult.Fail("at least one list is needed");
        }

        var text = new StringBuilder();
        bool first = true;
        for (int i = 1; i < call.Count; i++)
        {
            if (call[i].FindUnknown() is { } unknown)
            {
                return FunctionCall.UnknownFrom(unknown, Str);
            }

            foreach (Value item in call[i].AsList)
            {
                if (item.IsNull)
                {
                    return FunctionResult.FailArgument(i, "an element is null: it cannot be joined");
                }

                text.Append(first ? "" : call.Text(0)).Append(item.AsString);
                first = false;
                if (text.Length > Evaluation.EvaluationBudget.MaxTextLength)
                {
                    return FunctionResult.Limit("the text is too long");
                }
            }
        }

        return Value.Of(text.ToString().ToNfc());
    }

    private static FunctionResult Split(FunctionCall call)
    {
        string separator = call.Text(0);
        string text = call.Text(1);
        List<Value> parts = [];
        if (separator.Length == 0)
        {
            foreach (Rune rune in text.EnumerateRunes())
            {
                parts.Add(Value.Of(rune.ToString()));
                if (parts.Count > MaxParts)
                {
                    return FunctionResult.Limit("the list is too long");
                }
            }
        }
        else
        {
            foreach (Range range in text.AsSpan().Split(separator))
            {
                parts.Add(Value.Of(text[range]));
                if (parts.Count > MaxParts)
                {
                    return FunctionResult.Limit("the list is too long");
                }
            }
        }

        return TypedValues.List(Str, [.. parts]);
    }

    private static FunctionResult StartsWith(FunctionCall call)
    {
        if (!call[0].IsUnknown)
        {
            return Value.Of(call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal));
        }

        // What is known of the text may decide it.
        string known = call[0].UnknownReason?.Prefix ?? "";
        string prefix = call.Text(1);
        int common = Math.Min(known.Length, prefix.Length);
        if (!known.AsSpan(0, common).SequenceEqual(prefix.AsSpan(0, common)))
        {
            return Value.False;
        }

        return known.Length >= prefix.Length ? Value.True : FunctionCall.UnknownFrom(call[0], Bool);
    }

    /// <summary>Go's strings.Title: a letter behind anything but a letter, digit or underscore gets its title case.</summary>
    private static string ToTitle(string text)
    {
        var result = new StringBuilder(text.Length);
        bool start = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            result.Append((start ? ToTitle(rune) : rune).ToString());
            start = rune.IsAscii
                ? !char.IsAsciiLetterOrDigit((char)rune.Value) && rune.Value != '_'
                : !Rune.IsLetterOrDigit(rune) && Rune.IsWhiteSpace(rune);
        }

        return result.ToString();
    }

    /// <summary>The upper case, but for the digraphs that have a case of their own for titles.</summary>
    private static Rune ToTitle(Rune rune) => rune.Value switch
    {
        >= 0x1C4 and <= 0x1C6 => new Rune(0x1C5),
        >= 0x1C7 and <= 0x1C9 => new Rune(0x1C8),
        >= 0x1CA and <= 0x1CC => new Rune(0x1CB),
        >= 0x1F1 and <= 0x1F3 => new Rune(0x1F2),
        _ => Rune.ToUpperInvariant(rune),
    };

    private static string Reverse(string text)
    {
        var elements = new List<string>();
        TextElementEnumerator each = StringInfo.GetTextElementEnumerator(text);
        while (each.MoveNext())
        {
            elements.Add(each.GetTextElement());
        }

        elements.Reverse();
        return string.Concat(elements);
    }

    private static FunctionResult Substring(FunctionCall call)
    {
        if (!HclNumbers.TryGetInt32(call[1], out int offset))
        {
            return FunctionResult.FailArgument(1, "the offset is to be a whole number");
        }

        if (!HclNumbers.TryGetInt32(call[2], out int length))
        {
            return FunctionResult.FailArgument(2, "the length is to be a whole number");
        }

        int[] starts = StringInfo.ParseCombiningCharacters(call.Text(0));
        if (offset < 0)
        {
            // Terraform looks for a length of 0 only where the offset counts from the start: here it is the rest.
            offset = Math.Max(0, offset + starts.Length);
            length = length == 0 ? -1 : length;
        }

        if (length == 0 || offset >= starts.Length)
        {
            return Value.EmptyString;
        }

        int start = starts[offset];
        long last = length < 0 ? starts.Length : Math.Min(starts.Length, (long)offset + length);
        int end = last == starts.Length ? call.Text(0).Length : starts[last];
        return Value.Of(call.Text(0)[start..end]);
    }

    private static string Trim(string text, string cutset)
    {
        var set = cutset.EnumerateRunes().ToHashSet();
        int start = 0;
        while (start < text.Length && Rune.DecodeFromUtf16(text.AsSpan(start), out Rune first, out int width) == default && set.Contains(first))
        {
            start += width;
        }

        int end = text.Length;
        while (end > start && Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out Rune last, out int width) == default && set.Contains(last))
        {
            end -= width;
        }

        return text[start..end];
    }

    private static string TrimPrefix(string text, string prefix) =>
        text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;

    private static string TrimSuffix(string text, string suffix) =>
        text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;
}
