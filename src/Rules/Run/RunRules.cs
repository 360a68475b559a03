using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Run;

/// <summary>Rules about Cloud Run that are written in C#.</summary>
internal static class RunRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new CloudsqlConnection(),
        new CloudsqlSocket(),
        new DatabaseConnections(),
        new EnvironmentVariables(),
        new ImageOwnership(),
        new ImageTag(),
        new IngressAll(),
        new IngressWithoutLoadBalancer(),
        new PlaintextSecret(),
        new PortMismatch(),
        new PublicAccess(),
        new Region(),
        new SecretMounts(),
        new ServiceUrls(),
        new VpcAccess(),
    ];
}
