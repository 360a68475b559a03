using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>
/// Makes a value of the JSON element at which a reader stands, with the places of keys and scalars in the element's text.
/// The reader's own limit of depth bounds the recursion.
/// </summary>
internal sealed class JsonElementReader
{
    private readonly ReadOnlyMemory<byte> _content;
    private readonly SourceText? _text;
    private int _byte;
    private int _char;

    private JsonElementReader(ReadOnlyMemory<byte> content, SourceText? text, int start)
    {
        _content = content;
        _text = text;
        _byte = start;
    }

    /// <summary>A value without places.</summary>
    public static Value Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content) => new JsonElementReader(content, null, 0).ReadValue(ref reader);

    /// <summary>A value whose places are in a text of its own.</summary>
    public static (Value Value, SourceText Text) Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> content, JsonElementText file)
    {
        int start = (int)reader.TokenStartIndex;
        Utf8JsonReader ahead = reader;
        ahead.Skip();
        SourceText text = file.Take(start, (int)ahead.BytesConsumed);
        return (new JsonElementReader(content, text, start).ReadValue(ref reader), text);
    }

    private Value ReadValue(ref Utf8JsonReader reader)
    {
        int start = CharOf((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadObject(ref reader, start);
            case JsonTokenType.StartArray:
                return ReadArray(ref reader, start);
            default:
                Value scalar = ScalarOf(ref reader);
                return Place(scalar, start, (int)reader.BytesConsumed);
        }
    }

    private Value ReadObject(ref Utf8JsonReader reader, int start)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            int keyStart = CharOf((int)reader.TokenStartIndex);
            int keyEnd = (int)reader.TokenStartIndex + reader.ValueSpan.Length + 2;
            Value key = Place(Value.Of(reader.GetString() ?? ""), keyStart, keyEnd);
            reader.Read();
            entries.Add(new ValueEntry(key, ReadValue(ref reader)));
        }

        return Place(Value.Of(new ValueMap(entries.ToImmutable())), start, (int)reader.BytesConsumed);
    }

    private Value ReadArray(ref Utf8JsonReader reader, int start)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return Place(Value.Of(new ValueList(items.ToImmutable())), start, (int)reader.BytesConsumed);
    }

    private static Value ScalarOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => Value.Of(reader.GetString() ?? ""),
        JsonTokenType.True => Value.True,
        JsonTokenType.False => Value.False,
        JsonTokenType.Number when reader.TryGetInt64(out long number) => Value.Of(number),
        JsonTokenType.Number when reader.TryGetDouble(out double number) && double.IsFinite(number) => Value.Of(number),
        JsonTokenType.Number => Value.Unknown(UnknownKind.Limit, "the number is too large"),
        _ => Value.Null,
    };

    private Value Place(Value value, int start, int endByte) =>
        _text is null ? value : value.WithOrigin(Origin.Written(_text, TextSpan.FromBounds(start, CharOf(endByte))));

    // Tokens come in the order of the file, so that each byte is looked at once.
    private int CharOf(int offset)
    {
        if (_text is null)
        {
            return 0;
        }

        _char += Encoding.UTF8.GetCharCount(_content.Span[_byte..offset]);
        _byte = offset;
        return _char;
    }
}
