using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Gcs;

/// <summary>Rules about buckets that are written in C#.</summary>
internal static class GcsRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Lifecycle(),
        new PublicAccess(),
        new UniformAccess(),
        new Versioning(),
    ];
}
