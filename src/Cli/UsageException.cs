namespace GcpLint.Cli;

/// <summary>The user asked for something that cannot be: ends the run with <see cref="ExitCode.Usage"/>.</summary>
/// <param name="message">One line that names the thing and, where there is one, the nearest right name.</param>
/// <param name="details">More lines: places in a configuration file.</param>
internal sealed class UsageException(string message, IReadOnlyList<string>? details = null) : Exception(message)
{
    public IReadOnlyList<string> Details { get; } = details ?? [];
}
