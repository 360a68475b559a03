namespace GcpLint.Cli.Terminal;

/// <summary>All that a run sees of the machine around it, scanned files apart.</summary>
internal interface ITerminal
{
    /// <summary>Reports, in UTF-8 with line feeds. A reader that has gone away is no error.</summary>
    TextWriter Out { get; }

    /// <summary>What is said about the run: progress, errors, the coverage of a report for machines.</summary>
    TextWriter Error { get; }

    /// <summary>Standard input, to be read once.</summary>
    Stream OpenInput();

    /// <summary>Somebody looks at <see cref="Out"/>.</summary>
    bool IsOutTerminal { get; }

    /// <summary>Somebody looks at <see cref="Error"/>.</summary>
    bool IsErrorTerminal { get; }

    /// <summary>Columns; <see cref="Reporters.ReportOptions.DefaultWidth"/> where nobody knows.</summary>
    int Width { get; }

    string CurrentDirectory { get; }

    /// <summary>The clock of the run.</summary>
    TimeProvider Time { get; }

    /// <summary>Ctrl-C, or the end that the system asks for.</summary>
    CancellationToken Cancellation { get; }

    /// <summary>
    /// From now on the first Ctrl-C does not end the process but cancels what this gives, so that a part of the work can be
    /// shown; a second one ends it.
    /// </summary>
    CancellationToken TakeFirstInterrupt();

    /// <summary>Null if it is not set.</summary>
    string? GetEnvironmentVariable(string name);
}
