using GcpLint.Analyzer.Configuration;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Cli.Commands;

/// <summary>What the words of <c>gcp-lint scan</c> say, before any file was looked at.</summary>
internal sealed record ScanArguments
{
    /// <summary>Empty if none is named.</summary>
    public required IReadOnlyList<string> Paths { get; init; }

    public PlanArguments Plans { get; init; } = PlanArguments.None;

    /// <summary>False if images were named, and neither paths nor plans: the working folder only tells where their Dockerfiles are.</summary>
    public bool JudgesFiles => Paths.Count > 0 || !Plans.IsEmpty || Images.Count == 0;

    public IReadOnlyList<string> Images { get; init; } = [];

    public string? Platform { get; init; }

    public required ReportFormat Format { get; init; }

    public string? Output { get; init; }

    /// <summary>"FORMAT=FILE".</summary>
    public IReadOnlyList<string> Reports { get; init; } = [];

    public FailOn? FailOn { get; init; }

    public RuleProfile? Profile { get; init; }

    public IReadOnlyList<string> Enable { get; init; } = [];

    public IReadOnlyList<string> Disable { get; init; } = [];

    public string? Config { get; init; }

    public IReadOnlyList<string> RulesDirectories { get; init; } = [];

    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>"name=value".</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    public IReadOnlyList<string> VariableFiles { get; init; } = [];

    /// <summary>Files with custom constraints and policies of the organisation, relative to the working folder.</summary>
    public IReadOnlyList<string> OrgPolicies { get; init; } = [];

    public int? Jobs { get; init; }

    public DateOnly? Today { get; init; }

    public string Category { get; init; } = "";

    public bool Quiet { get; init; }

    public bool NoColor { get; init; }

    public bool Stats { get; init; }

    public bool IncludeSuppressed { get; init; }

    public bool AllowErrors { get; init; }
}
