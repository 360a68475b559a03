using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Iap;

/// <summary>Rules about Identity-Aware Proxy that are written in C#.</summary>
internal static class IapRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Enabled(),
        new SessionDuration(),
    ];
}
