using System.Runtime.InteropServices;
using System.Text;
using GcpLint.Cli.Reporters;

namespace GcpLint.Cli.Terminal;

#pragma warning disable RS0030 // The one place that may use System.Console.

/// <summary>The terminal that the process was started from.</summary>
internal sealed class SystemTerminal : ITerminal, IDisposable
{
    private const int BufferSize = 64 * 1024;

    private readonly CancellationTokenSource _cancellation = new();
    private readonly CancellationTokenSource _interrupt = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private volatile bool _takesInterrupt;

    public SystemTerminal()
    {
        Out = new BrokenPipeWriter(new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false), BufferSize) { NewLine = "\n" });
        Error = new BrokenPipeWriter(new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true });
        foreach (PosixSignal signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT })
        {
            _signals.Add(PosixSignalRegistration.Create(signal, Stop));
        }
    }

    public TextWriter Out { get; }

    public TextWriter Error { get; }

    public bool IsOutTerminal => !Console.IsOutputRedirected;

    public bool IsErrorTerminal => !Console.IsErrorRedirected;

    public int Width => IsOutTerminal && Console.WindowWidth > 0 ? Console.WindowWidth : ReportOptions.DefaultWidth;

    public string CurrentDirectory => Environment.CurrentDirectory;

    public TimeProvider Time => TimeProvider.System;

    public CancellationToken Cancellation => _cancellation.Token;

    public CancellationToken TakeFirstInterrupt()
    {
        _takesInterrupt = true;
        return _interrupt.Token;
    }

    public Stream OpenInput() => Console.OpenStandardInput();

    public string? GetEnvironmentVariable(string name) => Environment.GetEnvironmentVariable(name);

    public void Dispose()
    {
        Out.Flush();
        Error.Flush();
        foreach (PosixSignalRegistration signal in _signals)
        {
            signal.Dispose();
        }

        _cancellation.Dispose();
        _interrupt.Dispose();
    }

    /// <summary>
    /// Ends the process at once: half a report helps nobody (unless somebody asked for the first of it). What is registered at <see cref="Cancellation"/> (unfinished
    /// files) is cleaned up first.
    /// </summary>
    private void Stop(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_takesInterrupt && !_interrupt.IsCancellationRequested)
        {
            if (IsErrorTerminal)
            {
                Error.WriteLine("\nStopping: what was read is judged. Once more to end at once.");
            }

            _interrupt.Cancel();
            return;
        }

        _cancellation.Cancel();
        if (IsErrorTerminal)
        {
            Error.Write('\n');
        }

        Environment.Exit((int)ExitCode.Interrupted);
    }
}
