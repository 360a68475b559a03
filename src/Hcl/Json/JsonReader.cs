using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Json;

/// <summary>Reads JSON (RFC 8259) with spans. The first error ends it; what was read up to there is kept.</summary>
internal sealed class JsonReader(SourceText source, DiagnosticSink diagnostics)
{
    private static readonly SearchValues<char> TextStops = SearchValues.Create(
        "\"\\\0\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000B\f\r\u000E\u000F\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001A\u001B\u001C\u001D\u001E\u001F");

    private readonly string _text = source.Content;
    private int _position;
    private int _depth;
    private bool _failed;

    public JsonNode ReadAll()
    {
        JsonNode root = ReadValue();
        SkipBlanks();
        if (!_failed && _position < _text.Length)
        {
            Fail(_position, "Extraneous data after value", "The text goes on behind the end of the JSON value.");
        }

        return root;
    }

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t' or '\n' or '\r')
        {
            _position++;
        }
    }

    private JsonInvalid Fail(int start, string summary, string detail)
    {
        var span = new TextSpan(start, start < _text.Length ? 1 : 0);
        if (!_failed)
        {
            diagnostics.Error("json", summary, detail, span);
        }

        _failed = true;
        return new JsonInvalid(span);
    }

    private JsonNode ReadValue()
    {
        SkipBlanks();
        switch (Current)
        {
            case '{' or '[':
                if (_depth >= Parser.MaxNesting)
                {
                    return Fail(_position, "Nesting too deep", $"Objects and lists may nest {Parser.MaxNesting} levels deep.");
                }

                _depth++;
                JsonNode node = Current == '{' ? ReadObject() : ReadArray();
                _depth--;
                return node;
            case '"':
                return ReadString();
            case '-' or (>= '0' and <= '9'):
                return ReadNumber();
            default:
                return ReadKeyword();
        }
    }

    private JsonObject ReadObject()
    {
        int start = _position++;
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        SkipBlanks();
        while (!_failed && Current != '}')
        {
            if (Current != '"')
            {
                Fail(_position, "Invalid JSON syntax", "A name in quotes or the closing brace of the object is expected here.");
                break;
            }

            JsonString name = ReadString();
            SkipBlanks();
            if (!_failed && Current != ':')
            {
                Fail(_position, "Missing property value colon", "A colon stands between a name and its value.");
            }

            _position += _failed ? 0 : 1;
            JsonNode value = _failed ? new JsonInvalid(new TextSpan(_position, 0)) : ReadValue();
            members.Add(new JsonMember(name, value));
            SkipSeparator('}');
        }

        _position += _failed ? 0 : 1;
        return new JsonObject(TextSpan.FromBounds(start, _position), members.ToImmutable());
    }

    private JsonArray ReadArray()
    {
        int start = _position++;
        var items = ImmutableArray.CreateBuilder<JsonNode>();
        SkipBlanks();
        while (!_failed && Current != ']')
        {
            items.Add(ReadValue());
            SkipSeparator(']');
        }

        _position += _failed ? 0 : 1;
        return new JsonArray(TextSpan.FromBounds(start, _position), items.ToImmutable());
    }

    /// <summary>Reads a comma, behind which something has to follow, or stops before the closing bracket.</summary>
    private void SkipSeparator(char close)
    {
        SkipBlanks();
        if (_failed || Current == close)
        {
            return;
        }

        if (Current != ',')
        {
            Fail(_position, "Missing separator", $"A comma or \"{close}\" is expected here.");
            return;
        }

        int comma = _position++;
        SkipBlanks();
        if (Current == close)
        {
            Fail(comma, "Trailing comma", "JSON has no comma behind the last element.");
        }
    }

    private JsonNode ReadKeyword()
    {
        int start = _position;
        while (char.IsAsciiLetter(Current))
        {
            _position++;
        }

        TextSpan span = TextSpan.FromBounds(start, _position);
        switch (_text.AsSpan(start, span.Length))
        {
            case "true":
                return new JsonLiteral(span, Value.True);
            case "false":
                return new JsonLiteral(span, Value.False);
            case "null":
                return new JsonLiteral(span, Value.Null);
            default:
                _position = start;
                return Fail(start, start < _text.Length ? "Invalid JSON value" : "Missing JSON value", "A JSON value is expected here.");
        }
    }

    private JsonNode ReadNumber()
    {
        int start = _position;
        while (Current is '-' or '+' or '.' or 'e' or 'E' or (>= '0' and <= '9'))
        {
            _position++;
        }

        ReadOnlySpan<char> digits = _text.AsSpan(start, _position - start);
        ReadOnlySpan<char> whole = digits[0] == '-' ? digits[1..] : digits;
        bool shaped = !whole.IsEmpty && char.IsAsciiDigit(whole[0])
            && !(whole.Length > 1 && whole[0] == '0' && char.IsAsciiDigit(whole[1]))
            && char.IsAsciiDigit(whole[^1]) && !whole.Contains(".e", StringComparison.OrdinalIgnoreCase);
        return shaped && BigNumber.TryParse(digits, out BigNumber? number)
            ? new JsonLiteral(TextSpan.FromBounds(start, _position), Value.Of(number))
            : Fail(start, "Invalid JSON number", "A number has digits, perhaps a fraction and an exponent, and no zeros in front.");
    }

    private JsonString ReadString()
    {
        int start = _position++;
        int run = _position;
        StringBuilder? text = null;
        var segments = ImmutableArray.CreateBuilder<TextSegment>();
        while (true)
        {
            int stop = _text.AsSpan(_position).IndexOfAny(TextStops);
            _position = stop < 0 ? _text.Length : _position + stop;
            if (stop < 0 || _text[_position] is not ('"' or '\\'))
            {
                Fail(start, "Unclosed string", "The string is not closed on its line.");
                break;
            }

            if (_text[_position] == '"')
            {
                break;
            }

            text ??= new StringBuilder();
            AppendRun(text, segments, run);
            int escape = _position;
            string decoded = ReadEscape();
            segments.Add(new TextSegment(text.Length, escape, decoded.Length, _position - escape));
            text.Append(decoded);
            run = _position;
        }

        MappedText mapped;
        if (text is null)
        {
            mapped = MappedText.FromSpan(source, TextSpan.FromBounds(run, _position));
        }
        else
        {
            AppendRun(text, segments, run);
            mapped = new MappedText(source, text.ToString(), segments.ToImmutable());
        }

        _position += _failed ? 0 : 1;
        return new JsonString(TextSpan.FromBounds(start, _position), mapped);
    }

    private void AppendRun(StringBuilder text, ImmutableArray<TextSegment>.Builder segments, int run)
    {
        if (_position > run)
        {
            segments.Add(new TextSegment(text.Length, run, _position - run, _position - run));
            text.Append(_text, run, _position - run);
        }
    }

    private string ReadEscape()
    {
        int start = _position;
        _position++;
        char selector = Current;
        _position = Math.Min(_position + 1, _text.Length);
        switch (selector)
        {
            case '"' or '\\' or '/':
                return selector.ToString();
            case 'b':
                return "\b";
            case 'f':
                return "\f";
            case 'n':
                return "\n";
            case 'r':
                return "\r";
            case 't':
                return "\t";
            case 'u' when TryReadHex(out char unit):
                if (char.IsHighSurrogate(unit) && _text.AsSpan(_position).StartsWith(@"\u"))
                {
                    int second = _position;
                    _position += 2;
                    if (TryReadHex(out char low) && char.IsLowSurrogate(low))
                    {
                        return new string([unit, low]);
                    }

                    _position = second;
                }

                return char.IsSurrogate(unit) ? "\uFFFD" : unit.ToString();
            default:
                Fail(start, "Invalid escape sequence", "The escapes of JSON are \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t and \\uNNNN.");
                return "";
        }
    }

    private bool TryReadHex(out char unit)
    {
        unit = '\0';
        const int Digits = 4;
        if (_position + Digits > _text.Length
            || !ushort.TryParse(_text.AsSpan(_position, Digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
        {
            return false;
        }

        unit = (char)code;
        _position += Digits;
        return true;
    }
}
