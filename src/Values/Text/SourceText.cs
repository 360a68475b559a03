using System.Collections.Immutable;

namespace GcpLint.Text;

/// <summary>
/// One file as it was read: its path, its text and, on demand, its lines. Immutable; safe to share between threads.
/// </summary>
public sealed class SourceText
{
    private ImmutableArray<int> _lineStarts;

    public SourceText(string path, string content)
    {
        Path = path;
        Content = content;
    }

    /// <summary>Relative to the root of the scan, with '/' between the parts and no leading "./".</summary>
    public string Path { get; }

    /// <summary>The decoded text without a byte-order mark. Line ends are as in the file.</summary>
    public string Content { get; }

    /// <summary>
    /// The file begins with a byte-order mark, which <see cref="Content"/> leaves out: fingerprints that other tools
    /// compute from the file have it in.
    /// </summary>
    public bool HasByteOrderMark { get; init; }

    /// <summary>
    /// The bytes of the file have the shape of UTF-8 (<see cref="Utf8Shape"/>). If not, either U+FFFD stands in
    /// <see cref="Content"/> for each byte that is part of no character, or the file was in UTF-16.
    /// </summary>
    public bool IsUtf8 { get; init; } = true;

    /// <summary>
    /// Where <see cref="Content"/> begins in its file: behind the first place for a part of a file that is too large to be
    /// held whole. Lines and columns are those of the file.
    /// </summary>
    public Position Start { get; init; } = new(1, 1);

    public int Length => Content.Length;

    /// <summary>The number of lines of the content; an empty text has one.</summary>
    public int LineCount => LineStarts.Length;

    /// <summary>Offsets at which lines start. LF, CRLF and a lone CR end a line.</summary>
    public ImmutableArray<int> LineStarts
    {
        get
        {
            if (_lineStarts.IsDefault)
            {
                // Two threads may both compute it: the results are equal and the write is atomic.
                ImmutableInterlocked.InterlockedInitialize(ref _lineStarts, FindLineStarts(Content));
            }

            return _lineStarts;
        }
    }

    public Position GetPosition(int offset)
    {
        offset = Math.Clamp(offset, 0, Content.Length);
        int index = LineStarts.BinarySearch(offset);
        int line = index >= 0 ? index : ~index - 1;
        return new Position(Start.Line + line, offset - LineStarts[line] + (line == 0 ? Start.Column : 1));
    }

    /// <summary>The 1-based line on which <paramref name="offset"/> lies.</summary>
    public int GetLine(int offset) => GetPosition(offset).Line;

    /// <summary>The offset of a 1-based position; places behind the end of a line or text are drawn back to it.</summary>
    public int GetOffset(Position position)
    {
        int line = Math.Clamp(position.Line, Start.Line, Start.Line + LineCount - 1);
        TextSpan span = GetLineSpan(line);
        int first = line == Start.Line ? Start.Column : 1;
        return Math.Clamp(span.Start + position.Column - first, span.Start, span.End);
    }

    /// <summary>The span of a 1-based line of the file without its line end.</summary>
    public TextSpan GetLineSpan(int line)
    {
        int index = line - Start.Line;
        int start = LineStarts[index];
        int end = index + 1 < LineCount ? LineStarts[index + 1] : Content.Length;
        while (end > start && Content[end - 1] is '\n' or '\r')
        {
            end--;
            if (Content[end] == '\r')
            {
                break;
            }
        }

        return TextSpan.FromBounds(start, end);
    }

    public ReadOnlySpan<char> GetLineText(int line) => Slice(GetLineSpan(line));

    public ReadOnlySpan<char> Slice(TextSpan span)
    {
        int start = Math.Clamp(span.Start, 0, Content.Length);
        int end = Math.Clamp(span.End, start, Content.Length);
        return Content.AsSpan(start, end - start);
    }

    public string GetText(TextSpan span) => Slice(span).ToString();

    public override string ToString() => Path;

    private static ImmutableArray<int> FindLineStarts(string content)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        ReadOnlySpan<char> rest = content;
        int offset = 0;
        while (true)
        {
            int found = rest.IndexOfAny('\n', '\r');
            if (found < 0)
            {
                return starts.ToImmutable();
            }

            int length = found + 1;
            if (rest[found] == '\r' && length < rest.Length && rest[length] == '\n')
            {
                length++;
            }

            offset += length;
            starts.Add(offset);
            rest = rest[length..];
        }
    }
}
