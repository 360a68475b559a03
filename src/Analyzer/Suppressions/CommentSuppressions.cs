using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Text;

namespace GcpLint.Analyzer.Suppressions;

/// <summary>
/// Marks the findings that comments of the scanned files suppress, and tells what became of each of these comments.
/// </summary>
public sealed class CommentSuppressions : IFindingFilter
{
    private readonly ImmutableSortedSet<string> _knownRules;

    /// <param name="knownRules">Every rule there is, whether it runs or not.</param>
    public CommentSuppressions(IEnumerable<RuleId> knownRules)
    {
        _knownRules = knownRules.Select(rule => rule.Text).ToImmutableSortedSet(StringComparer.Ordinal);
    }

    public FilterResult Apply(FilterInput input)
    {
        var byPath = new Dictionary<string, ImmutableArray<Suppression>>(StringComparer.Ordinal);
        foreach (ScannedFile file in input.Files)
        {
            ImmutableArray<Suppression> read = SuppressionReader.Read(file.Source, file.Comments);
            if (!read.IsEmpty)
            {
                byPath[file.Path] = read;
            }
        }

        if (byPath.Count == 0)
        {
            return new FilterResult(input.Findings, []);
        }

        var covering = new HashSet<Suppression>(ReferenceEqualityComparer.Instance);
        var findings = ImmutableArray.CreateBuilder<Finding>(input.Findings.Length);
        foreach (Finding finding in input.Findings)
        {
            findings.Add(Suppress(finding, byPath, covering, input.Today));
        }

        var ran = input.Rules.Select(rule => rule.Text).ToHashSet(StringComparer.Ordinal);
        var uses = byPath
            .OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => entry.Value)
            .Select(suppression => Judge(suppression, covering.Contains(suppression), ran, input.Today))
            .ToImmutableArray();
        return new FilterResult(findings.MoveToImmutable(), []) { SuppressionUses = uses };
    }

    private static Finding Suppress(
        Finding finding,
        Dictionary<string, ImmutableArray<Suppression>> byPath,
        HashSet<Suppression> covering,
        DateOnly today)
    {
        foreach (Suppression suppression in byPath.GetValueOrDefault(finding.Location.Source.Path, []))
        {
            if (!Covers(suppression, finding))
            {
                continue;
            }

            covering.Add(suppression);
            if (finding.Suppression is null && IsInForce(suppression, today))
            {
                finding = finding with { Suppression = new FindingSuppression(true, suppression.Reason, suppression.Location, suppression.Until) };
            }
        }

        return finding;
    }

    private static bool IsInForce(Suppression suppression, DateOnly today) =>
        suppression.Error is null && suppression.Reason.Length > 0 && (suppression.Until is not { } until || today <= until);

    private static bool Covers(Suppression suppression, Finding finding)
    {
        if (!suppression.Rules.Any(rule => rule.Covers(finding.Rule.Text)))
        {
            return false;
        }

        if (suppression.Reach == SuppressionReach.File)
        {
            return true;
        }

        SourceText source = finding.Location.Source;
        TextSpan scope = finding.Scope.Source == source ? finding.Scope.Span : finding.Location.Span;
        int scopeLine = source.GetLine(scope.Start);
        int line = source.GetLine(finding.Location.Span.Start);

        // A value that spans lines is meant by a comment behind any of them.
        int lastLine = source.GetLine(Math.Max(finding.Location.Span.Start, finding.Location.Span.End - 1));
        return suppression.Line == scopeLine
            || (suppression.Line >= line && suppression.Line <= lastLine)
            || (suppression.LineAbove == scopeLine && scopeLine > 0 && scope.Contains(suppression.Location.Span));
    }

    private SuppressionUse Judge(Suppression suppression, bool covers, HashSet<string> ran, DateOnly today)
    {
        ImmutableArray<SuppressedRule> unknown = [.. suppression.Rules.Where(rule => !_knownRules.Any(rule.Covers))];
        SuppressionState state;
        if (suppression.Error is not null)
        {
            state = SuppressionState.Malformed;
        }
        else if (suppression.Reason.Length == 0)
        {
            state = SuppressionState.WithoutReason;
        }
        else if (suppression.Until is { } until && today > until)
        {
            state = SuppressionState.Expired;
        }
        else if (covers)
        {
            state = SuppressionState.Used;
        }
        else
        {
            // Of an area some rules may belong to another profile: then nobody can tell.
            bool allRan = _knownRules.Where(id => suppression.Rules.Any(rule => rule.Covers(id))).All(ran.Contains);
            state = allRan && unknown.Length < suppression.Rules.Length ? SuppressionState.Unused : SuppressionState.NotJudged;
        }

        return new SuppressionUse(suppression, state, unknown);
    }
}
