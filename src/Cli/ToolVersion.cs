namespace GcpLint.Cli;

/// <summary>What this build calls itself.</summary>
internal static class ToolVersion
{
    public const string Name = "gcp-lint";

    /// <summary>"0.1.0".</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
