using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Looks for tests in front of the deployments to production.</summary>
internal sealed class TestBeforeDeploy : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/test-before-deploy");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (!subject.IsAutomatic || !subject.IsWhole || subject.IsShown(context.Model) || FollowsTests(subject, context.Model))
        {
            return;
        }

        foreach ((PipelineJob job, PipelineStep step, StepActivity deploy) in subject.FirstDeployments(subject.IsProduction))
        {
            if (!subject.Preceding(job, deploy).Any(activity => activity is { Kind: ActivityKind.Test, Mask: null }))
            {
                subject.ReportJob(context, job, step, deploy, $"`{subject.NameOf(job, step)}` deploys without a test before it: a change that breaks the service goes straight to its users. Run the tests in a step or job that the deployment waits for.");
            }
        }
    }

    /// <summary><c>on: workflow_run</c> of a workflow that tests.</summary>
    private static bool FollowsTests(Pipeline pipeline, RepositoryModel model)
    {
        if (pipeline.Workflow?.FindTrigger("workflow_run") is not { } trigger)
        {
            return false;
        }

        HashSet<string> names = [.. trigger.Workflows.Select(name => name.AsString)];
        return model.Pipelines.Any(other => other.Workflow is { } workflow && names.Contains(workflow.Name.AsString) && other.Does(ActivityKind.Test));
    }
}
