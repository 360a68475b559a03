using System.Collections.Immutable;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>A step after the rules that marks findings as suppressed, or adds findings of its own (an unused suppression).</summary>
public interface IFindingFilter
{
    FilterResult Apply(FilterInput input);
}

/// <summary>What a filter may look at.</summary>
/// <param name="Findings">Merged and sorted; some may be suppressed by an earlier filter.</param>
/// <param name="Files">All files that were read.</param>
/// <param name="Model">The repository.</param>
/// <param name="Rules">The rules that ran: a suppression of a rule that did not run is not unused.</param>
/// <param name="Today">The day of the run.</param>
public sealed record FilterInput(
    ImmutableArray<Finding> Findings,
    ImmutableArray<ScannedFile> Files,
    RepositoryModel Model,
    ImmutableArray<RuleId> Rules,
    DateOnly Today);

/// <summary>What a filter made of the findings.</summary>
/// <param name="Findings">All of them, the suppressed ones with <see cref="Finding.Suppression"/>, in any order.</param>
/// <param name="Diagnostics">What is wrong with the suppressions themselves.</param>
public sealed record FilterResult(ImmutableArray<Finding> Findings, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>What became of the suppressions in comments: the engine shows them to the rules about suppressions.</summary>
    public ImmutableArray<SuppressionUse> SuppressionUses { get; init; } = [];
}
