using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Monitoring;

/// <summary>Rules about Cloud Monitoring that are written in C#.</summary>
internal static class MonitoringRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new AlertPolicies(),
    ];
}
