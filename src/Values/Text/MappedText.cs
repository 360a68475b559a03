using System.Collections.Immutable;

namespace GcpLint.Text;

/// <summary>A run of units of a <see cref="MappedText"/> that stand in the same order in the source.</summary>
/// <param name="Start">Offset in the decoded text.</param>
/// <param name="SourceStart">Offset of the same unit in the source.</param>
/// <param name="Length">Length of the run in the decoded text.</param>
/// <param name="SourceLength">
/// Length in the source: equal to <paramref name="Length"/> for a plain run; different for an escape such as <c>\n</c>,
/// which is then mapped as a whole.
/// </param>
public readonly record struct TextSegment(int Start, int SourceStart, int Length, int SourceLength);

/// <summary>
/// Text of one language inside a file of another, decoded: a script in a YAML block scalar without its indentation, a
/// string without its escapes. Offsets in it can be told as places in the file.
/// </summary>
public sealed class MappedText
{
    /// <param name="source">The file.</param>
    /// <param name="text">The decoded text.</param>
    /// <param name="segments">In order, without gaps in the decoded text.</param>
    public MappedText(SourceText source, string text, ImmutableArray<TextSegment> segments)
    {
        Source = source;
        Text = text;
        Segments = segments;
    }

    public SourceText Source { get; }

    public string Text { get; }

    public ImmutableArray<TextSegment> Segments { get; }

    /// <summary>The whole file as it is.</summary>
    public static MappedText Whole(SourceText source) => FromSpan(source, new TextSpan(0, source.Length));

    /// <summary>A part of the file that stands there as it is.</summary>
    public static MappedText FromSpan(SourceText source, TextSpan span) =>
        new(source, source.GetText(span), [new TextSegment(0, span.Start, span.Length, span.Length)]);

    /// <summary>The offset in the file of a unit of the decoded text; the end of the text maps to the end of its last segment.</summary>
    public int ToSource(int offset)
    {
        if (Segments.IsEmpty)
        {
            return 0;
        }

        TextSegment segment = Segments[FindSegment(offset)];
        int within = offset - segment.Start;
        if (within >= segment.Length)
        {
            return segment.SourceStart + segment.SourceLength;
        }

        return segment.Length == segment.SourceLength ? segment.SourceStart + within : segment.SourceStart;
    }

    /// <summary>The span in the file that covers a span of the decoded text.</summary>
    public TextSpan ToSource(TextSpan span)
    {
        int start = ToSource(span.Start);

        // The end is mapped through the last unit, so that a span does not reach over a removed indentation.
        int end = span.IsEmpty ? start : Math.Max(start, EndOf(span.End - 1));
        return TextSpan.FromBounds(start, end);
    }

    public SourceLocation Locate(TextSpan span) => new(Source, ToSource(span));

    /// <summary>The offset in the file just behind a unit of the decoded text.</summary>
    private int EndOf(int offset)
    {
        if (Segments.IsEmpty)
        {
            return 0;
        }

        TextSegment segment = Segments[FindSegment(offset)];
        int within = Math.Min(offset - segment.Start, segment.Length - 1);
        return segment.Length == segment.SourceLength ? segment.SourceStart + within + 1 : segment.SourceStart + segment.SourceLength;
    }

    /// <summary>The index of the last segment that starts at or before <paramref name="offset"/>.</summary>
    private int FindSegment(int offset)
    {
        int low = 0;
        int high = Segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (Segments[middle].Start <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
