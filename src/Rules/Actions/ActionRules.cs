using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Actions;

internal static class ActionRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Cache(),
        new ConcurrencyLimit(),
        new DeprecatedAction(),
        new HardcodedCredentials(),
        new Permissions(),
        new Pinned(),
        new Timeout(),
        new UnknownOutput(),
        new WorkloadIdentity(),
    ];
}
