using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Compose;

internal static class ComposeRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new BindMountSource(),
        new DependsOnHealthy(),
        new DockerSocket(),
        new HardcodedCredentials(),
        new Healthcheck(),
        new HostNetwork(),
        new LatestTag(),
        new ObsoleteVersion(),
        new Privileged(),
        new PublishedDataPort(),
        new ResourceLimits(),
        new Restart(),
    ];
}
