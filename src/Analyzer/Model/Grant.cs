using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>On what a grant holds.</summary>
public enum GrantScope : byte
{
    /// <summary>One resource: a bucket, a secret, a service.</summary>
    Resource,

    /// <summary>One service account: who is granted a role on it may act as it.</summary>
    ServiceAccount,
    Project,
    Folder,
    Organization,
}

/// <summary>One member that has one role on one thing, whatever resource or command says so.</summary>
public sealed record Grant
{
    /// <summary>The resource of IAM; for a policy the one that sets it.</summary>
    public required CloudResource Source { get; init; }

    public required GrantScope Scope { get; init; }

    /// <summary>Where it holds, by the provider's type without the ending of IAM: "google_storage_bucket".</summary>
    public required string TargetType { get; init; }

    /// <summary>"serviceAccount:…", "allUsers", "principalSet://…"; of an unknown one the known parts are kept.</summary>
    public required Value Member { get; init; }

    public required Value Role { get; init; }

    /// <summary>It takes the role from everybody whom it does not name: a binding or a policy.</summary>
    public bool IsAuthoritative { get; init; }

    /// <summary>The block <c>condition</c>; absent if there is none.</summary>
    public Value Condition { get; init; }

    /// <summary>Where a finding about the member belongs.</summary>
    public SourceLocation MemberLocation => Member.Origin?.Location ?? Source.Header;

    /// <summary>Where a finding about the role belongs.</summary>
    public SourceLocation RoleLocation => Role.Origin?.Location ?? Source.Header;
}
