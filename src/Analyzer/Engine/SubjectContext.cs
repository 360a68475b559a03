using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Engine;

/// <summary>What one rule sees beside one subject.</summary>
internal sealed class SubjectContext(
    int rule, ImmutableDictionary<string, Value> options, RepositoryModel model, DateOnly today, Deployment? deployment, CheckSlot slot)
    : RuleContext
{
    public override RepositoryModel Model => model;

    public override DateOnly Today => today;

    public override Value Option(string name) => options.GetValueOrDefault(name);

    public override void Report(RuleReport report)
    {
        if (ChosenElsewhere.Find(report, deployment) is { } reason)
        {
            NotAssessed(report.Location, reason);
            return;
        }

        string message = UnnamedResources.Describe(report.Message);
        slot.Findings.Add(new RawFinding(rule, ReferenceEquals(message, report.Message) ? report : report with { Message = message }, deployment));
    }

    public override void Diagnose(Diagnostic diagnostic) => slot.Diagnostics.Add(diagnostic);

    public override void NotAssessed(SourceLocation location, Unknown reason) => slot.NotAssessed.Add(new RawNotAssessed(rule, location, reason));
}
