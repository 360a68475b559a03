using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Nginx;

/// <summary>Rules about nginx that are written in C#.</summary>
internal static class NginxRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new Compression(),
        new SecurityHeaders(),
    ];
}
