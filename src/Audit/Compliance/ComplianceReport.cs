using System.Collections.Immutable;
using GcpLint.Analyzer.Engine;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Audit.Compliance;

/// <summary>What an audit says of a control.</summary>
public enum ControlStatus : byte
{
    Fail,
    Pass,

    /// <summary>People have to look: no inventory shows it.</summary>
    Manual,

    /// <summary>What shows it was not read, or no rule looks at it.</summary>
    NotAssessed,
}

/// <summary>One control with what says so.</summary>
/// <param name="Control">The control.</param>
/// <param name="Status">What the audit says of it.</param>
/// <param name="Rules">The rules that look at it, in ordinal order.</param>
/// <param name="Evidence">Assets that fail, or how much passed, or why nothing can be said.</param>
public sealed record ControlResult(FrameworkControl Control, ControlStatus Status, ImmutableArray<RuleId> Rules, ImmutableArray<string> Evidence);

/// <summary>Judges the controls of a framework by the verdicts of the rules that mean them.</summary>
public static class ComplianceReport
{
    /// <summary>In the order of the framework.</summary>
    /// <param name="framework">"cis-gcp-5.0".</param>
    /// <param name="audit">With verdicts.</param>
    public static ImmutableArray<ControlResult> Of(string framework, ScanResult audit) =>
        [.. FrameworkControls.Of(framework).Select(control => Judge(framework, control, audit))];

    private static ControlResult Judge(string framework, FrameworkControl control, ScanResult audit)
    {
        ImmutableArray<RuleVerdict> verdicts = [.. audit.Verdicts.Where(verdict => Means(verdict.Rule.Definition.Metadata, framework, control))];
        ImmutableArray<RuleId> rules = [.. verdicts.Select(verdict => verdict.Rule.Id)];
        if (verdicts.Any(verdict => verdict.Kind == VerdictKind.Failed))
        {
            return new ControlResult(control, ControlStatus.Fail, rules,
            [
                .. audit.Findings.Where(finding => rules.Contains(finding.Rule))
                    .Select(finding => $"{finding.Rule}: {finding.Resource ?? finding.Location.ToString()}").Distinct(StringComparer.Ordinal),
            ]);
        }

        if (verdicts.FirstOrDefault(verdict => verdict.Kind == VerdictKind.NotAssessed) is { } open)
        {
            return new ControlResult(control, ControlStatus.NotAssessed, rules, [.. open.Reasons.Select(reason => $"{open.Rule.Id}: {reason}")]);
        }

        if (!verdicts.IsEmpty)
        {
            return new ControlResult(control, ControlStatus.Pass, rules, [.. verdicts.Select(verdict => $"{verdict.Rule.Id}: {verdict.Subjects} looked at")]);
        }

        return control.IsManual
            ? new ControlResult(control, ControlStatus.Manual, [], [])
            : new ControlResult(control, ControlStatus.NotAssessed, [], ["no rule of this run looks at it"]);
    }

    /// <summary>The rule names the control, or another tool's check that the framework names.</summary>
    private static bool Means(RuleMetadata rule, string framework, FrameworkControl control) =>
        rule.Controls.Any(id => string.Equals(id, $"{framework}/{control.Id}", StringComparison.OrdinalIgnoreCase))
        || rule.Equivalents.Any(check => control.Checks.Contains(check));
}
