using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Model;

/// <summary>A service account that an organisation requires.</summary>
/// <param name="Name">The part of its address before the "@".</param>
/// <param name="Roles">All roles that it has, and no others.</param>
public sealed record ExpectedAccount(Value Name, ImmutableArray<Value> Roles);

/// <summary>What an environment has to look like.</summary>
/// <param name="Name">Its name, or its tier: "production".</param>
/// <param name="DatabaseTiers">Tiers that its databases may have; empty for any.</param>
/// <param name="MinInstances">How many instances its services keep; absent for any number.</param>
/// <param name="MaxInstances">How many instances its services start at most; absent for any number.</param>
public sealed record ExpectedEnvironment(Value Name, ImmutableArray<Value> DatabaseTiers, Value MinInstances, Value MaxInstances)
{
    /// <summary>A deployment that tells no environments apart is production.</summary>
    public bool Holds(Deployment deployment)
    {
        EnvironmentTier tier = deployment.Environment?.Tier ?? (deployment.IsProduction ? EnvironmentTier.Production : EnvironmentTier.Unknown);
        return deployment.Environment?.Name.Text == Name.AsString || (tier != EnvironmentTier.Unknown && tier == DeploymentEnvironment.TierOf(Name.AsString));
    }
}

/// <summary>
/// What <c>expect:</c> of the configuration file requires of the projects of an organisation. Every value has the place
/// where it is written.
/// </summary>
public sealed record Expectations
{
    public static readonly Expectations None = new();

    public ImmutableArray<Value> Apis { get; init; } = [];

    public ImmutableArray<Value> Buckets { get; init; } = [];

    public ImmutableArray<Value> Secrets { get; init; } = [];

    /// <summary>Names that every .env file sets.</summary>
    public ImmutableArray<Value> Variables { get; init; } = [];

    /// <summary>The only regions in which something is made; empty for any.</summary>
    public ImmutableArray<Value> Regions { get; init; } = [];

    /// <summary>Labels of everything that can have labels.</summary>
    public ImmutableArray<Value> Labels { get; init; } = [];

    /// <summary>Resource types with the pattern of their names; "*" stands for any text.</summary>
    public ImmutableArray<ValueEntry> Names { get; init; } = [];

    public ImmutableArray<ExpectedAccount> ServiceAccounts { get; init; } = [];

    public ImmutableArray<ExpectedEnvironment> Environments { get; init; } = [];
}
