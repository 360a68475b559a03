namespace GcpLint.Cli.Commands;

/// <summary>What the words of <c>gcp-lint audit</c> say, before anything was read.</summary>
internal sealed record AuditArguments
{
    /// <summary>What it has in common with a scan; its paths are the repository.</summary>
    public required ScanArguments Run { get; init; }

    /// <summary>Files and folders with exports; "-" is standard input.</summary>
    public IReadOnlyList<string> From { get; init; } = [];

    /// <summary>Live projects by id or number.</summary>
    public IReadOnlyList<string> Projects { get; init; } = [];

    /// <summary>Folders by number.</summary>
    public IReadOnlyList<string> Folders { get; init; } = [];

    /// <summary>Organizations by number.</summary>
    public IReadOnlyList<string> Organizations { get; init; } = [];

    /// <summary>How live projects are reached.</summary>
    public LiveArguments Live { get; init; } = new();

    /// <summary>Tell what a principal has to be granted, and end.</summary>
    public bool PrintRole { get; init; }

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

/// <summary>How live projects are reached, as the words of a command line have it.</summary>
internal sealed record LiveArguments
{
    public string? Endpoint { get; init; }

    public string? Impersonate { get; init; }

    public string? AccessTokenFile { get; init; }

    public string? QuotaProject { get; init; }

    public TimeSpan? Timeout { get; init; }

    /// <summary>Ask the services themselves, not the inventory.</summary>
    public bool FromServices { get; init; }
}

/// <summary>The forms of a table.</summary>
internal enum TableFormat : byte
{
    Console,
    Json,
    Csv,
    Markdown,
}
