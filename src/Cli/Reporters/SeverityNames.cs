using GcpLint.Analyzer.Findings;

namespace GcpLint.Cli.Reporters;

/// <summary>Severities as reports and options write them.</summary>
internal static class SeverityNames
{
    /// <summary>From worst to least: the order in which people want to see them.</summary>
    public static readonly Severity[] WorstFirst =
        [Severity.Critical, Severity.High, Severity.Medium, Severity.Low, Severity.Info];

    extension(Severity severity)
    {
        public string Word => severity switch
        {
            Severity.Critical => "critical",
            Severity.High => "high",
            Severity.Medium => "medium",
            Severity.Low => "low",
            _ => "info",
        };
    }
}
