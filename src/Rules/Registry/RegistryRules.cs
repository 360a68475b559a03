using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Registry;

/// <summary>Rules about where images are kept that are written in C#.</summary>
internal static class RegistryRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new ContainerRegistry(),
        new Repository(),
    ];
}
