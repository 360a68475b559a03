using System.Collections.Immutable;
using System.Text;
using GcpLint.Values;
using static GcpLint.Cel.Runtime.Library.Define;

namespace GcpLint.Cel.Runtime.Library;

/// <summary>The extension strings. Positions count code points.</summary>
internal static class StringFunctions
{
    private static readonly CelType Text = CelType.String;
    private static readonly CelType Texts = CelType.List(CelType.String);

    public static ImmutableArray<CelFunction> All { get; } =
    [
        Function("charAt", Member(Text, CelType.Int, Text, (text, index) => CharAt(text.AsString, index.AsInt))),
        Function(
            "indexOf",
            Any(true, [Text, Text], CelType.Int, (scoped arguments, ref frame) =>
                TextSearch.IndexOf(arguments[0].AsString, arguments[1].AsString, 0, ref frame)),
            Any(true, [Text, Text, CelType.Int], CelType.Int, (scoped arguments, ref frame) =>
                TextSearch.IndexOf(arguments[0].AsString, arguments[1].AsString, arguments[2].AsInt, ref frame))),
        Function(
            "lastIndexOf",
            Any(true, [Text, Text], CelType.Int, (scoped arguments, ref frame) =>
                TextSearch.LastIndexOf(arguments[0].AsString, arguments[1].AsString, null, ref frame)),
            Any(true, [Text, Text, CelType.Int], CelType.Int, (scoped arguments, ref frame) =>
                TextSearch.LastIndexOf(arguments[0].AsString, arguments[1].AsString, arguments[2].AsInt, ref frame))),
        Function(
            "join",
            Any(true, [Texts], Text, (scoped arguments, ref frame) => Join(arguments[0].AsList, "", ref frame)),
            Any(true, [Texts, Text], Text, (scoped arguments, ref frame) => Join(arguments[0].AsList, arguments[1].AsString, ref frame))),
        Function("lowerAscii", Member(Text, Text, text => Value.Of(MapAscii(text.AsString, char.IsAsciiLetterUpper, 32)))),
        Function("upperAscii", Member(Text, Text, text => Value.Of(MapAscii(text.AsString, char.IsAsciiLetterLower, -32)))),
        Function("replace", Any(true, [Text, Text, Text], Text, Replace), Any(true, [Text, Text, Text, CelType.Int], Text, Replace)),
        Function("split", Any(true, [Text, Text], Texts, Split), Any(true, [Text, Text, CelType.Int], Texts, Split)),
        Function(
            "substring",
            Member(Text, CelType.Int, Text, (text, start) => Substring(text.AsString, start.AsInt, null)),
            Any(true, [Text, CelType.Int, CelType.Int], Text, (scoped arguments, ref _) => Substring(arguments[0].AsString, arguments[1].AsInt, arguments[2].AsInt))),
        Function("trim", Member(Text, Text, text => Value.Of(text.AsString.Trim()))),
        Function("reverse", Member(Text, Text, text => Value.Of(Reverse(text.AsString)))),
        Function("strings.quote", Global(Text, Text, text => Value.Of(Quote(text.AsString)))),
        Function(
            "format",
            Any(true, [Text, CelType.List(CelType.Dyn)], Text, (scoped arguments, ref frame) =>
                TextFormat.Format(arguments[0].AsString, arguments[1].AsList, ref frame))),
    ];

    private static Value CharAt(string text, long index)
    {
        int offset = index < 0 ? -1 : CodePoints.OffsetOf(text, index);
        if (offset < 0)
        {
            return CelError.Of($"index out of range: {index}");
        }

        return Value.Of(offset == text.Length ? "" : text.Substring(offset, CodePoints.LengthAt(text, offset)));
    }

    private static Value Join(ValueList list, string separator, ref Frame frame)
    {
        var text = new StringBuilder();
        bool sensitive = false;
        for (int i = 0; i < list.Count; i++)
        {
            Value item = list[i];
            sensitive |= item.IsSensitive;
            if (!item.TryGetString(out string? part))
            {
                return item.IsUnknown ? item : CelError.Of($"no such overload: join with an element of type {TypeNames.NameOf(item)}");
            }

            if (!frame.Pay(Cost.OfText(part.Length + separator.Length)))
            {
                return Frame.Exhausted;
            }

            text.Append(i == 0 ? "" : separator).Append(part);
        }

        return Value.Of(text.ToString()).WithSensitive(sensitive);
    }

