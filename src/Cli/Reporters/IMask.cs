namespace GcpLint.Cli.Reporters;

/// <summary>Hides secrets in text that is about to be shown.</summary>
internal interface IMask
{
    /// <summary>
    /// The text with what looks like a secret covered by as many '*': what stands beside it keeps its column.
    /// </summary>
    string Apply(string text);
}
