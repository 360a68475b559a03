using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Suppressions;

/// <summary>Rules about the comments that suppress findings; nothing suppresses what they say.</summary>
internal static class SuppressionRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Expired(),
        new Malformed(),
        new Reason(),
        new UnknownRule(),
        new Unused(),
    ];
}
