using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Network;

/// <summary>Rules about networks that are written in C#.</summary>
internal static class NetworkRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new DefaultNetwork(),
        new PrivateServicesAccess(),
    ];
}
