using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Yaml;

/// <summary>Gathers decoded text with its segments; runs that follow each other in both texts become one.</summary>
internal sealed class SegmentBuilder(string content)
{
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<TextSegment>.Builder _segments = ImmutableArray.CreateBuilder<TextSegment>();

    public int Length => _text.Length;

    /// <summary>Text that stands in the file as it is.</summary>
    public void AddRun(int sourceStart, int length)
    {
        if (length == 0)
        {
            return;
        }

        int start = _text.Length;
        _text.Append(content, sourceStart, length);
        if (_segments.Count > 0 && _segments[^1] is var last && last.Length == last.SourceLength && last.SourceStart + last.SourceLength == sourceStart)
        {
            _segments[^1] = last with { Length = last.Length + length, SourceLength = last.SourceLength + length };
            return;
        }

        _segments.Add(new TextSegment(start, sourceStart, length, length));
    }

    /// <summary>Text that stands in the file in another form: an escape, a folded line break.</summary>
    public void AddDecoded(ReadOnlySpan<char> decoded, int sourceStart, int sourceLength)
    {
        if (decoded.Length == sourceLength && decoded.SequenceEqual(content.AsSpan(sourceStart, sourceLength)))
        {
            AddRun(sourceStart, sourceLength);
        }
        else if (!decoded.IsEmpty)
        {
            int start = _text.Length;
            _text.Append(decoded);
            _segments.Add(new TextSegment(start, sourceStart, decoded.Length, sourceLength));
        }
    }

    public bool TextEquals(string text) => _text.Equals(text);

    public override string ToString() => _text.ToString();

    public ImmutableArray<TextSegment> ToImmutable() => _segments.ToImmutable();
}
