using System.Text;

namespace GcpLint.Cli.Terminal;

/// <summary>
/// A writer whose reader may go away (<c>gcp-lint scan . | head</c>): what is written after that is nobody's, and no
/// error.
/// </summary>
internal sealed class BrokenPipeWriter : TextWriter
{
    private readonly TextWriter _inner;
    private bool _broken;

    public BrokenPipeWriter(TextWriter inner)
    {
        _inner = inner;
        CoreNewLine = inner.NewLine.ToCharArray();
    }

    public override Encoding Encoding => _inner.Encoding;

    public override void Write(char value) => Guard(writer => writer.Write(value));

    public override void Write(string? value) => Guard(writer => writer.Write(value));

    public override void Write(char[] buffer, int index, int count) => Guard(writer => writer.Write(buffer, index, count));

    public override void Flush() => Guard(writer => writer.Flush());

    private void Guard(Action<TextWriter> write)
    {
        if (_broken)
        {
            return;
        }

        try
        {
            write(_inner);
        }
        catch (IOException)
        {
            _broken = true;
        }
    }
}
