using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>A report as the rule made it.</summary>
/// <param name="Rule">Index among the selected rules.</param>
/// <param name="Report">What the rule said.</param>
/// <param name="Deployment">Where the subject belongs to; null for files.</param>
internal readonly record struct RawFinding(int Rule, RuleReport Report, Deployment? Deployment);

/// <summary>A check that an unknown value left open.</summary>
internal readonly record struct RawNotAssessed(int Rule, SourceLocation Location, Unknown Reason);

/// <summary>What one job of the last stage writes: nobody else writes there, so no lock is needed.</summary>
internal sealed class CheckSlot
{
    public List<RawFinding> Findings { get; } = [];

    public List<RawNotAssessed> NotAssessed { get; } = [];

    public List<Diagnostic> Diagnostics { get; } = [];

    /// <summary>The index of a rule for each subject that it was shown.</summary>
    public List<int> Checks { get; } = [];

    public List<int> Crashed { get; } = [];
}
