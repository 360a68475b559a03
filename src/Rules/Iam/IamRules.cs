using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Iam;

/// <summary>Rules about identity and access that are written in C#.</summary>
internal static class IamRules
{
    public static readonly ImmutableArray<IRule> All =
    [
        new AdminRoles(),
        new AuditLogs(),
        new ExcessRoles(),
        new PrimitiveRoles(),
        new RequiredRoles(),
    ];
}
