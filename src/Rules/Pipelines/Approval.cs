using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Values;

namespace GcpLint.Rules.Pipelines;

/// <summary>Asks who lets a release go to production: the environment of a job, or the approval of a trigger.</summary>
internal sealed class Approval : IRule<Pipeline>, IResourceRule
{
    public RuleId Id => new("pipeline/approval");

    public IReadOnlyList<string> ResourceTypes => ["google_cloudbuild_trigger"];

    public void Check(Pipeline subject, RuleContext context)
    {
        if (subject.Kind != PipelineKind.Workflow || !subject.IsWhole || subject.Workflow is not { } workflow || workflow.Triggers.All(trigger => trigger.Name == "release"))
        {
            return;
        }

        foreach ((PipelineJob job, PipelineStep step, StepActivity deploy) in subject.FirstDeployments(subject.IsProduction))
        {
            bool asks = subject.Before(job).Append(job).Any(other => !other.Environment.IsAbsent || other.Does(ActivityKind.Approve));
            if (!asks)
            {
                subject.ReportJob(context, job, step, deploy, $"`{subject.NameOf(job, step)}` deploys to production and nobody has to approve it. Give the job `environment: production` and that environment required reviewers.");
            }
        }
    }

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        Value required = resource.Get("approval_config.approval_required");
        Value file = resource.Get("filename");
        if (!deployment.IsProduction || resource.IsUpdate || required.IsUnknown || required.AsBool || resource.Get("disabled").AsBool || PipelineCommand.TextOf(file) is not { Length: > 0 } path)
        {
            return;
        }

        if (TriggeredBuild.WhyUnread(resource, context.Model) is { } reason)
        {
            context.NotAssessed(resource.Header, reason);
            return;
        }

        if (TriggeredBuild.Of(resource, context.Model) is not { DeploysToProduction: true } build || build.IsForDevelopment)
        {
            return;
        }

        context.Report(new RuleReport
        {
            Location = resource.Header,
            Scope = resource.Block,
            Resource = resource.Source == ResourceSource.Live ? resource.Address : null,
            Message = $"`{resource.Address}` runs `{path}`, which deploys to production, and nobody has to approve it. Set `approval_config {{ approval_required = true }}` (`--require-approval`).",
        });
    }
}
