using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Pipelines;

/// <summary>Whether a job looks at the outcome of a step that may fail: <c>steps.scan.outcome == 'failure'</c>.</summary>
internal static class OutcomeUse
{
    public static bool IsRead(PipelineJob job, PipelineStep step)
    {
        if (step.Id.Length == 0 || job.WorkflowJob is not { } body)
        {
            return false;
        }

        string outcome = $"steps.{step.Id}.outcome";
        return body.Steps.Any(other => (WorkflowCondition.Read(other.If)?.Expressions ?? []).Concat(WorkflowExpression.Find(other.Body))
            .Any(expression => expression.Root.References().Any(node => string.Equals(node.Path, outcome, StringComparison.OrdinalIgnoreCase))));
    }
}
