using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Compose;

internal static class ComposeRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new BindMountSource(),
        new DependsOnHealthy(),
        new HardcodedCredentials(),
        new Healthcheck(),
        new ObsoleteVersion(),
        new PublishedDataPort(),
        new ResourceLimits(),
        new Restart(),
    ];
}
