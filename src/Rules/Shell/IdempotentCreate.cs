using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Gcloud;
using GcpLint.Analyzer.Sources.Shell;

namespace GcpLint.Rules.Shell;

/// <summary>Finds commands that make something without asking whether it is there.</summary>
internal sealed class IdempotentCreate : IRule<Pipeline>
{
    public RuleId Id => new("shell/idempotent-create");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (subject.Kind != PipelineKind.Script)
        {
            return;
        }

        foreach (PipelineCommand command in subject.Steps.SelectMany(step => step.Commands).Where(command => command.CalledScript is null))
        {
            if (command.Gcloud is { Tool: CloudTool.Gcloud } line && line.Path.EndsWith(" create", StringComparison.Ordinal) && IsLasting(line.Path)
                && command.Invocation is { } run && !run.AllGuards.Any() && (run.IgnoredFailure & (IgnoredFailure.OrTrue | IgnoredFailure.OrCommand | IgnoredFailure.Condition)) == 0)
            {
                context.Report(command.Location, command.Location, $"`gcloud {line.Path}` fails when the script runs a second time, and what stands behind it is never reached. Ask with `describe` first.");
            }
        }
    }

    /// <summary>Each run makes another of these, or a name of its own.</summary>
    private static bool IsLasting(string path) =>
        !path.Contains("keys", StringComparison.Ordinal) && !path.Contains("backups", StringComparison.Ordinal) && !path.Contains("releases", StringComparison.Ordinal)
        && !path.Contains("snapshots", StringComparison.Ordinal) && !path.Contains("export", StringComparison.Ordinal) && !path.Contains("executions", StringComparison.Ordinal)
        && !path.Contains("triggers", StringComparison.Ordinal);
}
