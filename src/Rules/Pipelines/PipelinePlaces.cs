using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Text;

namespace GcpLint.Rules.Pipelines;

/// <summary>Where findings about pipelines stand, and what several rules ask of them.</summary>
internal static class PipelinePlaces
{
    /// <summary>The platforms on which a bad release can be taken back by giving users the old revision.</summary>
    public static bool CanRollBack(DeployTarget? target) => target?.Platform is "run" or "app" or "kubernetes";

    extension(Pipeline pipeline)
    {
        /// <summary>Started by itself, and all of it is in the tree: only then something can be said to be missing.</summary>
        public bool IsWhole => !pipeline.IsCalledOnly && pipeline.Jobs.All(job => !job.IsUnread);

        /// <summary>It shows how something is deployed, to people who deploy something else; or it sets up one of many samples.</summary>
        public bool IsShown(RepositoryModel model) =>
            RepositoryPath.IsExhibit(pipeline.Path) || (pipeline.Kind == PipelineKind.Script && model.IsCollection);

        public bool IsAutomatic => pipeline.Kind is PipelineKind.Workflow or PipelineKind.CloudBuild;

        /// <summary>The first deployment of each job, with its step.</summary>
        public IEnumerable<(PipelineJob Job, PipelineStep Step, StepActivity Activity)> FirstDeployments(Func<PipelineJob, StepActivity, bool> isMeant)
        {
            foreach (PipelineJob job in pipeline.Jobs)
            {
                foreach (PipelineStep step in job.Steps)
                {
                    if (step.Activities.FirstOrDefault(activity => activity is { Kind: ActivityKind.Deploy, RunsOnFailure: false } && isMeant(job, activity)) is { } deploy)
                    {
                        yield return (job, step, deploy);
                        break;
                    }
                }
            }
        }

        /// <summary>What people call the part that a finding is about.</summary>
        public string NameOf(PipelineJob job, PipelineStep step) => pipeline.Kind switch
        {
            PipelineKind.Workflow => job.WorkflowJob?.Id ?? job.Id,
            PipelineKind.CloudBuild => step.Name,
            _ => job.Id,
        };

        /// <summary>Reports something that a job lacks: at the job of a workflow, at the step of a build, at the command of a script.</summary>
        public void ReportJob(RuleContext context, PipelineJob job, PipelineStep step, StepActivity activity, string message)
        {
            (SourceLocation place, SourceLocation scope) = pipeline.Kind switch
            {
                PipelineKind.Workflow when job.WorkflowJob?.Key.Origin is { } key => (key.Location, job.Location),
                PipelineKind.Script => (FirstLine(activity.Location), activity.Location),
                _ => (FirstLine(step.Location), step.Location),
            };
            context.Report(place, scope, message);
        }

        /// <summary>What happens behind an activity: in its job, then in the jobs that start after it.</summary>
        public IEnumerable<StepActivity> Following(PipelineJob job, StepActivity activity) =>
            job.Activities.SkipWhile(other => other != activity).Skip(1).Concat(pipeline.Behind(job).SelectMany(other => other.Activities));

        /// <summary>What happened before it: in the jobs that it waits for, and in its own job.</summary>
        public IEnumerable<StepActivity> Preceding(PipelineJob job, StepActivity activity) =>
            pipeline.Before(job).SelectMany(other => other.Activities).Concat(job.Activities.TakeWhile(other => other != activity));
    }

    public static SourceLocation FirstLine(SourceLocation location)
    {
        ReadOnlySpan<char> text = location.Source.Slice(location.Span);
        int end = text.IndexOfAny('\r', '\n');
        return end < 0 ? location : location with { Span = new TextSpan(location.Span.Start, end) };
    }
}
