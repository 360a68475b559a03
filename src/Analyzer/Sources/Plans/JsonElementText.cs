using System.Text;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Plans;

/// <summary>
/// Follows a JSON file of UTF-8 from front to back and says on which line and column each of its elements begins, without
/// making the whole file a text: a plan may be of a hundred megabytes.
/// </summary>
internal sealed class JsonElementText(string path, ReadOnlyMemory<byte> content)
{
    private int _offset;
    private int _line = 1;
    private int _column = 1;

    public string Path => path;

    /// <summary>The text of an element; elements have to be asked for in the order of the file.</summary>
    public SourceText Take(int start, int end)
    {
        Position position = PositionOf(start);
        return new SourceText(path, Encoding.UTF8.GetString(content.Span[start..end])) { Start = position };
    }

    /// <summary>An empty place at an offset, for diagnostics.</summary>
    public SourceLocation At(int offset) => new(new SourceText(path, "") { Start = PositionOf(Math.Clamp(offset, 0, content.Length)) }, default);

    private Position PositionOf(int offset)
    {
        if (offset < _offset)
        {
            (_offset, _line, _column) = (0, 1, 1);
        }

        ReadOnlySpan<byte> passed = content.Span[_offset..offset];
        int lines = passed.Count((byte)'\n');
        int last = passed.LastIndexOf((byte)'\n');
        _line += lines;
        _column = (last < 0 ? _column : 1) + Encoding.UTF8.GetCharCount(passed[(last + 1)..]);
        _offset = offset;
        return new Position(_line, _column);
    }
}
