using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Sql;

/// <summary>Rules about Cloud SQL that are written in C#.</summary>
internal static class SqlRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new EngineVersion(),
        new ReadReplica(),
        new Superuser(),
    ];
}
