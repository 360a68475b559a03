namespace GcpLint.Cli.Reporters;

/// <summary>
/// Hides secrets in text that is about to be shown. Rules mask what they quote; this is the second line, for what stands
/// beside it. A covered secret has as many '*' as it had units, so that what follows it keeps its column.
/// </summary>
internal interface IMask
{
    /// <summary>A message: what is a secret by its own form.</summary>
    string Apply(string text);

    /// <summary>A line of a scanned file: also what is assigned to a name that says so.</summary>
    string ApplyToSource(string line);
}
