using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Discovery;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Plans;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>All that a scan needs; nothing else has an influence on its result.</summary>
public sealed record ScanRequest
{
    /// <summary>The tree. Its base is what the paths of the result are relative to.</summary>
    public required IFileSystem Files { get; init; }

    /// <summary>Folders and files to scan, relative to the base; "" is the base itself.</summary>
    public ImmutableArray<string> Roots { get; init; } = [""];

    /// <summary>All rules there are; <see cref="Configuration"/> says which of them run.</summary>
    public required ImmutableArray<RuleDefinition> Rules { get; init; }

    public ScanConfiguration Configuration { get; init; } = ScanConfiguration.Default;

    /// <summary>The day that ages and expiries are measured against.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>How many threads work. The result does not depend on it.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    /// <summary>Only these environments are evaluated (--env); empty for all.</summary>
    public ImmutableArray<string> EnvironmentNames { get; init; } = [];

    /// <summary>Values of Terraform variables (--var); stronger than every file.</summary>
    public ImmutableDictionary<string, Value> Variables { get; init; } = ImmutableDictionary<string, Value>.Empty;

    /// <summary>Files of Terraform variables (--var-file), relative to the base, later ones stronger.</summary>
    public ImmutableArray<string> VariableFiles { get; init; } = [];

    /// <summary>Plans and states of Terraform that are judged too (--plan, --state).</summary>
    public ImmutableArray<PlanInput> Plans { get; init; } = [];

    /// <summary>The root module that the plans belong to (--plan-source), "." for the base; null if it is to be found by their resources.</summary>
    public string? PlanSource { get; init; }

    /// <summary>The tree only says where things are written: findings are those of the plans.</summary>
    public bool JudgesPlansOnly { get; init; }

    /// <summary>Files with custom constraints and policies of the organisation (--org-policy).</summary>
    public ImmutableArray<SourceText> OrgPolicies { get; init; } = [];

    /// <summary>Suppressions and baselines, in this order, after the rules.</summary>
    public ImmutableArray<IFindingFilter> Filters { get; init; } = [];

    /// <summary>Images that are judged too.</summary>
    public ImmutableArray<ContainerImage> Images { get; init; } = [];

    /// <summary>False if the tree is read only to find the Dockerfiles of <see cref="Images"/> in it.</summary>
    public bool JudgesFiles { get; init; } = true;

    /// <summary>Told about the course of the scan, from any thread; null if nobody watches.</summary>
    public IProgress<ScanProgress>? Progress { get; init; }
}

/// <summary>The part of a scan that is under way.</summary>
public enum ScanStage : byte
{
    Discover,
    Read,
    Evaluate,
    Check,
}

/// <summary>How far a stage is.</summary>
/// <param name="Stage">Which one.</param>
/// <param name="Done">Files or rules done.</param>
/// <param name="Total">Of how many; 0 while it is not known.</param>
public readonly record struct ScanProgress(ScanStage Stage, int Done, int Total);
