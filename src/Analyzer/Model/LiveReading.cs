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

    /// <summary>Whether live projects show resources of this type at all, if they are read.</summary>
    public abstract bool Shows(string resourceType);

    /// <summary>
    /// Why nobody can tell that there is none of several types that may stand for each other; null if all were read. Types
    /// that only configurations know (an older API, a part of a resource) are shown as one of the others.
    /// </summary>
    public Unknown? WhyUnread(IReadOnlyList<string> resourceTypes) =>
        resourceTypes.Any(Shows) ? resourceTypes.Where(Shows).Select(type => WhyUnread(type)).FirstOrDefault(reason => reason is not null)
        : resourceTypes.Count > 0 ? WhyUnread(resourceTypes[0])
        : null;
}
