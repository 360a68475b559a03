using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;

namespace GcpLint.Rules.Pipelines;

/// <summary>Asks whether somebody looks at the service after a deployment, and whether its failure is noticed.</summary>
internal sealed class SmokeTest : IRule<Pipeline>
{
    public RuleId Id => new("pipeline/smoke-test");

    public void Check(Pipeline subject, RuleContext context)
    {
        if (!subject.IsWhole || subject.IsShown(context.Model))
        {
            return;
        }

        foreach ((PipelineJob job, PipelineStep step, StepActivity deploy) in subject.FirstDeployments((_, activity) => activity.Target?.Platform is "run" or "app" or "functions" or "kubernetes"))
        {
            List<StepActivity> tests = [.. subject.Following(job, deploy).Where(activity => activity.Kind == ActivityKind.SmokeTest)];
            if (WaitsItself(deploy) || tests.Exists(test => test.Mask is null))
            {
                continue;
            }

            if (tests.Count > 0 && tests[0] is { Mask: { } mask } hidden)
            {
                context.Report(PipelinePlaces.FirstLine(hidden.Location), hidden.Location, $"The check of the deployed service never fails: {mask.Text} hides it. Let its failure stop the run, with `curl --fail` and nothing behind it.");
                continue;
            }

            subject.ReportJob(context, job, step, deploy, $"`{subject.NameOf(job, step)}` deploys and asks nobody whether the service answers. Request its health endpoint with `curl --fail --retry 5` behind the deployment.");
        }
    }

    /// <summary>Helm and Kubernetes wait for the probes if they are told so.</summary>
    private static bool WaitsItself(StepActivity deploy) =>
        deploy.Command?.Words.Any(word => PipelineCommand.TextOf(word) is "--wait" or "--atomic" or "--rollback-on-failure") ?? false;
}
