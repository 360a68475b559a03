using System.Text;
using GcpLint.Cli.Terminal;

namespace GcpLint.Cli.Reporters.GitHub;

/// <summary>
/// Lines by which a step tells the runner of GitHub Actions something (actions/toolkit, <c>command.ts</c>), escaped as
/// the runner undoes it.
/// </summary>
internal static class WorkflowCommands
{
    /// <summary>The runner cuts longer messages.</summary>
    public const int MaxMessage = 4096;

    public static string Format(string command, IEnumerable<(string Name, string Value)> properties, string message)
    {
        var line = new StringBuilder("::").Append(command);
        char separator = ' ';
        foreach ((string name, string value) in properties)
        {
            line.Append(separator).Append(name).Append('=').Append(EscapeProperty(value));
            separator = ',';
        }

        return line.Append("::").Append(EscapeData(message)).ToString();
    }

    /// <summary>The percent sign first: the others make new ones.</summary>
    private static string EscapeData(string text) => SafeText.WithoutCommands(SafeText.Lines(text), atLineStart: true)
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string EscapeProperty(string text) => EscapeData(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}
