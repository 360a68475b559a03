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

    private readonly List<double> _megabytes = [];

    public double Median => Middle(_milliseconds);

    public double Least => _milliseconds.Min();

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
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, PeakOf(process));
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
            _megabytes.Add(peak / 1048576.0);
        }
    }

    /// <summary>The peak so far in bytes; 0 if the process ended in this very moment.</summary>
    private static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
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
