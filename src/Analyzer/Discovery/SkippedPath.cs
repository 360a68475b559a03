namespace GcpLint.Analyzer.Discovery;

/// <summary>Why a path was not read.</summary>
public enum SkipReason : byte
{
    /// <summary>An ignore file or the configuration excludes it.</summary>
    Ignored,

    /// <summary>A folder of other people's code or of a tool: .git, node_modules.</summary>
    Vendored,

    /// <summary>A link that leads out of the tree, nowhere, or in a circle.</summary>
    LinkOutside,

    /// <summary>A link to something that is read at its own place.</summary>
    LinkInside,

    /// <summary>It has NUL bytes.</summary>
    Binary,

    /// <summary>It is larger than the limit.</summary>
    TooLarge,

    /// <summary>The system did not give it.</summary>
    Unreadable,

    /// <summary>The folder lies deeper than the limit.</summary>
    TooDeep,
}

/// <summary>A file or folder that was not read; a folder stands for all that is in it.</summary>
/// <param name="Path">Relative to the base of the scan.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">The pattern, the size, the system's message; may be empty.</param>
public sealed record SkippedPath(string Path, SkipReason Reason, string Detail);
