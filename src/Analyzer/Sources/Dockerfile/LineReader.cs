using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Lines of a Dockerfile: LF ends one, carriage returns before it are dropped; a lone CR is a blank.</summary>
internal sealed class LineReader(SourceText source)
{
    private int _next;

    /// <summary>The end of the last line that was read, without its line end.</summary>
    public int LastEnd { get; private set; }

    /// <param name="line">Without its line end.</param>
    public bool TryRead(out TextSpan line)
    {
        if (_next >= source.Length)
        {
            line = new TextSpan(source.Length, 0);
            return false;
        }

        ReadOnlySpan<char> rest = source.Content.AsSpan(_next);
        int end = rest.IndexOf('\n');
        ReadOnlySpan<char> content = (end < 0 ? rest : rest[..end]).TrimEnd('\r');
        line = new TextSpan(_next, content.Length);
        _next = end < 0 ? source.Length : _next + end + 1;
        LastEnd = line.End;
        return true;
    }

    /// <summary>The offset of the next line.</summary>
    public int Position => _next;
}
