using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Audit.Judging;

/// <summary>Adds up, project by project, what the rules said; keeps findings and open checks, nothing of the projects.</summary>
internal sealed class VerdictCount(ImmutableArray<SelectedRule> rules)
{
    private readonly int[] _subjects = new int[rules.Length];
    private readonly int[] _reports = new int[rules.Length];
    private readonly bool[] _crashed = new bool[rules.Length];
    private readonly List<Finding> _findings = [];
    private readonly List<Diagnostic> _diagnostics = [];

    public ImmutableArray<SelectedRule> Rules => rules;

    public List<OpenCheck> OpenChecks { get; } = [];

    /// <summary>Resources that were judged; each once.</summary>
    public int Resources { get; private set; }

    public int UnreadChecks => OpenChecks.Count(check => check.Reason.Kind == UnknownKind.Unread);

    public ImmutableArray<Diagnostic> Diagnostics => [.. _diagnostics.Distinct()];

    /// <summary>A grant of the organization is seen from each of its projects, and is one finding.</summary>
    public ImmutableArray<Finding> Findings =>
        ModelEngine.Sort(_findings.DistinctBy(finding => (finding.Rule, finding.Location, finding.Resource, finding.Message)));

    public ImmutableArray<RuleRun> Runs
    {
        get
        {
            ILookup<RuleId, OpenCheck> open = OpenChecks.ToLookup(check => check.Rule);
            return [.. rules.Select((rule, i) => new RuleRun(rule, _subjects[i], _reports[i], open[rule.Id].Count(), _crashed[i]))];
        }
    }

    public void Add(Deployment project, ModelResult result)
    {
        Resources += result.Runs.Length == 0 ? 0 : project.Resources.Length;
        _findings.AddRange(result.Findings);
        OpenChecks.AddRange(result.OpenChecks);
        _diagnostics.AddRange(result.Diagnostics);
        for (int i = 0; i < rules.Length; i++)
        {
            _subjects[i] += result.Runs[i].Subjects;
            _reports[i] += result.Runs[i].Findings;
            _crashed[i] |= result.Runs[i].Crashed;
            if (result.Runs[i].Subjects == 0 && WhyUnread(rules[i], project) is { } reason)
            {
                OpenChecks.Add(new OpenCheck(rules[i].Id, project.Head, reason));
            }
        }
    }

    /// <param name="counted">Without those that are suppressed.</param>
    /// <param name="gap">
    /// Why a part of unknown content was not read; null if there is none. No rule has passed then: what is missing may be what it looks for.
    /// </param>
    public ImmutableArray<RuleVerdict> Verdicts(ImmutableArray<Finding> counted, string? gap)
    {
        ILookup<RuleId, OpenCheck> open = OpenChecks.ToLookup(check => check.Rule);
        var failed = counted.CountBy(finding => finding.Rule).ToDictionary();
        return
        [
            .. rules.Select((rule, i) =>
            {
                int findings = failed.GetValueOrDefault(rule.Id);
                int unknown = open[rule.Id].Count();
                VerdictKind kind = findings > 0 ? VerdictKind.Failed
                    : unknown > 0 || _crashed[i] || gap is not null ? VerdictKind.NotAssessed
                    : _subjects[i] > 0 ? VerdictKind.Passed
                    : VerdictKind.NotApplicable;
                return new RuleVerdict(rule, kind, _subjects[i], findings, unknown,
                    [.. open[rule.Id].Select(check => check.Reason.Detail).Concat(kind == VerdictKind.NotAssessed && gap is not null ? [gap] : []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            }),
        ];
    }

    /// <summary>A rule that found nothing to look at has not passed if what it looks at was not read.</summary>
    private static Unknown? WhyUnread(SelectedRule rule, Deployment project)
    {
        if (rule.Definition.Compilation.Check is not IResourceRule check || project.Reading is not { } reading)
        {
            return null;
        }

        return check.ResourceTypes.Contains("*") ? null : reading.WhyUnread(check.ResourceTypes);
    }
}
