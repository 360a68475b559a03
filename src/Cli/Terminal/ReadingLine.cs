namespace GcpLint.Cli.Terminal;

/// <summary>One line on the terminal that tells what of live projects is being read, and how many assets have come.</summary>
/// <param name="output">The terminal.</param>
/// <param name="time">The clock of the run.</param>
internal sealed class ReadingLine(TextWriter output, TimeProvider time) : IProgress<int>, IProgress<string>, IDisposable
{
    /// <summary>More often than that nobody can read, and terminals cost time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const string ClearLine = "\r\u001b[K";

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next;
    private string _what = "";
    private int _count;
    private bool _shown;

    public void Report(int value)
    {
        lock (_lock)
        {
            _count = value;
            Show();
        }
    }

    public void Report(string value)
    {
        lock (_lock)
        {
            _what = value;
            _next = TimeSpan.Zero;
            Show();
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_shown)
            {
                output.Write(ClearLine);
                output.Flush();
            }

            _next = TimeSpan.MaxValue;
        }
    }

    private void Show()
    {
        TimeSpan elapsed = time.GetElapsedTime(_start);
        if (elapsed < _next || _next == TimeSpan.MaxValue)
        {
            return;
        }

        _next = elapsed + Interval;
        _shown = true;
        output.Write($"{ClearLine}Reading {SafeText.Line(_what)}: {_count} assets");
        output.Flush();
    }
}
