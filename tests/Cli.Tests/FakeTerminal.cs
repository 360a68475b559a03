using GcpLint.Cli;
using GcpLint.Cli.Commands;
using GcpLint.Cli.Terminal;

namespace GcpLint.Tests;

/// <summary>A folder of its own, a clock that stands still, and writers that keep what was written.</summary>
internal sealed class FakeTerminal : ITerminal, IDisposable
{
    private readonly StringWriter _out = new() { NewLine = "\n" };
    private readonly StringWriter _error = new() { NewLine = "\n" };

    public FakeTerminal()
    {
        CurrentDirectory = Directory.CreateTempSubdirectory("gcp-lint-test-").FullName;
    }

    public string CurrentDirectory { get; set; }

    public Dictionary<string, string> Environment { get; } = [];

    public bool IsOutTerminal { get; set; }

    public bool IsErrorTerminal { get; set; }

    public int Width { get; set; } = 80;

    public CancellationToken Cancellation { get; set; }

    /// <summary>The first Ctrl-C.</summary>
    public CancellationToken Interrupt { get; set; }

    public TimeProvider Time { get; } = new StoppedClock();

    TextWriter ITerminal.Out => _out;

    TextWriter ITerminal.Error => _error;

    public string Out => _out.ToString();

    public string Error => _error.ToString();

    public string Input { get; set; } = "";

    public Stream OpenInput() => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(Input));

    public CancellationToken TakeFirstInterrupt() => Interrupt;

    public string? GetEnvironmentVariable(string name) => Environment.GetValueOrDefault(name);

    public string Path(string name) => System.IO.Path.Combine(CurrentDirectory, name);

    public string Read(string name) => File.ReadAllText(Path(name));

    public FakeTerminal With(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), content);
        return this;
    }

    public ExitCode Run(params string[] words) => CommandLine.Run(words, this);

    public void Dispose()
    {
        if (Directory.Exists(CurrentDirectory))
        {
            Directory.Delete(CurrentDirectory, recursive: true);
        }

        _out.Dispose();
        _error.Dispose();
    }

    private sealed class StoppedClock : TimeProvider
    {
        public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

        public override DateTimeOffset GetUtcNow() => new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);
    }
}
