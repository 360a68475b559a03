using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Secrets;

/// <summary>Rules about secrets that are written in C#.</summary>
internal static class SecretRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Hardcoded(),
        new NoVersion(),
        new RequiredSecrets(),
    ];
}
