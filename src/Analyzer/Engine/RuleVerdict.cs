using System.Collections.Immutable;
using GcpLint.Analyzer.Configuration;

namespace GcpLint.Analyzer.Engine;

/// <summary>What an audit says of a rule as a whole, best known first.</summary>
public enum VerdictKind : byte
{
    /// <summary>The rule holds for what was read.</summary>
    Failed,

    /// <summary>A part of what it needs is not known or was not read, and the rest has no defect.</summary>
    NotAssessed,

    /// <summary>All that it looks at was read, and has no defect.</summary>
    Passed,

    /// <summary>What it looks at was read, and there is none of it.</summary>
    NotApplicable,
}

/// <summary>What an audit says of one rule.</summary>
/// <param name="Rule">The rule with its settings.</param>
/// <param name="Kind">The verdict.</param>
/// <param name="Subjects">How many resources and projects it was shown.</param>
/// <param name="Findings">Those that count; suppressed ones do not.</param>
/// <param name="Open">Checks that something unknown or unread left open.</param>
/// <param name="Reasons">Why it is not assessed, each once, in ordinal order.</param>
public sealed record RuleVerdict(SelectedRule Rule, VerdictKind Kind, int Subjects, int Findings, int Open, ImmutableArray<string> Reasons);
