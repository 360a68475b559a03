namespace GcpLint.Analyzer.Discovery;

/// <summary>What the name of a file says about its kind.</summary>
internal enum NameVerdict : byte
{
    /// <summary>Nothing that is read.</summary>
    Other,

    /// <summary>The name alone decides.</summary>
    Certain,

    /// <summary>The name says what it should be, the content has to confirm it.</summary>
    Likely,

    /// <summary>YAML or JSON: the keys at its top decide.</summary>
    ByKeys,

    /// <summary>No extension: a "#!" line decides.</summary>
    ByShebang,
}

/// <summary>A file that discovery came across, before it was read.</summary>
/// <param name="Path">Relative to the base.</param>
/// <param name="Verdict">What its name says.</param>
/// <param name="Kind">The kind that the name says; <see cref="FileKind.Other"/> where it says none.</param>
internal readonly record struct Candidate(string Path, NameVerdict Verdict, FileKind Kind);
