using GcpLint.Analyzer.Findings;

namespace GcpLint.Cli.Reporters.Sarif;

/// <summary>Messages as SARIF takes them: one plain text in which nothing from a file can become a link.</summary>
internal static class SarifMessages
{
    /// <summary>Longer messages help nobody, and a hostile file could make one as long as itself.</summary>
    public const int MaxLength = 4096;

    /// <summary>The message of a finding, with the environments and the other instances that share its place.</summary>
    public static string Of(Finding finding, IMask mask)
    {
        string message = finding.Message.TrimEnd();
        if (!finding.OtherResources.IsEmpty)
        {
            message += $" The same holds for {string.Join(", ", finding.OtherResources.Take(MaxNamed).Select(name => $"`{name}`"))}";
            message += finding.OtherResources.Length > MaxNamed ? $" and {finding.OtherResources.Length - MaxNamed} more." : ".";
        }

        if (!finding.Environments.IsEmpty)
        {
            message += $" (in {string.Join(", ", finding.Environments)})";
        }

        return Plain(mask.Apply(message));
    }

    /// <summary>
    /// "[text](target)" is a link in SARIF's plain text (section 3.11.6). The messages have none of their own, so one that
    /// is there came from a file: it is broken up.
    /// </summary>
    public static string Plain(string text) => SarifRules.Cut(text, MaxLength).Replace("](", "] (", StringComparison.Ordinal);

    /// <summary>A loop over hundreds of keys would drown the message.</summary>
    private const int MaxNamed = 10;
}
