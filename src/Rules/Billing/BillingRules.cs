using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Billing;

/// <summary>Rules about costs that are written in C#.</summary>
internal static class BillingRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Budget(),
    ];
}
