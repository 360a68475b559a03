using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Puts decoded text together from runs of a file, so that every unit keeps its place.</summary>
internal sealed class MappedTextBuilder(SourceText source)
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<TextSegment>.Builder _segments = ImmutableArray.CreateBuilder<TextSegment>();

    public int Length => _text.Length;

    /// <summary>Appends a run that stands in the file as it is.</summary>
    public void Append(TextSpan span)
    {
        AddSegment(span.Start, span.Length, span.Length);
        _text.Append(source.Slice(span));
    }

    /// <summary>Appends a part of text that was decoded before.</summary>
    public void Append(MappedText text, TextSpan span)
    {
        foreach (TextSegment segment in text.Segments.AsSpan()[FirstSegment(text, span.Start)..])
        {
            int start = Math.Max(segment.Start, span.Start);
            int end = Math.Min(segment.Start + segment.Length, span.End);
            if (segment.Start >= span.End)
            {
                break;
            }

            if (end <= start)
            {
                continue;
            }

            if (segment.Length == segment.SourceLength)
            {
                AddSegment(segment.SourceStart + start - segment.Start, end - start, end - start);
            }
            else
            {
                AddSegment(segment.SourceStart, end - start, segment.SourceLength);
            }

            _text.Append(text.Text, start, end - start);
        }
    }

    /// <summary>Appends the meaning of an escape; it maps to the escape as a whole.</summary>
    public void AppendEscape(char decoded, TextSpan span)
    {
        _segments.Add(new TextSegment(_text.Length, span.Start, 1, span.Length));
        _text.Append(decoded);
    }

    /// <param name="emptyAt">The place in the file of a text without units.</param>
    public MappedText ToMappedText(int emptyAt)
    {
        if (_segments.Count == 0)
        {
            _segments.Add(new TextSegment(0, emptyAt, 0, 0));
        }

        return new MappedText(source, _text.ToString(), _segments.ToImmutable());
    }

    /// <summary>A part of decoded text as a text of its own.</summary>
    public static MappedText Slice(MappedText text, TextSpan span)
    {
        var builder = new MappedTextBuilder(text.Source);
        builder.Append(text, span);
        return builder.ToMappedText(text.ToSource(span.Start));
    }

    private void AddSegment(int sourceStart, int length, int sourceLength)
    {
        if (length == 0)
        {
            return;
        }

        if (_segments.Count > 0 && length == sourceLength)
        {
            TextSegment last = _segments[^1];
            if (last.Length == last.SourceLength && last.SourceStart + last.SourceLength == sourceStart)
            {
                _segments[^1] = last with { Length = last.Length + length, SourceLength = last.SourceLength + length };
                return;
            }
        }

        _segments.Add(new TextSegment(_text.Length, sourceStart, length, sourceLength));
    }

    private static int FirstSegment(MappedText text, int offset)
    {
        int low = 0;
        int high = text.Segments.Length - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (text.Segments[middle].Start <= offset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return Math.Max(low, 0);
    }
}
