using GcpLint.Analyzer.Engine;
using GcpLint.Cli.Reporters;

namespace GcpLint.Cli.Commands;

/// <summary>Where the time of a run went (<c>--stats</c>).</summary>
internal sealed class RunStatistics(TimeProvider time) : IProgress<ScanProgress>
{
    private readonly Lock _lock = new();
    private readonly long _start = time.GetTimestamp();
    private readonly List<(ScanStage Stage, TimeSpan Begin)> _stages = [];
    private TimeSpan _scanned;

    public void Report(ScanProgress value)
    {
        lock (_lock)
        {
            if (_stages.Count == 0 || _stages[^1].Stage < value.Stage)
            {
                _stages.Add((value.Stage, time.GetElapsedTime(_start)));
            }
        }
    }

    /// <summary>The scan is done; reports come next.</summary>
    public void Scanned() => _scanned = time.GetElapsedTime(_start);

    public void Write(ScanResult result, TextWriter output)
    {
        TimeSpan total = time.GetElapsedTime(_start);
        output.WriteLine($"time   {Milliseconds(total)} in all");
        if (_stages.Count > 0)
        {
            output.WriteLine($"       {Milliseconds(_stages[0].Begin)} configuration and rules");
        }

        for (int i = 0; i < _stages.Count; i++)
        {
            TimeSpan end = i + 1 < _stages.Count ? _stages[i + 1].Begin : _scanned;
            output.WriteLine($"       {Milliseconds(end - _stages[i].Begin)} {_stages[i].Stage.ToString().ToLowerInvariant()}");
        }

        output.WriteLine($"       {Milliseconds(total - _scanned)} report");
        output.WriteLine($"memory {Environment.WorkingSet / (1024 * 1024)} MB working set, {GC.GetTotalAllocatedBytes() / (1024 * 1024)} MB allocated, "
            + $"{GC.CollectionCount(0)} collections ({Milliseconds(GC.GetTotalPauseDuration()).Trim()})");
        foreach (KindCount kind in result.Coverage.Kinds)
        {
            output.WriteLine($"files  {kind.Count,6} {kind.Kind}");
        }

        foreach (NotAssessedGroup group in result.Coverage.NotAssessed.Take(10))
        {
            output.WriteLine($"open   {group.Checks,6} {CoverageLine.Word(group.Kind)}: {Terminal.SafeText.Line(group.Reason)}");
        }
    }

    private static string Milliseconds(TimeSpan span) => $"{span.TotalMilliseconds,6:F0} ms";
}
