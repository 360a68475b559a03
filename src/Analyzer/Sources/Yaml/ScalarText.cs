using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>
/// The text of scalars of YAML and JSON, with each character's place in the file: for the shell scripts, expressions
/// and templates that stand in them.
/// </summary>
public static class ScalarText
{
    /// <summary>
    /// The decoded text of a string that a reader made from a scalar; null for every other value. Decodes again, so call
    /// it for the scalars that hold another language, not for all.
    /// </summary>
    public static MappedText? Map(Value value)
    {
        if (!value.TryGetString(out string? text) || value.Origin is not { } origin)
        {
            return null;
        }

        SourceLocation written = origin.Trail.Last().Location;
        if (!written.Span.IsEmpty)
        {
            var segments = new SegmentBuilder(written.Source.Content);
            Decode(written.Source.Content, written.Span, text, segments);
            if (segments.TextEquals(text))
            {
                return new MappedText(written.Source, text, segments.ToImmutable());
            }
        }

        // Composed from more than the scalar: the nearest place stands for all of it.
        TextSpan place = origin.Location.Span;
        return new MappedText(origin.Location.Source, text, [new TextSegment(0, place.Start, text.Length, place.Length)]);
    }

    /// <summary>
    /// The scalar as text whatever the core schema makes of it: "8080" for <c>8080</c>, "1.10" for <c>1.10</c>; "" for
    /// null, collections and what is not known.
    /// </summary>
    public static string Of(Value value) => value.Kind switch
    {
        ValueKind.String => value.AsString,
        ValueKind.Bool or ValueKind.Int or ValueKind.Double or ValueKind.Number when value.Origin is { } origin =>
            Unquoted(origin.Trail.Last().Location),
        ValueKind.Bool or ValueKind.Int or ValueKind.Double or ValueKind.Number => value.ToString(),
        _ => "",
    };

    /// <summary>
    /// The decoded text of the scalar that stands at the value's own place, whatever was made of it since: of an unknown
    /// <c>"postgres://${HOST}/db"</c> this text. "" for a value that no reader made.
    /// </summary>
    public static string Written(Value value)
    {
        if (value.Origin is not { Location: var place } || place.Span.IsEmpty)
        {
            return "";
        }

        string content = place.Source.Content;
        if (content[place.Span.Start] is '|' or '>')
        {
            return place.Source.GetText(place.Span);
        }

        var segments = new SegmentBuilder(content);
        Decode(content, place.Span, "", segments);
        return segments.ToString();
    }

    /// <summary>
    /// A part of a string as a value of its own, with its own place: the right side of "NAME=value".
    /// </summary>
    internal static Value Part(Value value, TextSpan part)
    {
        string text = value.AsString.Substring(part.Start, part.Length);
        return Map(value) is not { } mapped || value.Origin is not { } origin
            ? Value.Of(text).WithOrigin(value.Origin)
            : Value.Of(text).WithOrigin(origin with { Location = mapped.Locate(part) });
    }

    private static string Unquoted(SourceLocation location) => location.Source.Slice(location.Span).Trim("\"'").ToString();

    private static void Decode(string content, TextSpan span, string text, SegmentBuilder segments)
    {
        switch (content[span.Start])
        {
            case '|' or '>':
                new BlockScalarDecoder(content, span, text, segments).Decode();
                break;
            case '"' when span.Length >= 2:
                FlowScalarDecoder.DecodeDouble(content.AsSpan(0, span.End - 1), span.Start + 1, segments);
                break;
            case '\'' when span.Length >= 2:
                FlowScalarDecoder.DecodeSingle(content.AsSpan(0, span.End - 1), span.Start + 1, segments);
                break;
            default:
                FlowScalarDecoder.DecodePlain(content.AsSpan(0, span.End), span.Start, segments);
                break;
        }
    }
}
