using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>
/// What of a live project was read: only then does it mean something that a resource is not there. What was not read is
/// never a pass.
/// </summary>
public abstract class LiveReading
{
    /// <summary>Why nobody can tell that a resource of this type is missing; null if all of them were read.</summary>
    public abstract Unknown? WhyUnread(string resourceType);
}
