using System.Collections.Frozen;
using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Audit.Judging;

/// <summary>Which rules have anything to say of a live project.</summary>
internal static class LiveRules
{
    /// <summary>Areas about how something is written, whatever it makes.</summary>
    private static readonly FrozenSet<string> s_sourceAreas = FrozenSet.Create(
        StringComparer.Ordinal, "actions", "compose", "docker", "env", "nginx", "shell", "suppressions", "terraform");

    public static ImmutableArray<SelectedRule> Of(IEnumerable<SelectedRule> rules) => [.. rules.Where(IsLive)];

    private static bool IsLive(SelectedRule rule) =>
        !s_sourceAreas.Contains(rule.Id.Area)
        && rule.Definition.Compilation.Check is IResourceRule or IRule<Deployment> or IRule<RepositoryModel>;
}
