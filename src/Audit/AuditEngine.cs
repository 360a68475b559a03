using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.OrgPolicies;
using GcpLint.Audit.Exports;
using GcpLint.Audit.Inventory;
using GcpLint.Audit.Judging;
using GcpLint.Audit.Lowering;
using GcpLint.Audit.Projects;
using GcpLint.Audit.Reading;
using GcpLint.Text;

namespace GcpLint.Audit;

/// <summary>Runs an audit: read all assets, put them together by project, judge one project after the other.</summary>
public static class AuditEngine
{
    /// <summary>
    /// What was read when <paramref name="cancellation"/> came is judged all the same; the result says that it is a part.
    /// </summary>
    /// <exception cref="IOException">The source is not there at all.</exception>
    public static async Task<AuditResult> RunAsync(AuditRequest request, CancellationToken cancellation = default)
    {
        var log = new ReadingLog();
        var inventory = new InventoryCount();
        var diagnostics = new List<Diagnostic>();
        using var store = new AssetStore(request.MemoryLimit);
        try
        {
            await foreach (AssetRead read in request.Source.ReadAsync(log, cancellation).ConfigureAwait(false))
            {
                diagnostics.AddRange(read.Diagnostics.Take(Math.Max(0, AuditRequest.MaxDiagnostics - diagnostics.Count)));
                if (read.Asset is { } asset)
                {
                    inventory.Add(asset);
                    store.Add(asset);
                    request.Progress?.Report(store.Count);
                }
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            log.AddGap(new ReadGap(ReadingLog.Everywhere, null, null, "reading was stopped before its end"));
        }

        ImmutableArray<SelectedRule> rules = LiveRules.Of(RuleSelection.Select(request.Rules, request.Configuration));
        var verdicts = new VerdictCount(rules);
        var environments = new LiveEnvironments(request.Configuration.Environments);
        ImmutableArray<OrgPolicyFile> policies = [.. request.OrgPolicies.Select(source => OrgPolicyFile.Read(source, isGiven: true))];
        diagnostics.AddRange(policies.SelectMany(file => file.File.Diagnostics));
        Dictionary<string, ImmutableArray<CloudResource>> around = Around(store);
        int projects = 0;
        foreach (LiveProject project in Projects(store))
        {
            projects++;
            ImmutableArray<CloudResource> inherited = [.. project.Ancestors.SelectMany(scope => around.GetValueOrDefault(scope, []))];
            ImmutableArray<Deployment> deployments = project.Deploy(log, environments, inherited);
            var model = new RepositoryModel
            {
                Paths = [],
                Deployments = deployments,
                Head = deployments[0].Head,
                Source = request.Repository,
                OrgPolicies = policies,
                StatedPolicies = request.Repository is null ? request.Configuration.OrgPolicies : [],
            };
            verdicts.Add(deployments[0], ModelEngine.Run(new ModelRequest { Model = model, Rules = rules, Today = request.Today, Jobs = request.Jobs }, CancellationToken.None));
        }

        return Result(request, log, inventory, verdicts, diagnostics, projects);
    }

    /// <summary>What folders and organizations have, by their scopes.</summary>
    private static Dictionary<string, ImmutableArray<CloudResource>> Around(AssetStore store) =>
        store.Scopes.Where(scope => !IsProject(scope)).ToDictionary(
            scope => scope,
            scope => LiveProject.Of(scope, store.Read(scope)).Assets.SelectMany(asset => AssetLowering.Lower(asset)).ToImmutableArray(),
            StringComparer.Ordinal);

    /// <summary>Projects first; folders and organizations stand for themselves too. What names its project by id belongs to that with the number.</summary>
    private static IEnumerable<LiveProject> Projects(AssetStore store)
    {
        string[] scopes = [.. store.Scopes];
        var numbers = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string scope in scopes.Where(IsProject))
        {
            foreach (Asset asset in store.Read(scope).Where(asset => asset.AssetType.AsString == "cloudresourcemanager.googleapis.com/Project"))
            {
                if (asset.Data.Get("projectId").AsString is { Length: > 0 } id && $"projects/{id}" != scope)
                {
                    numbers.TryAdd($"projects/{id}", scope);
                }
            }
        }

        ILookup<string, string> others = scopes.Where(numbers.ContainsKey).ToLookup(scope => numbers[scope], StringComparer.Ordinal);
        foreach (string scope in scopes.Where(scope => !numbers.ContainsKey(scope)).OrderByDescending(IsProject).ThenBy(scope => scope, StringComparer.Ordinal))
        {
            yield return LiveProject.Of(scope, others[scope].Prepend(scope).SelectMany(store.Read));
        }
    }

