using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Suppressions;
using GcpLint.Text;

namespace GcpLint.Analyzer.Engine;

/// <summary>Runs a scan: discover, read, evaluate, check, filter.</summary>
public static class ScanEngine
{
    /// <exception cref="OperationCanceledException">The scan was cancelled; there is no partial result.</exception>
    public static ScanResult Run(ScanRequest request, CancellationToken cancellation = default)
    {
        ScanConfiguration configuration = request.Configuration;
        var scope = new ScanScope(IgnoreFile.FromLines(configuration.Include), IgnoreFile.FromLines(configuration.Exclude), request.Files.PathInRepository);
        request.Progress?.Report(new ScanProgress(ScanStage.Discover, 0, 0));
        WalkResult walk = TreeWalk.Run(request.Files, request.Roots, scope, request.Jobs, cancellation);
        FileReading.Result read = FileReading.Read(request.Files, walk.Candidates, request.Jobs, request.Progress, cancellation);

        request.Progress?.Report(new ScanProgress(ScanStage.Evaluate, 0, 0));
        BuiltModel built = ModelBuilder.Build(request, walk, read.Files, cancellation);

        ImmutableArray<SelectedRule> rules = RuleSelection.Select(request.Rules, configuration);
        if (!request.JudgesFiles)
        {
            return JudgeImages(request, [.. rules.Where(ImageJudging.JudgesImages)], built, cancellation);
        }

        var runner = new RuleRunner(rules, built.Model, request.Today);
        ImmutableArray<CheckSlot> slots = runner.CheckModel(request.Jobs, request.Progress, cancellation);
        var merger = new FindingMerger(rules, built.Model);
        ImmutableArray<Finding> findings = merger.Merge(slots.SelectMany(slot => slot.Findings));
        ImageJudging.Result images = ImageJudging.Judge(request, rules, built.Model, cancellation);
        slots = [.. slots, .. images.Slots];
        findings = Together(findings, images.Findings);

        Filtered filtered = Filter(request, findings, built, rules);
        if (!filtered.Uses.IsEmpty && !request.JudgesPlansOnly)
        {
            // Rules about suppressions look at what became of them, so they come last; nothing suppresses their findings.
            runner.Add(filtered.Uses, use => use.Suppression.Location);
            ImmutableArray<CheckSlot> last = runner.Run(request.Jobs, null, cancellation);
            slots = [.. slots, .. last];
            filtered = filtered with { Findings = [.. filtered.Findings, .. merger.Merge(last.SelectMany(slot => slot.Findings))] };
        }

        ImmutableArray<SkippedPath> skipped = [.. walk.Skipped.Concat(read.Skipped).OrderBy(path => path.Path, StringComparer.Ordinal)];
        return new ScanResult
        {
            Findings = Sorted(filtered.Findings.Where(finding => finding.Suppression is null)),
            SuppressedFindings = Sorted(filtered.Findings.Where(finding => finding.Suppression is not null)),
            Diagnostics = Sorted(
            [
                .. walk.Diagnostics, .. read.Diagnostics, .. built.Files.SelectMany(file => file.Diagnostics), .. built.Diagnostics,
                .. runner.RuleDiagnostics, .. slots.SelectMany(slot => slot.Diagnostics), .. filtered.Diagnostics,
            ]),
            Coverage = CoverageCount.Of(built.Files, walk.Paths.Length, skipped, built.Model, rules, slots) with { ImagesRead = request.Images.Length },
            Model = built.Model,
            Files = built.Files,
            Terraform = built.Terraform,
            RuleRuns = CoverageCount.Runs(rules, slots),
        };
    }

    /// <summary>The images alone: what the tree has besides their Dockerfiles is not part of the result.</summary>
    private static ScanResult JudgeImages(ScanRequest request, ImmutableArray<SelectedRule> rules, BuiltModel built, CancellationToken cancellation)
    {
        ImageJudging.Result images = ImageJudging.Judge(request, rules, built.Model, cancellation);

        // No rule is named to the filters: entries for files are not without use because no file was judged.
        Filtered filtered = Filter(request, images.Findings, built, []);
        return new ScanResult
        {
            Findings = Sorted(filtered.Findings.Where(finding => finding.Suppression is null)),
            SuppressedFindings = Sorted(filtered.Findings.Where(finding => finding.Suppression is not null)),
            Diagnostics = Sorted([.. images.Diagnostics, .. images.Slots.SelectMany(slot => slot.Diagnostics)]),
            Coverage = CoverageCount.Of([], 0, [], new RepositoryModel { Paths = [] }, rules, images.Slots) with { ImagesRead = request.Images.Length },
            Model = built.Model,
            Files = built.Files,
            RuleRuns = CoverageCount.Runs(rules, images.Slots),
        };
    }

    /// <summary>What a Dockerfile has is not said again of the image that was built from it.</summary>
    private static ImmutableArray<Finding> Together(ImmutableArray<Finding> ofFiles, ImmutableArray<Finding> ofImages)
    {
        var known = ofFiles.Select(finding => (finding.Rule, finding.Location)).ToHashSet();
        return ofImages.IsEmpty ? ofFiles : Sorted(ofFiles.Concat(ofImages.Where(finding => !known.Contains((finding.Rule, finding.Location)))));
    }

    private static Filtered Filter(ScanRequest request, ImmutableArray<Finding> findings, BuiltModel built, ImmutableArray<SelectedRule> rules)
    {
        var diagnostics = ImmutableArray.CreateBuilder<Diagnostic>();
        var uses = ImmutableArray.CreateBuilder<SuppressionUse>();
        ImmutableArray<RuleId> ids = [.. rules.Select(rule => rule.Id)];
        foreach (IFindingFilter filter in request.Filters)
        {
            FilterResult result = filter.Apply(new FilterInput(findings, built.Files, built.Model, ids, request.Today));
            findings = Sorted(result.Findings);
            diagnostics.AddRange(result.Diagnostics);
            uses.AddRange(result.SuppressionUses);
        }

        return new Filtered(findings, diagnostics.ToImmutable(), uses.ToImmutable());
    }

    private static ImmutableArray<Finding> Sorted(IEnumerable<Finding> findings) => [.. findings.Order(FindingOrder.Instance)];

    private static ImmutableArray<Diagnostic> Sorted(List<Diagnostic> diagnostics)
    {
        // One that two environments bring up is told once.
        return [.. diagnostics.Distinct().Order(Comparer<Diagnostic>.Create(FindingOrder.Compare))];
    }

    private sealed record Filtered(ImmutableArray<Finding> Findings, ImmutableArray<Diagnostic> Diagnostics, ImmutableArray<SuppressionUse> Uses);
}
