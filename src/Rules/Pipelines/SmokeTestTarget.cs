using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;

namespace GcpLint.Rules.Pipelines;

/// <summary>
/// Finds checks that ask the old revision: one without traffic and without a tag has no address of its own, and the
/// address of the service leads to the revision that served before.
/// </summary>
internal sealed class SmokeTestTarget : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/smoke-test-target");

    public void Check(Pipeline subject, RuleContext context)
    {
        foreach (PipelineJob job in subject.Jobs)
        {
            for (int i = 0; i < job.Steps.Length; i++)
            {
                PipelineStep step = job.Steps[i];
                if (step.Activities.FirstOrDefault(activity => activity is { Kind: ActivityKind.Deploy, Target: { NoTraffic: true, HasTag: false, MayHaveMore: false } }) is { } deploy)
                {
                    CheckAction(job, i, context);
                    CheckCommands(job, deploy, context);
                }
            }
        }
    }

    /// <summary>The output "url" of the action, in a step that asks it.</summary>
    private static void CheckAction(PipelineJob job, int index, RuleContext context)
    {
        string output = $"steps.{job.Steps[index].Id}.outputs.url";
        foreach (PipelineStep step in job.Steps.Skip(index + 1))
        {
            if (step.WorkflowStep is not { } body || !step.Does(ActivityKind.SmokeTest))
            {
                if (step.Does(ActivityKind.ShiftTraffic))
                {
                    return;
                }

                continue;
            }

            foreach (WorkflowExpression expression in WorkflowExpression.Find(body.Body))
            {
                if (expression.Root.References().Any(node => string.Equals(node.Path, output, StringComparison.OrdinalIgnoreCase)))
                {
                    context.Report(expression.Location, step.Location, $"`{output}` is the address of the service, and the revision that was deployed without traffic and without a tag is not behind it: the old one is checked. Deploy with `tag: canary`; the output is then the address of the tag.");
                    break;
                }
            }
        }
    }

    /// <summary><c>describe --format='value(status.url)'</c> between the deployment and the traffic.</summary>
    private static void CheckCommands(PipelineJob job, StepActivity deploy, RuleContext context)
    {
        bool behind = false;
        PipelineCommand? asked = null;
        foreach (PipelineCommand command in job.Steps.SelectMany(step => step.Commands))
        {
            behind |= command == deploy.Command || (deploy.Action is not null && command.Location.Span.Start > deploy.Location.Span.Start && command.Location.Source == deploy.Location.Source);
            if (!behind)
            {
                continue;
            }

            if (command.Gcloud is { Path: "run services update-traffic" })
            {
                return;
            }

            if (command.Gcloud is { Path: "run services describe" } describe && PipelineCommand.TextOf(describe.Get("--format")) is var format
                && format.Contains("status.url", StringComparison.Ordinal) && !format.Contains("traffic", StringComparison.Ordinal))
            {
                asked = command;
            }
            else if (asked is not null && job.Activities.Any(activity => activity.Kind == ActivityKind.SmokeTest && activity.Command == command))
            {
                context.Report(PipelinePlaces.FirstLine(asked.Location), asked.Location, "`status.url` is the address of the service, and the revision that was deployed without traffic and without a tag is not behind it: the old one is checked. Deploy with `--tag=canary` and ask the address of the tag.");
                return;
            }
        }
    }
}
