using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources;

/// <summary>Rewrites parts of a <see cref="MappedText"/> and keeps the places of everything.</summary>
internal sealed class MappedTextEdits(MappedText original)
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<TextSegment>.Builder _segments = ImmutableArray.CreateBuilder<TextSegment>();
    private int _segment;
    private int _taken;

    /// <summary>Puts <paramref name="replacement"/> in the place of a part behind all earlier ones.</summary>
    public void Replace(TextSpan part, string replacement)
    {
        CopyTo(part.Start);
        TextSpan place = original.ToSource(part);
        if (replacement.Length > 0)
        {
            _segments.Add(new TextSegment(_text.Length, place.Start, replacement.Length, place.Length));
            _text.Append(replacement);
        }

        _taken = part.End;
    }

    public MappedText ToMappedText()
    {
        if (_taken == 0)
        {
            return original;
        }

        CopyTo(original.Text.Length);
        return new MappedText(original.Source, _text.ToString(), _segments.ToImmutable());
    }

    private void CopyTo(int end)
    {
        while (_taken < end && _segment < original.Segments.Length)
        {
            TextSegment segment = original.Segments[_segment];
            int segmentEnd = segment.Start + segment.Length;
            if (segmentEnd <= _taken)
            {
                _segment++;
                continue;
            }

            int length = Math.Min(end, segmentEnd) - _taken;
            _segments.Add(segment.Length == segment.SourceLength
                ? new TextSegment(_text.Length, segment.SourceStart + (_taken - segment.Start), length, length)
                : new TextSegment(_text.Length, segment.SourceStart, length, segment.SourceLength));
            _text.Append(original.Text, _taken, length);
            _taken += length;
        }
    }
}
