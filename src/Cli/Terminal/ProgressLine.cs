using GcpLint.Analyzer.Engine;

namespace GcpLint.Cli.Terminal;

/// <summary>
/// One line on the terminal that tells how far a scan is, for scans that take longer than people like to wait without a
/// sign. It goes away when the scan ends.
/// </summary>
/// <param name="output">The terminal.</param>
/// <param name="time">The clock of the run.</param>
/// <param name="next">Somebody else who wants to know.</param>
internal sealed class ProgressLine(TextWriter output, TimeProvider time, IProgress<ScanProgress>? next) : IProgress<ScanProgress>, IDisposable
{
    /// <summary>A scan that ends before shows nothing: a flash of text is a disturbance.</summary>
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(700);

    /// <summary>More often than that nobody can read, and terminals cost time.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const string ClearLine = "\r\u001b[K";

    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private TimeSpan _next = Delay;
    private bool _shown;

    public void Report(ScanProgress value)
    {
        next?.Report(value);
        lock (_lock)
        {
            TimeSpan elapsed = time.GetElapsedTime(_start);
            if (elapsed < _next)
            {
                return;
            }

            _next = elapsed + Interval;
            _shown = true;
            string count = value.Total > 0 ? $" {value.Done}/{value.Total}" : "";
            output.Write($"{ClearLine}{Verb(value.Stage)}{count}");
            output.Flush();
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

    private static string Verb(ScanStage stage) => stage switch
    {
        ScanStage.Discover => "Looking for files",
        ScanStage.Read => "Reading files",
        ScanStage.Evaluate => "Evaluating",
        _ => "Checking",
    };
}
