using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Text;

namespace GcpLint.Rules.Org;

/// <summary>A custom constraint as somebody wrote it.</summary>
/// <param name="Name">"custom.noPublicBuckets".</param>
/// <param name="DisplayName">"" if it has none.</param>
/// <param name="ResourceTypes">"storage.googleapis.com/Bucket".</param>
/// <param name="Methods">"CREATE", "UPDATE", …</param>
/// <param name="Condition">With its place.</param>
/// <param name="IsDeny">What satisfies the condition is refused; otherwise what does not.</param>
/// <param name="IsGiven">It was named on the command line.</param>
/// <param name="Location">Its head.</param>
internal sealed record CustomConstraint(
    string Name,
    string DisplayName,
    ImmutableArray<string> ResourceTypes,
    ImmutableArray<string> Methods,
    MappedText Condition,
    bool IsDeny,
    bool IsGiven,
    SourceLocation Location)
{
    public const string TerraformType = "google_org_policy_custom_constraint";

    /// <summary>
    /// Whether it is asked when this resource comes to be. A command that changes a resource is an update; whatever a
    /// configuration declares is created first.
    /// </summary>
    public bool Governs(CloudResource resource) => resource.IsUpdate ? Methods.Contains("UPDATE") : Methods.Contains("CREATE") || Methods.Contains("UPDATE");
}
