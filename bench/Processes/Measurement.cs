using System.Diagnostics;

namespace GcpLint.Bench.Processes;

/// <summary>A command that is started as a whole process, again and again.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments.</param>
/// <param name="WorkingDirectory">Where it runs.</param>
/// <param name="AcceptedExitCodes">A run that ends otherwise is an error of the measurement.</param>
internal sealed record Measurement(
    string Name,
    string FileName,
    IReadOnlyList<string> Arguments,
    string WorkingDirectory,
    IReadOnlyList<int> AcceptedExitCodes)
{
    private readonly List<double> _milliseconds = [];

    private readonly List<double> _processor = [];

    private readonly List<double> _megabytes = [];

    public double Median => Middle(_milliseconds);

    public double Least => _milliseconds.Min();

    /// <summary>The least user and system time of all threads, in milliseconds: what other processes on the machine disturb least.</summary>
    public double Processor => _processor.Min();

    /// <summary>The median of the peak working sets, in MiB.</summary>
    public double PeakMegabytes => Middle(_megabytes);

    /// <summary>One run from start to exit; the first one of each measurement is thrown away by the caller.</summary>
    public void Run(bool keep)
    {
        var start = new ProcessStartInfo(FileName)
        {
            WorkingDirectory = WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start) ?? throw new InvalidOperationException($"{FileName} did not start.");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        long peak = 0;
        double processor = 0;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, Of(process, running => running.PeakWorkingSet64));
            processor = Math.Max(processor, Of(process, running => (long)running.TotalProcessorTime.TotalMilliseconds));
        }

        Task.WaitAll(output, error);
        double milliseconds = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        if (!AcceptedExitCodes.Contains(process.ExitCode))
        {
            throw new InvalidOperationException($"{Name} ended with {process.ExitCode}: {error.Result}");
        }

        if (keep)
        {
            _milliseconds.Add(milliseconds);
            _processor.Add(processor);
            _megabytes.Add(peak / 1048576.0);
        }
    }

    /// <summary>A figure of the process so far; 0 if it ended in this very moment.</summary>
    private static long Of(Process process, Func<Process, long> figure)
    {
        try
        {
            process.Refresh();
            return figure(process);
        }
        catch (InvalidOperationException)
        {
            return 0;
        }
    }

    private static double Middle(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        int half = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
