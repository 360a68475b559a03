using System.Collections.Immutable;
using System.Runtime.InteropServices;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>
/// Makes findings of reports: what one rule says of one place, in several environments or for several instances of one
/// block, is one finding.
/// </summary>
internal sealed class FindingMerger
{
    /// <summary>A report is read by people: of many instances with values of their own a few show where such values stand.</summary>
    private const int MaxOtherEnds = 8;

    private readonly ImmutableArray<SelectedRule> _rules;
    private readonly Dictionary<string, HashSet<string>> _environmentsByFile = new(StringComparer.Ordinal);
    private readonly ILookup<string, string> _environmentsByRoot;

    public FindingMerger(ImmutableArray<SelectedRule> rules, RepositoryModel model)
    {
        _rules = rules;
        _environmentsByRoot = model.Deployments
            .Where(deployment => deployment.Environment is not null)
            .ToLookup(deployment => deployment.Path, deployment => deployment.Environment?.Name.Text ?? "", StringComparer.Ordinal);
        foreach (Deployment deployment in model.Deployments.Where(deployment => deployment.Environment is not null))
        {
            foreach (string file in deployment.Resources.Select(resource => resource.Header.Source.Path).Distinct(StringComparer.Ordinal))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(_environmentsByFile, file, out _) ??= new HashSet<string>(StringComparer.Ordinal);
                _environmentsByFile[file].Add(deployment.Environment?.Name.Text ?? "");
            }
        }
    }

    /// <summary>The findings in the order of <see cref="FindingOrder"/>.</summary>
    public ImmutableArray<Finding> Merge(IEnumerable<RawFinding> reports) =>
    [
        .. reports
            .GroupBy(report => new Key(report.Rule, report.Report.Location.Source.Path, report.Report.Location.Source.Start, report.Report.Location.Span, Shape(report.Report)))
            .Select(ToFinding)
            .Order(FindingOrder.Instance),
    ];

    private Finding ToFinding(IGrouping<Key, RawFinding> group)
    {
        ImmutableArray<RawFinding> reports =
        [
            .. group
                .OrderBy(report => report.Report.Resource?.Text, StringComparer.Ordinal)
                .ThenBy(report => report.Deployment?.Path, StringComparer.Ordinal)
                .ThenBy(report => report.Deployment?.Environment?.Name.Text, StringComparer.Ordinal),
        ];
        RawFinding first = reports[0];
        string? resource = first.Report.Resource?.Text;
        return new Finding
        {
            Rule = _rules[first.Rule].Id,
            Severity = _rules[first.Rule].Severity,
            Message = MessageOf(first.Report),
            Location = first.Report.Location,
            Scope = first.Report.Scope,
            Related = RelatedOf(reports),
            Resource = resource,
            OtherResources =
            [
                .. reports.Select(report => report.Report.Resource?.Text).OfType<string>()
                    .Where(other => other != resource).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
            ],
            Environments = EnvironmentsOf(reports),
        };
    }

    /// <summary>
    /// Sorted; empty if the finding holds in all of several environments that its place is deployed to: those of its root, and
    /// for a resource of a module that several roots call, those of all of them. The only environment of a root is named.
    /// </summary>
    private ImmutableArray<string> EnvironmentsOf(ImmutableArray<RawFinding> reports)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        var possible = new HashSet<string>(StringComparer.Ordinal);
        foreach (RawFinding report in reports)
        {
            if (report.Deployment is not { } deployment)
            {
                continue;
            }

            possible.UnionWith(_environmentsByRoot[deployment.Path]);
            if (report.Report.Resource is not null && _environmentsByFile.TryGetValue(report.Report.Location.Source.Path, out HashSet<string>? sharing))
            {
                possible.UnionWith(sharing);
            }

            if (deployment.Environment is { } environment)
            {
                found.Add(environment.Name.Text);
            }
        }

        return possible.Count > 1 && found.IsSupersetOf(possible) ? [] : [.. found];
    }

    /// <summary>The message without what tells instances of one block apart.</summary>
    private static string Shape(Rules.RuleReport report) =>
        report.Resource is { } resource ? report.Message.Replace(resource.Text, "\0", StringComparison.Ordinal) : report.Message;

    private static string MessageOf(Rules.RuleReport report) =>
        report.Value is { IsSensitive: true, Kind: ValueKind.String } secret
            ? SecretMask.MaskIn(report.Message, secret.AsString)
            : report.Message;

    /// <summary>
    /// The trail of the value, the ends of the trails of other environments and instances, which are other places to mend,
    /// and what the rule adds.
    /// </summary>
    private static ImmutableArray<RelatedLocation> RelatedOf(ImmutableArray<RawFinding> reports)
    {
        Rules.RuleReport first = reports[0].Report;
        var related = ImmutableArray.CreateBuilder<RelatedLocation>();
        related.AddRange(TrailOf(first));
        var seen = new HashSet<SourceLocation>(related.Select(step => step.Location)) { first.Location };
        int others = 0;
        foreach (RawFinding report in reports.Skip(1))
        {
            if (report.Report.Value.Origin is { From: not null } origin && origin.Trail.Last() is var end && seen.Add(end.Location) && ++others <= MaxOtherEnds)
            {
                related.AddRange(TrailOf(report.Report).Where(step => step.Location == end.Location));
            }
        }

        related.AddRange(first.Related);
        return related.ToImmutable();
    }

    /// <summary>The way of the value from the reported place to the literal.</summary>
    private static IEnumerable<RelatedLocation> TrailOf(Rules.RuleReport report)
    {
        Origin[] trail = [.. report.Value.Origin?.Trail ?? []];
        bool determined = !Array.Exists(trail, step => step.IsComposed) && report.Value.IsKnown && trail is not [] && trail[^1].From is null;
        SourceLocation last = report.Location;
        for (int i = 0; i < trail.Length; i++)
        {
            Origin step = trail[i];
            if (step.Location != last && step.Kind != OriginKind.ProviderDefault)
            {
                string end = determined && i == trail.Length - 1 ? ": change it here" : "";
                yield return new RelatedLocation(Describe(step) + end, step.Location);
                last = step.Location;
            }
        }
    }

    private static string Describe(Origin step) => step.Kind switch
    {
        OriginKind.Written when step.Name.Length == 0 => "The value is written here",
        OriginKind.Written => $"`{step.Name}` is written here",
        OriginKind.VariableDefault => $"`{step.Name}` has its default here",
        OriginKind.VariableValue => $"`{step.Name}` is set here",
        OriginKind.ModuleInput => $"`{step.Name}` is passed to the module here",
        OriginKind.ModuleOutput => $"`{step.Name}` is given back by the module here",
        OriginKind.ResourceAttribute => $"The value is that of `{step.Name}`",
        _ => $"`{step.Name}` is defined here",
    };

    // Parts of one file that are texts of their own, the assets of an export, begin at different places.
    private readonly record struct Key(int Rule, string Path, Position Start, TextSpan Span, string Shape);
}