    private static bool IsProject(string scope) => scope.StartsWith("projects/", StringComparison.Ordinal);

    private static AuditResult Result(AuditRequest request, ReadingLog log, InventoryCount inventory, VerdictCount verdicts, List<Diagnostic> diagnostics, int projects)
    {
        ImmutableArray<Finding> findings = verdicts.Findings;
        ImmutableArray<RuleId> ids = [.. verdicts.Rules.Select(rule => rule.Id)];
        var model = new RepositoryModel { Paths = [] };
        foreach (IFindingFilter filter in request.Filters)
        {
            FilterResult result = filter.Apply(new FilterInput(findings, [], model, ids, request.Today));
            findings = ModelEngine.Sort(result.Findings);
            diagnostics.AddRange(result.Diagnostics);
        }

        ImmutableArray<Finding> counted = [.. findings.Where(finding => finding.Suppression is null)];
        var scan = new ScanResult
        {
            Findings = counted,
            SuppressedFindings = [.. findings.Where(finding => finding.Suppression is not null)],
            Diagnostics = [.. diagnostics, .. verdicts.Diagnostics],
            Coverage = new Coverage
            {
                FilesRead = 0,
                FilesWithErrors = 0,
                FilesNotConcerned = 0,
                Skipped = [],
                Kinds = [],
                ResourcesJudged = verdicts.Resources,
                RulesRun = verdicts.Rules.Length,
                ChecksRun = verdicts.Runs.Sum(run => run.Subjects),
                ChecksNotAssessed = verdicts.OpenChecks.Count,
                NotAssessed = ModelEngine.Group(verdicts.OpenChecks),
                Live = new LiveCoverage(
                    inventory.Total, projects, [.. log.Gaps.Select(gap => gap.Reason).Distinct(StringComparer.Ordinal)], verdicts.UnreadChecks, log.IsPartial),
            },
            Model = model,
            Files = [],
            RuleRuns = verdicts.Runs,
            Verdicts = verdicts.Verdicts(counted, log.WholeGap?.Reason),
        };
        return new AuditResult(scan, inventory.Lines);
    }
}

/// <summary>All that an audit needs; nothing else has an influence on its result.</summary>
public sealed record AuditRequest
{
    /// <summary>A damaged export says the same thing over and over.</summary>
    public const int MaxDiagnostics = 1000;

    public required IAssetSource Source { get; init; }

    /// <summary>All rules there are; <see cref="Configuration"/> and what they look at say which of them run.</summary>
    public required ImmutableArray<RuleDefinition> Rules { get; init; }

    public ScanConfiguration Configuration { get; init; } = ScanConfiguration.Default;

    /// <summary>The day that ages and expiries are measured against.</summary>
    public required DateOnly Today { get; init; }

    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>The repository that the projects belong to, which says what has to exist; null if none is known.</summary>
    public RepositoryModel? Repository { get; init; }

    /// <summary>Files with custom constraints and policies of the organisation (--org-policy).</summary>
    public ImmutableArray<SourceText> OrgPolicies { get; init; } = [];

    /// <summary>After the rules, in this order.</summary>
    public ImmutableArray<IFindingFilter> Filters { get; init; } = [];

    /// <summary>Told how many assets were read; null if nobody watches.</summary>
    public IProgress<int>? Progress { get; init; }

    /// <summary>How much text of assets is held in memory; behind that it goes to a temporary file.</summary>
    public int MemoryLimit { get; init; } = AssetStore.DefaultMemoryLimit;
}

/// <summary>What an audit found.</summary>
/// <param name="Scan">In the form that all reports are made of, with verdicts and live coverage.</param>
/// <param name="Inventory">What there is, by type and location.</param>
public sealed record AuditResult(ScanResult Scan, ImmutableArray<InventoryLine> Inventory);
