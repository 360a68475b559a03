using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

internal enum JsonFormResult
{
    /// <summary>The text is the shell form.</summary>
    None,

    /// <summary>An array of strings.</summary>
    Strings,

    /// <summary>JSON, but not of strings only: BuildKit refuses it.</summary>
    OtherValues,
}

/// <summary>
/// Reads the JSON form <c>["a", "b"]</c>. The words keep their places, which System.Text.Json does not tell in UTF-16;
/// it decides only whether an array with other values is JSON at all.
/// </summary>
internal static class JsonForm
{
    /// <param name="text">The arguments.</param>
    /// <param name="words">Unescaped, each with the place of its JSON string.</param>
    public static JsonFormResult TryParse(MappedText text, out ImmutableArray<InstructionWord> words)
    {
        words = [];
        ReadOnlySpan<char> json = text.Text;
        int position = 0;
        SkipBlanks(json, ref position);
        if (position >= json.Length || json[position] != '[')
        {
            return JsonFormResult.None;
        }

        position++;
        var found = ImmutableArray.CreateBuilder<InstructionWord>();
        SkipBlanks(json, ref position);
        bool isEmpty = position < json.Length && json[position] == ']';
        while (!isEmpty)
        {
            SkipBlanks(json, ref position);
            if (position >= json.Length || json[position] != '"')
            {
                return IsArray(text.Text) ? JsonFormResult.OtherValues : JsonFormResult.None;
            }

            int start = position;
            if (!TryReadString(json, ref position, out string? value))
            {
                return JsonFormResult.None;
            }

            found.Add(new InstructionWord(value, text.ToSource(TextSpan.FromBounds(start, position))));
            SkipBlanks(json, ref position);
            if (position < json.Length && json[position] == ',')
            {
                position++;
                continue;
            }

            break;
        }

        if (position >= json.Length || json[position] != ']')
        {
            return JsonFormResult.None;
        }

        position++;
        SkipBlanks(json, ref position);
        words = found.ToImmutable();
        return position == json.Length ? JsonFormResult.Strings : JsonFormResult.None;
    }

    /// <summary>Says where an array that was meant for the JSON form is none.</summary>
    public static void Check(JsonFormResult json, MappedText arguments, DiagnosticBag diagnostics)
    {
        if (json == JsonFormResult.OtherValues)
        {
            diagnostics.Error(
                "dockerfile/invalid-json-form",
                "The JSON form takes strings only",
                "Put every word in double quotes.",
                arguments.ToSource(new TextSpan(0, arguments.Text.Length)));
        }
        else if (json == JsonFormResult.None && LooksLikeArray(arguments.Text))
        {
            diagnostics.Warning(
                "dockerfile/invalid-json-form",
                "Not valid JSON, so Docker reads it as the shell form",
                "Put every word in double quotes, double each backslash, and leave no comma behind the last word.",
                arguments.ToSource(new TextSpan(0, arguments.Text.Length)));
        }
    }

    /// <summary>
    /// Whether a text that is no JSON array was meant for one: it is in brackets, and its first word is followed by ','
    /// or ']'. A test such as <c>[ -f x ]</c> is not.
    /// </summary>
    private static bool LooksLikeArray(ReadOnlySpan<char> text)
    {
        text = text.Trim(Blank.All);
        if (text.Length < 3 || text[0] != '[' || text[^1] != ']')
        {
            return false;
        }

        text = text[1..].TrimStart(Blank.All);
        bool isQuoted = text[0] is '"' or '\'';
        int end = isQuoted ? text[1..].IndexOf(text[0]) : text.IndexOfAny(" ,]\t");
        if (end <= 0)
        {
            return false;
        }

        text = text[(isQuoted ? end + 2 : end)..].TrimStart(Blank.All);
        return text.StartsWith(",") || text is "]";
    }

    private static bool IsArray(string text)
    {
        try
        {
            // By way of bytes: the overload for strings throws on a lone surrogate.
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(text));
            return document.RootElement.ValueKind == JsonValueKind.Array;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void SkipBlanks(ReadOnlySpan<char> json, ref int position)
    {
        while (position < json.Length && json[position] is ' ' or '\t' or '\r' or '\n')
        {
            position++;
        }
    }

    private static bool TryReadString(ReadOnlySpan<char> json, ref int position, [NotNullWhen(true)] out string? value)
    {
        value = null;
        int start = ++position;
        StringBuilder? text = null;
        while (position < json.Length && json[position] >= ' ')
        {
            char c = json[position];
            if (c == '"')
            {
                value = text is null ? json[start..position].ToString() : text.Append(json[start..position]).ToString();
                position++;
                return true;
            }

            if (c != '\\')
            {
                position++;
                continue;
            }

            text = (text ?? new StringBuilder()).Append(json[start..position]);
            if (!TryReadEscape(json, ref position, out char escaped))
            {
                return false;
            }

            text.Append(escaped);
            start = position;
        }

        return false;
    }

    private static bool TryReadEscape(ReadOnlySpan<char> json, ref int position, out char escaped)
    {
        escaped = '\0';
        if (position + 1 >= json.Length)
        {
            return false;
        }

        char c = json[position + 1];
        position += 2;
        if (c == 'u')
        {
            if (position + 4 > json.Length
                || !ushort.TryParse(json.Slice(position, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort unit))
            {
                return false;
            }

            position += 4;
            escaped = (char)unit;
            return true;
        }

        escaped = c switch
        {
            '"' or '\\' or '/' => c,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => '\0',
        };
        return escaped != '\0';
    }
}
