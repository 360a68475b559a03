using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>Runs rules on a model that is there already: a live project, which no file tree stands for.</summary>
public static class ModelEngine
{
    /// <summary>Equal requests give equal results, in the same order.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled; there is no partial result.</exception>
    public static ModelResult Run(ModelRequest request, CancellationToken cancellation = default)
    {
        var runner = new RuleRunner(request.Rules, request.Model, request.Today);
        ImmutableArray<CheckSlot> slots = runner.CheckModel(request.Jobs, null, cancellation);
        return new ModelResult
        {
            Findings = new FindingMerger(request.Rules, request.Model).Merge(slots.SelectMany(slot => slot.Findings)),
            OpenChecks =
            [
                .. slots.SelectMany(slot => slot.NotAssessed)
                    .Select(check => new OpenCheck(request.Rules[check.Rule].Id, check.Location, check.Reason))
                    .OrderBy(check => check.Rule).ThenBy(check => check.Location, Comparer<SourceLocation>.Create(FindingOrder.Compare)),
            ],
            Runs = CoverageCount.Runs(request.Rules, slots),
            Diagnostics = [.. runner.RuleDiagnostics, .. slots.SelectMany(slot => slot.Diagnostics)],
        };
    }

    /// <summary>In the order of every report.</summary>
    public static ImmutableArray<Finding> Sort(IEnumerable<Finding> findings) => [.. findings.Order(FindingOrder.Instance)];

    /// <summary>The same reasons of open checks together, most frequent first.</summary>
    public static ImmutableArray<NotAssessedGroup> Group(IEnumerable<OpenCheck> checks) =>
    [
        .. checks
            .GroupBy(check => (check.Reason.Kind, check.Reason.Detail))
            .Select(group => new NotAssessedGroup(
                group.Key.Kind,
                group.Key.Detail,
                group.Count(),
                [.. group.Select(check => check.Rule).Distinct().Order()],
                group.Select(check => check.Location).Min(Comparer<SourceLocation>.Create(FindingOrder.Compare))))
            .OrderByDescending(group => group.Checks)
            .ThenBy(group => group.Kind)
            .ThenBy(group => group.Reason, StringComparer.Ordinal),
    ];
}

/// <summary>All that a run on a model needs.</summary>
public sealed record ModelRequest
{
    public required RepositoryModel Model { get; init; }

    public required ImmutableArray<SelectedRule> Rules { get; init; }

    /// <summary>The day that ages and expiries are measured against.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>How many threads work. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}

/// <summary>What the rules said of a model.</summary>
public sealed record ModelResult
{
    /// <summary>Merged and sorted; nothing is suppressed yet.</summary>
    public required ImmutableArray<Finding> Findings { get; init; }

    /// <summary>Checks that an unknown value left open, by rule and place.</summary>
    public required ImmutableArray<OpenCheck> OpenChecks { get; init; }

    /// <summary>In the order of the rules.</summary>
    public required ImmutableArray<RuleRun> Runs { get; init; }

    public required ImmutableArray<Diagnostic> Diagnostics { get; init; }
}

/// <summary>A check that gave neither a finding nor a pass.</summary>
/// <param name="Rule">Whose.</param>
/// <param name="Location">The subject, or the value that is not known.</param>
/// <param name="Reason">Why.</param>
public sealed record OpenCheck(RuleId Rule, SourceLocation Location, Unknown Reason);
