using GcpLint.Values;

namespace GcpLint.Rules.Org;

/// <summary>What a managed constraint says of a resource.</summary>
/// <param name="Path">The attribute that is refused; "" for the resource as a whole.</param>
/// <param name="Problem">What is wrong with it; null if nothing is.</param>
/// <param name="Reason">Why it is not known; null if it is.</param>
internal readonly record struct ManagedVerdict(string Path, string? Problem, Unknown? Reason)
{
    public static readonly ManagedVerdict Passed;

    public static ManagedVerdict Refused(string path, string problem) => new(path, problem, null);

    public static ManagedVerdict NotKnown(string path, Value value) =>
        new(path, null, value.UnknownReason ?? new Unknown(UnknownKind.Computed, "what the policy allows here is not known"));
}
