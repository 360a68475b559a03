using System.Buffers;
using System.Globalization;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Json;

internal enum JsonTokenKind : byte
{
    End,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    Colon,
    Comma,
    String,

    /// <summary>A run of anything else: numbers, true, false, null, and what is none of them.</summary>
    Word,
}

/// <param name="Kind">What it is.</param>
/// <param name="Span">With the quotes of a string.</param>
/// <param name="Text">The decoded text of a string.</param>
/// <param name="Error">What is wrong with a string.</param>
internal readonly record struct JsonToken(JsonTokenKind Kind, TextSpan Span, string? Text = null, string? Error = null);

internal sealed class JsonLexer(SourceText source)
{
    private static readonly SearchValues<char> WordEnds = SearchValues.Create(" \t\r\n{}[]:,\"/");

    /// <summary>What ends a run of plain characters in a string: its end, an escape, control characters.</summary>
    private static readonly SearchValues<char> StringStops =
        SearchValues.Create([.. Enumerable.Range(0, 0x20).Select(unit => (char)unit), '"', '\\']);

    private readonly string _content = source.Content;
    private int _offset;

    public List<Comment> Comments { get; } = [];

    public JsonToken Next()
    {
        SkipBlanks();
        if (_offset >= _content.Length)
        {
            return new JsonToken(JsonTokenKind.End, new TextSpan(_content.Length, 0));
        }

        JsonTokenKind kind = _content[_offset] switch
        {
            '{' => JsonTokenKind.OpenBrace,
            '}' => JsonTokenKind.CloseBrace,
            '[' => JsonTokenKind.OpenBracket,
            ']' => JsonTokenKind.CloseBracket,
            ':' => JsonTokenKind.Colon,
            ',' => JsonTokenKind.Comma,
            '"' => JsonTokenKind.String,
            _ => JsonTokenKind.Word,
        };
        if (kind == JsonTokenKind.String)
        {
            return ReadString();
        }

        int start = _offset;
        if (kind == JsonTokenKind.Word)
        {
            int found = _content.AsSpan(start + 1).IndexOfAny(WordEnds);
            _offset = found < 0 ? _content.Length : start + 1 + found;
        }
        else
        {
            _offset++;
        }

        return new JsonToken(kind, TextSpan.FromBounds(start, _offset));
    }

    /// <summary><c>-? (0 | [1-9][0-9]*) (\.[0-9]+)? ([eE][-+]?[0-9]+)?</c> (RFC 8259, section 6).</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        int i = text.StartsWith("-", StringComparison.Ordinal) ? 1 : 0;
        int digits = Digits(text, i);
        if (digits == 0 || (digits > 1 && text[i] == '0'))
        {
            return false;
        }

        i += digits;
        if (i < text.Length && text[i] == '.')
        {
            digits = Digits(text, i + 1);
            if (digits == 0)
            {
                return false;
            }

            i += 1 + digits;
        }

        if (i < text.Length && text[i] is 'e' or 'E')
        {
            i += i + 1 < text.Length && text[i + 1] is '+' or '-' ? 2 : 1;
            digits = Digits(text, i);
            if (digits == 0)
            {
                return false;
            }

            i += digits;
        }

        return i == text.Length;
    }

    private static int Digits(ReadOnlySpan<char> text, int from)
    {
        if (from >= text.Length)
        {
            return 0;
        }

        int found = text[from..].IndexOfAnyExceptInRange('0', '9');
        return found < 0 ? text.Length - from : found;
    }

    private void SkipBlanks()
    {
        while (_offset < _content.Length)
        {
            ReadOnlySpan<char> rest = _content.AsSpan(_offset);
            if (rest[0] is ' ' or '\t' or '\n' or '\r')
            {
                _offset++;
            }
            else if (rest.StartsWith("//", StringComparison.Ordinal))
            {
                int length = rest.IndexOfAny('\n', '\r');
                AddComment(length < 0 ? rest.Length : length, 0);
            }
            else if (rest.StartsWith("/*", StringComparison.Ordinal))
            {
                int close = rest[2..].IndexOf("*/", StringComparison.Ordinal);
                AddComment(close < 0 ? rest.Length : close + 4, close < 0 ? 0 : 2);
            }
            else
            {
                return;
            }
        }
    }

    private void AddComment(int length, int endMarker)
    {
        int before = _offset;
        while (before > 0 && _content[before - 1] is ' ' or '\t')
        {
            before--;
        }

        bool ownLine = before == 0 || _content[before - 1] is '\n' or '\r';
        Comments.Add(new Comment(new TextSpan(_offset, length), new TextSpan(_offset + 2, length - 2 - endMarker), ownLine));
        _offset += length;
    }

    private JsonToken ReadString()
    {
        int start = _offset++;
        StringBuilder? decoded = null;
        int run = _offset;
        string? error = null;
        while (true)
        {
            int found = _content.AsSpan(_offset).IndexOfAny(StringStops);
            _offset = found < 0 ? _content.Length : _offset + found;
            if (found < 0 || _content[_offset] is '\n' or '\r')
            {
                error = "The string has no end on its line: close it with '\"'.";
                break;
            }

            if (_content[_offset] == '"')
            {
                break;
            }

            if (_content[_offset] == '\\')
            {
                decoded ??= new StringBuilder();
                decoded.Append(_content, run, _offset - run);
                error = ReadEscape(decoded) ?? error;
                run = _offset;
            }
            else
            {
                error = "Control characters in strings are written as escapes, such as \\t or \\u0000.";
                _offset++;
            }
        }

        string text = decoded is null
            ? _content[run.._offset]
            : decoded.Append(_content, run, _offset - run).ToString();
        if (_offset < _content.Length && _content[_offset] == '"')
        {
            _offset++;
        }

        return new JsonToken(JsonTokenKind.String, TextSpan.FromBounds(start, _offset), text, error);
    }

    private string? ReadEscape(StringBuilder decoded)
    {
        char kind = _offset + 1 < _content.Length ? _content[_offset + 1] : '\0';
        if (kind == 'u' && _offset + 6 <= _content.Length &&
            ushort.TryParse(_content.AsSpan(_offset + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            decoded.Append((char)code);
            _offset += 6;
            return null;
        }

        char? unit = kind switch
        {
            '"' or '\\' or '/' => kind,
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            _ => null,
        };
        if (unit is null)
        {
            _offset++;
            return "A backslash begins one of the escapes \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits.";
        }

        decoded.Append(unit.Value);
        _offset += 2;
        return null;
    }
}
