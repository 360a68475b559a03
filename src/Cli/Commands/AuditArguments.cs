namespace GcpLint.Cli.Commands;

/// <summary>What the words of <c>gcp-lint audit</c> say, before anything was read.</summary>
internal sealed record AuditArguments
{
    /// <summary>What it has in common with a scan; its paths are the repository.</summary>
    public required ScanArguments Run { get; init; }

    /// <summary>Files and folders with exports; "-" is standard input.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Asset types that the exports hold all of, or "all".</summary>
    public IReadOnlyList<string> Complete { get; init; } = [];

    /// <summary>The repository; null for the one of the working folder, if there is one.</summary>
    public string? Source { get; init; }

    public bool NoSource { get; init; }

    public bool StrictCoverage { get; init; }

    public bool Inventory { get; init; }

    public string? Framework { get; init; }

    /// <summary>The form of the inventory or the compliance report.</summary>
    public TableFormat Table { get; init; }
}

/// <summary>The forms of a table.</summary>
internal enum TableFormat : byte
{
    Console,
    Json,
    Csv,
    Markdown,
}
