using System.Collections.Immutable;
using GcpLint.Analyzer.Model;

namespace GcpLint.Rules.Org;

/// <summary>A constraint that Google defines, as far as it can be judged by what is written.</summary>
/// <param name="Name">"sql.restrictPublicIp"; the newer "sql.managed.restrictPublicIp" is the same.</param>
/// <param name="Types">Terraform's types that it looks at; empty for all grants of IAM.</param>
/// <param name="IsSwitch">It is on or off; otherwise it has lists of values.</param>
/// <param name="Judge">What it says of a resource while it is on, or by the lists of the policy.</param>
internal sealed record ManagedConstraint(
    string Name, ImmutableArray<string> Types, bool IsSwitch, Func<CloudResource, Deployment, OrgPolicy, ManagedVerdict> Judge)
{
    public static readonly ImmutableArray<ManagedConstraint> All =
        [.. SwitchConstraints.All, .. ListConstraints.All];

    public bool Governs(CloudResource resource) => Types.IsEmpty
        ? resource.Type.EndsWith("_iam_member", StringComparison.Ordinal) || resource.Type.EndsWith("_iam_binding", StringComparison.Ordinal) || resource.Type.EndsWith("_iam_policy", StringComparison.Ordinal)
        : Types.Contains(resource.Type);
}
