namespace GcpLint.Cli;

/// <summary>With what the process ends; documented in the help and part of the contract.</summary>
internal enum ExitCode
{
    /// <summary>Nothing at or above the threshold.</summary>
    Clean = 0,

    /// <summary>Findings at or above the threshold.</summary>
    Findings = 1,

    /// <summary>Wrong usage, or a configuration that says something impossible.</summary>
    Usage = 2,

    /// <summary>Input that could not be analysed.</summary>
    NotAnalysed = 3,

    /// <summary>Stopped by Ctrl-C: 128 + SIGINT, as shells count.</summary>
    Interrupted = 130,
}
