using System.Collections.Immutable;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Org;

/// <summary>The rules of this area.</summary>
internal static class OrgRules
{
    public static readonly ImmutableArray<IRule> All = [new CustomConstraintRule(), new ManagedConstraintRule()];
}
