using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Text;

namespace GcpLint.Analyzer.Suppressions;

/// <summary>Marks the findings that the configuration file suppresses, and reports entries that are expired or cover nothing.</summary>
public sealed class ConfiguredSuppressions : IFindingFilter
{
    private readonly ImmutableArray<Entry> _entries;

    public ConfiguredSuppressions(ImmutableArray<ConfiguredSuppression> suppressions)
    {
        _entries = [.. suppressions.Select(suppression => new Entry(suppression))];
    }

    public FilterResult Apply(FilterInput input)
    {
        if (_entries.IsEmpty)
        {
            return new FilterResult(input.Findings, []);
        }

        bool[] used = new bool[_entries.Length];
        ImmutableArray<Finding> findings = [.. input.Findings.Select(finding => Suppress(finding, used, input.Today))];
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        for (int i = 0; i < _entries.Length; i++)
        {
            ConfiguredSuppression suppression = _entries[i].Suppression;
            if (suppression.Until is { } until && input.Today > until)
            {
                diagnostics.Add(new Diagnostic(
                    "configuration/expired-suppression",
                    DiagnosticSeverity.Warning,
                    $"This suppression ended on {until:yyyy-MM-dd}",
                    "What it covered is reported again. Mend it and remove the entry, or give it a new date.",
                    suppression.DeclaredAt));
            }
            else if (!used[i] && suppression.Rules.All(pattern => pattern != "*" && input.Rules.Any(rule => RuleSelection.Matches(pattern, rule))))
            {
                diagnostics.Add(new Diagnostic(
                    "configuration/unused-suppression",
                    DiagnosticSeverity.Warning,
                    "This suppression covers no finding",
                    "Remove the entry, or correct its rules, paths and resources.",
                    suppression.DeclaredAt));
            }
        }

        return new FilterResult(findings, diagnostics.ToImmutable());
    }

    private Finding Suppress(Finding finding, bool[] used, DateOnly today)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            if (!_entries[i].Covers(finding))
            {
                continue;
            }

            used[i] = true;
            ConfiguredSuppression suppression = _entries[i].Suppression;
            if (finding.Suppression is null && (suppression.Until is not { } until || today <= until))
            {
                finding = finding with { Suppression = new FindingSuppression(false, suppression.Reason, suppression.DeclaredAt, suppression.Until) };
            }
        }

        return finding;
    }

    /// <summary>An entry with its patterns read once.</summary>
    private sealed class Entry
    {
        private readonly IgnoreFile? _paths;

        public Entry(ConfiguredSuppression suppression)
        {
            Suppression = suppression;
            if (!suppression.Paths.IsEmpty)
            {
                _paths = IgnoreFile.FromLines(suppression.Paths);
            }
        }

        public ConfiguredSuppression Suppression { get; }

        public bool Covers(Finding finding) =>
            Suppression.Rules.Any(pattern => RuleSelection.Matches(pattern, finding.Rule))
            && (_paths is null || _paths.Covers(finding.Location.Source.Path))
            && (Suppression.Resources.IsEmpty || AllResourcesMatch(finding));

        /// <summary>A finding that several addresses share is suppressed only if each of them is.</summary>
        private bool AllResourcesMatch(Finding finding) =>
            finding.Resource is { } resource
            && MatchesAny(resource)
            && finding.OtherResources.All(MatchesAny);

        private bool MatchesAny(string address) => Suppression.Resources.Any(pattern => Wildcard.Matches(pattern, address));
    }
}
