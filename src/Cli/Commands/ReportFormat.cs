using GcpLint.Cli.Reporters;
using GcpLint.Cli.Reporters.Console;
using GcpLint.Cli.Reporters.GitHub;
using GcpLint.Cli.Reporters.Json;
using GcpLint.Cli.Reporters.Sarif;

namespace GcpLint.Cli.Commands;

/// <summary>The formats of a report.</summary>
internal enum ReportFormat : byte
{
    Console,
    Sarif,
    GitHub,
    Json,
}

internal static class ReportFormats
{
    public static readonly (string Word, ReportFormat Value)[] Words =
    [
        ("console", ReportFormat.Console),
        ("sarif", ReportFormat.Sarif),
        ("github", ReportFormat.GitHub),
        ("json", ReportFormat.Json),
    ];

    public static IReporter Create(ReportFormat format, bool color) => format switch
    {
        ReportFormat.Sarif => new SarifReporter(),
        ReportFormat.GitHub => new GitHubReporter(),
        ReportFormat.Json => new JsonReporter(),
        _ => new ConsoleReporter(color),
    };
}

/// <summary>One report of a run.</summary>
/// <param name="Format">Its format.</param>
/// <param name="File">The absolute path of its file; null for standard output.</param>
internal sealed record ReportTarget(ReportFormat Format, string? File);
