using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Armor;

/// <summary>Rules about Cloud Armor that are written in C#.</summary>
internal static class ArmorRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new RateLimit(),
        new WafRules(),
    ];
}
