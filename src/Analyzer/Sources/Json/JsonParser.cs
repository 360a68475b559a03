using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Json;

/// <summary>Recursive descent; <see cref="JsonReader.MaxDepth"/> bounds the recursion. Gives up at the first syntax error.</summary>
internal sealed class JsonParser(SourceText source)
{
    private readonly JsonLexer _lexer = new(source);
    private readonly ImmutableArray<Diagnostic>.Builder _diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
    private JsonToken _token;
    private bool _failed;

    public JsonFile Read()
    {
        Next();
        Value root = default;
        if (_token.Kind != JsonTokenKind.End)
        {
            root = ReadValue(0);
            if (!_failed && _token.Kind != JsonTokenKind.End)
            {
                Fail("Text behind the end", "A JSON file has one value; what follows it was not read.");
            }
        }

        foreach (Comment comment in _lexer.Comments)
        {
            Report("json/comment", "Comment in JSON", "JSON has no comments (RFC 8259): other programs will refuse this file.", comment.Span);
        }

        _diagnostics.Sort((left, right) => left.Location.Span.CompareTo(right.Location.Span));
        return new JsonFile(source, root, [.. _lexer.Comments], _diagnostics.ToImmutable());
    }

    private void Next() => _token = _lexer.Next();

    private Value ReadValue(int depth)
    {
        JsonToken token = _token;
        switch (token.Kind)
        {
            case JsonTokenKind.OpenBrace or JsonTokenKind.OpenBracket when depth >= JsonReader.MaxDepth:
                Fail("Nesting too deep", $"Values are nested more than {JsonReader.MaxDepth} levels deep; the rest was not read.");
                return Unreadable(token.Span);
            case JsonTokenKind.OpenBrace:
                return ReadObject(depth);
            case JsonTokenKind.OpenBracket:
                return ReadArray(depth);
            case JsonTokenKind.String:
                Next();
                return StringOf(token);
            case JsonTokenKind.Word:
                Value word = JsonLexer.IsNumber(source.Slice(token.Span)) || source.Slice(token.Span) is "true" or "false" or "null"
                    ? YamlSchema.ResolvePlain(source.GetText(token.Span))
                    : default;
                if (word.IsAbsent)
                {
                    break;
                }

                Next();
                return word.WithOrigin(Origin.Written(source, token.Span));
            default:
                break;
        }

        Fail("Value expected", "Here should stand an object, an array, a string, a number, true, false or null.");
        return Unreadable(token.Span);
    }

    private Value ReadObject(int depth)
    {
        int start = _token.Span.Start;
        int end = _token.Span.End;
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        var names = new Dictionary<string, int>(StringComparer.Ordinal);
        Next();
        while (_token.Kind != JsonTokenKind.CloseBrace && !_failed)
        {
            if (_token.Kind != JsonTokenKind.String)
            {
                Fail("Key expected", "The key of an object is a string in double quotes; behind it stand ':' and a value.");
                break;
            }

            Value key = StringOf(_token);
            end = _token.Span.End;
            Next();
            if (!Take(JsonTokenKind.Colon, "':' expected", "Between key and value stands ':'."))
            {
                entries.Add(new ValueEntry(key, Unreadable(_token.Span)));
                break;
            }

            Value value = ReadValue(depth + 1);
            end = value.Origin?.Location.Span.End ?? end;
            AddEntry(entries, names, key, value);
            if (!TakeSeparator(JsonTokenKind.CloseBrace))
            {
                break;
            }
        }

        end = CloseAt(JsonTokenKind.CloseBrace, end);
        return Value.Of(new ValueMap(entries.ToImmutable())).WithOrigin(Origin.Written(source, TextSpan.FromBounds(start, end)));
    }

    private Value ReadArray(int depth)
    {
        int start = _token.Span.Start;
        int end = _token.Span.End;
        var items = ImmutableArray.CreateBuilder<Value>();
        Next();
        while (_token.Kind != JsonTokenKind.CloseBracket && !_failed)
        {
            Value item = ReadValue(depth + 1);
            end = item.Origin?.Location.Span.End ?? end;
            items.Add(item);
            if (!TakeSeparator(JsonTokenKind.CloseBracket))
            {
                break;
            }
        }

        end = CloseAt(JsonTokenKind.CloseBracket, end);
        return Value.Of(new ValueList(items.ToImmutable())).WithOrigin(Origin.Written(source, TextSpan.FromBounds(start, end)));
    }

    private void AddEntry(ImmutableArray<ValueEntry>.Builder entries, Dictionary<string, int> names, Value key, Value value)
    {
        if (names.TryAdd(key.AsString, entries.Count))
        {
            entries.Add(new ValueEntry(key, value));
            return;
        }

        int first = names[key.AsString];
        int line = source.GetLine(entries[first].Key.Origin?.Location.Span.Start ?? 0);
        Report("json/duplicate-key", "Duplicate key",
            $"This key stands in the object already, on line {line}. Keep one of them: which one counts depends on the program that reads it.",
            key.Origin?.Location.Span ?? default);
        entries[first] = new ValueEntry(key, value);
    }

    /// <summary>Takes a comma that another element must follow; false if there is none or it is wrong.</summary>
    private bool TakeSeparator(JsonTokenKind close)
    {
        if (_failed || _token.Kind == close)
        {
            return false;
        }

        JsonToken comma = _token;
        if (!Take(JsonTokenKind.Comma, "',' expected", "Between two elements stands ','; behind the last one the closing bracket."))
        {
            return false;
        }

        if (_token.Kind == close)
        {
            Report("json/syntax", "Comma before the closing bracket", "JSON has no trailing commas (RFC 8259): remove it.", comma.Span);
            return false;
        }

        return true;
    }

    private int CloseAt(JsonTokenKind close, int end)
    {
        if (_failed)
        {
            return end;
        }

        end = _token.Span.End;
        Take(close, "Closing bracket expected", "The object or array has no end.");
        return end;
    }

    private bool Take(JsonTokenKind kind, string summary, string detail)
    {
        if (_token.Kind != kind)
        {
            Fail(summary, detail);
            return false;
        }

        Next();
        return true;
    }

    private Value StringOf(JsonToken token)
    {
        Origin origin = Origin.Written(source, token.Span);
        if (token.Span.Length > JsonReader.MaxStringLength)
        {
            Report("json/string-too-long", "String too long",
                $"It has more than {JsonReader.MaxStringLength} characters; its value was not read.", new TextSpan(token.Span.Start, 1), DiagnosticSeverity.Warning);
            return Value.Unknown(UnknownKind.Limit, "the string is too long").WithOrigin(origin);
        }

        if (token.Error is { } error)
        {
            Report("json/syntax", "Invalid string", error, token.Span);
        }

        return Value.Of(token.Text ?? "").WithOrigin(origin);
    }

    private Value Unreadable(TextSpan span) =>
        Value.Unknown(UnknownKind.Error, "the file could not be read here").WithOrigin(Origin.Written(source, span));

    /// <summary>The first error is told; those that follow from it are not.</summary>
    private void Fail(string summary, string detail)
    {
        if (!_failed)
        {
            _failed = true;
            Report("json/syntax", summary, detail, _token.Span);
        }
    }

    private void Report(string code, string summary, string detail, TextSpan span, DiagnosticSeverity severity = DiagnosticSeverity.Error) =>
        _diagnostics.Add(new Diagnostic(code, severity, summary, detail, new SourceLocation(source, span)));
}
