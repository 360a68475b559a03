namespace GcpLint.Text;

/// <summary>How much a <see cref="Diagnostic"/> hinders the analysis.</summary>
public enum DiagnosticSeverity : byte
{
    /// <summary>Nothing was lost: worth knowing.</summary>
    Information,

    /// <summary>The text was read, but its author may have meant something else.</summary>
    Warning,

    /// <summary>A part of the file could not be analysed.</summary>
    Error,
}

/// <summary>
/// What a reader has to say about its input: not a finding of a rule, but a part that it could not read, or read only
/// after guessing. Shaped as HCL's diagnostics are: a short summary, a longer detail with a remedy, the place.
/// </summary>
/// <param name="Code">Stable and readable: "hcl/unclosed-block", "yaml/duplicate-key".</param>
/// <param name="Severity">How much was lost.</param>
/// <param name="Summary">A short phrase without a full stop.</param>
/// <param name="Detail">One or two sentences that name the thing and say what to do; may be empty.</param>
/// <param name="Location">The smallest place that explains it.</param>
public sealed record Diagnostic(string Code, DiagnosticSeverity Severity, string Summary, string Detail, SourceLocation Location)
{
    public bool IsError => Severity == DiagnosticSeverity.Error;

    public override string ToString() => $"{Location}: {Summary}";
}
