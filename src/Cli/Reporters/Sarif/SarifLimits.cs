namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>
/// What code scanning takes (docs.github.com, "SARIF support for code scanning"): above the first limits it refuses the
/// whole file, above the others it drops a part without a word.
/// </summary>
internal sealed record SarifLimits
{
    /// <summary>Code scanning keeps so many locations of a result; above 1,000 it refuses the file.</summary>
    public const int LocationsPerResult = 100;

    public static readonly SarifLimits GitHub = new();

    /// <summary>More results refuse the file.</summary>
    public int Results { get; init; } = 25_000;

    /// <summary>More results are not shown. Which ones is not specified, so the worst are put first then.</summary>
    public int ShownResults { get; init; } = 5_000;

    /// <summary>A larger file after gzip is refused: 10 MB, taken as the smaller, decimal megabytes.</summary>
    public long CompressedBytes { get; init; } = 10_000_000;
}
