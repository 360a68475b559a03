using GcpLint.Text;

namespace GcpLint.Analyzer.Model;

/// <summary>The name of an environment as the repository writes it: "prod", "staging".</summary>
public readonly record struct EnvironmentName(string Text) : IComparable<EnvironmentName>
{
    public int CompareTo(EnvironmentName other) => string.CompareOrdinal(Text, other.Text);

    public static bool operator <(EnvironmentName left, EnvironmentName right) => left.CompareTo(right) < 0;

    public static bool operator >(EnvironmentName left, EnvironmentName right) => left.CompareTo(right) > 0;

    public static bool operator <=(EnvironmentName left, EnvironmentName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(EnvironmentName left, EnvironmentName right) => left.CompareTo(right) >= 0;

    public override string ToString() => Text;
}

/// <summary>What kind of environment it is, as far as the repository or its configuration says.</summary>
public enum EnvironmentTier : byte
{
    /// <summary>Nothing says it: rules about production have to decide by what a lone deployment most likely is.</summary>
    Unknown,
    Development,
    Test,
    Staging,
    Production,
}

/// <summary>One environment that a deployment is evaluated for.</summary>
/// <param name="Name">As the repository writes it.</param>
/// <param name="Tier">What kind of environment it is.</param>
/// <param name="DeclaredAt">The tfvars file, folder or configuration line that declares it.</param>
public sealed record DeploymentEnvironment(EnvironmentName Name, EnvironmentTier Tier, SourceLocation? DeclaredAt)
{
    /// <summary>Words by which people name environments, compared without case as whole words of a name.</summary>
    public static EnvironmentTier TierOf(ReadOnlySpan<char> name)
    {
        EnvironmentTier before = EnvironmentTier.Unknown;
        foreach (Range part in name.SplitAny('-', '_', '.', '/', ' '))
        {
            EnvironmentTier tier = TierOfWord(name[part]);
            if (tier != EnvironmentTier.Unknown)
            {
                // "pre-prod" and "non-prod" are not production.
                return tier == EnvironmentTier.Production && before != EnvironmentTier.Unknown ? before : tier;
            }

            before = name[part].Equals("pre", StringComparison.OrdinalIgnoreCase) ? EnvironmentTier.Staging
                : name[part].Equals("non", StringComparison.OrdinalIgnoreCase) || name[part].Equals("not", StringComparison.OrdinalIgnoreCase) ? EnvironmentTier.Development
                : EnvironmentTier.Unknown;
        }

        return EnvironmentTier.Unknown;
    }

    private static EnvironmentTier TierOfWord(ReadOnlySpan<char> word)
    {
        Span<char> lower = stackalloc char[16];
        if (word.Length > lower.Length)
        {
            return EnvironmentTier.Unknown;
        }

        int length = word.ToLowerInvariant(lower);
        return lower[..length] switch
        {
            "prod" or "production" or "prd" or "live" => EnvironmentTier.Production,
            "staging" or "stage" or "stg" or "preprod" or "preprd" or "uat" or "acceptance" => EnvironmentTier.Staging,
            "test" or "testing" or "qa" or "ci" or "preview" or "e2e" or "integration" => EnvironmentTier.Test,
            "dev" or "develop" or "development" or "sandbox" or "local" or "nonprod" or "nonprd" => EnvironmentTier.Development,
            _ => EnvironmentTier.Unknown,
        };
    }
}
