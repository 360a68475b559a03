namespace GcpLint.Analyzer.Findings;

/// <summary>How bad it is if a finding is true, from least to worst; comparisons mean "at least as bad as".</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing; never fails a run.</summary>
    Info,

    /// <summary>Costs little now, more later.</summary>
    Low,

    /// <summary>Will hurt in operation, or weakens a defence that others still back up.</summary>
    Medium,

    /// <summary>Loses data, availability or a defence when one more thing goes wrong.</summary>
    High,

    /// <summary>Open to anyone, or loses data by itself.</summary>
    Critical,
}
