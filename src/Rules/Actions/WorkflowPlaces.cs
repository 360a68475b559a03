using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Text;

namespace GcpLint.Rules.Actions;

/// <summary>Where findings about workflows stand.</summary>
internal static class WorkflowPlaces
{
    extension(Workflow workflow)
    {
        /// <summary>The start of the file: what is missing from all of it.</summary>
        public SourceLocation Head => new(workflow.Source, default);

        /// <summary>Only other workflows start it: what it lacks they may have.</summary>
        public bool IsCalledOnly => workflow.Triggers.Length > 0 && workflow.Triggers.All(trigger => trigger.Name == "workflow_call");

        public IEnumerable<Step> Steps => workflow.Jobs.SelectMany(job => job.Steps);
    }

    extension(Job job)
    {
        public SourceLocation Head => job.Key.Origin?.Location ?? job.Location;
    }
}