    private static string MapAscii(string text, Func<char, bool> isMapped, int shift) =>
        string.Create(text.Length, (text, isMapped, shift), static (result, state) =>
        {
            for (int i = 0; i < result.Length; i++)
            {
                char c = state.text[i];
                result[i] = state.isMapped(c) ? (char)(c + state.shift) : c;
            }
        });

    private static Value Replace(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        string text = arguments[0].AsString;
        string old = arguments[1].AsString;
        string replacement = arguments[2].AsString;
        long left = arguments.Length > 3 ? arguments[3].AsInt : -1;
        if (!frame.Pay(Cost.OfSearch(text.Length, old.Length)))
        {
            return Frame.Exhausted;
        }

        var result = new StringBuilder();
        int at = 0;
        while (left != 0 && at <= text.Length)
        {
            int found = text.IndexOf(old, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            if (!frame.Pay(Cost.OfText(found - at + replacement.Length)))
            {
                return Frame.Exhausted;
            }

            result.Append(text, at, found - at).Append(replacement);
            at = found + old.Length;
            left--;
            if (old.Length == 0)
            {
                // Nothing stands before each code point and at the end.
                int length = at < text.Length ? CodePoints.LengthAt(text, at) : 1;
                result.Append(text, at, Math.Min(length, text.Length - at));
                at += length;
            }
        }

        return Value.Of(result.Append(text, Math.Min(at, text.Length), text.Length - Math.Min(at, text.Length)).ToString());
    }

    private static Value Split(scoped ReadOnlySpan<Value> arguments, ref Frame frame)
    {
        string text = arguments[0].AsString;
        string separator = arguments[1].AsString;
        long limit = arguments.Length > 2 ? arguments[2].AsInt : -1;
        if (!frame.Pay(Cost.OfSearch(text.Length, separator.Length)))
        {
            return Frame.Exhausted;
        }

        var parts = ImmutableArray.CreateBuilder<Value>();
        int at = 0;
        while (limit != 0 && (limit < 0 || parts.Count < limit - 1) && frame.Pay(1))
        {
            int found = separator.Length == 0 ? EndOfCodePoint(text, at) : text.IndexOf(separator, at, StringComparison.Ordinal);
            if (found < 0)
            {
                break;
            }

            parts.Add(Value.Of(text[at..found]));
            at = found + separator.Length;
        }

        if (limit != 0 && (separator.Length > 0 || at < text.Length))
        {
            parts.Add(Value.Of(text[at..]));
        }

        return frame.IsExhausted ? Frame.Exhausted : Value.Of(new ValueList(parts.ToImmutable()));
    }

    private static int EndOfCodePoint(string text, int at) => at < text.Length ? at + CodePoints.LengthAt(text, at) : -1;

    private static Value Substring(string text, long start, long? end)
    {
        int from = start < 0 ? -1 : CodePoints.OffsetOf(text, start);
        int to = end is null ? text.Length : end < 0 ? -1 : CodePoints.OffsetOf(text, end.Value);
        return from < 0 || to < from ? CelError.Of($"index out of range: {start}{(end is null ? "" : $", {end}")}") : Value.Of(text[from..to]);
    }

    private static string Reverse(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int end = text.Length; end > 0;)
        {
            int length = end > 1 && char.IsLowSurrogate(text[end - 1]) && char.IsHighSurrogate(text[end - 2]) ? 2 : 1;
            result.Append(text, end - length, length);
            end -= length;
        }

        return result.ToString();
    }

    private static string Quote(string text)
    {
        var result = new StringBuilder("\"", text.Length + 2);
        foreach (char c in text)
        {
            _ = c switch
            {
                '\a' => result.Append("\\a"),
                '\b' => result.Append("\\b"),
                '\f' => result.Append("\\f"),
                '\n' => result.Append("\\n"),
                '\r' => result.Append("\\r"),
                '\t' => result.Append("\\t"),
                '\v' => result.Append("\\v"),
                '\\' => result.Append("\\\\"),
                '"' => result.Append("\\\""),
                _ => result.Append(c),
            };
        }

        return result.Append('"').ToString();
    }
}
