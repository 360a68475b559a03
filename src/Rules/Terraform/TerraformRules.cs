using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Terraform;

internal static class TerraformRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new RemoteState(),
    ];
}
