using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Env;

/// <summary>Rules about .env files that are written in C#.</summary>
internal static class EnvRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new DatabaseTls(),
        new Example(),
        new RequiredVariables(),
        new SecretPlaceholder(),
        new Syntax(),
    ];
}
