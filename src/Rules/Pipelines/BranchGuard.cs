using System.Text.RegularExpressions;
using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Rules.Pipelines;

/// <summary>Finds releases that every branch starts: a workflow on any push, a trigger whose pattern any branch fits.</summary>
internal sealed class BranchGuard : IRule<Pipeline>, IResourceRule
{
    /// <summary>Names that no pattern for real branches means.</summary>
    private static readonly string[] s_anyBranches = ["zq8/some-odd.branch_of-nobody", "Q7"];

    public RuleId Id => new("pipeline/branch-guard");

    public IReadOnlyList<string> ResourceTypes => ["google_cloudbuild_trigger"];

    public void Check(Pipeline subject, RuleContext context)
    {
        if (subject.Workflow is not { } workflow || !subject.IsWhole || workflow.Triggers.FirstOrDefault(StartsForAnyBranch) is not { } trigger)
        {
            return;
        }

        foreach (PipelineJob job in subject.Jobs)
        {
            IEnumerable<StepActivity> open = job.Steps.Where(step => !AsksForBranch(step.WorkflowStep?.If ?? default)).SelectMany(step => step.Activities);
            if (open.FirstOrDefault(activity => IsRelease(subject, job, activity)) is { } release && !IsGuarded(subject, workflow, job))
            {
                SourceLocation place = trigger.Key.Origin?.Location ?? subject.Head;
                context.Report(PipelinePlaces.FirstLine(place), job.Location, $"A push to any branch runs `{job.Id}`, which changes production (`{release.Tool}`). Start it for one branch alone: `branches: [main]`, or `if: github.ref == 'refs/heads/main'` at the job.");
                return;
            }
        }
    }

    public void Check(CloudResource resource, Deployment deployment, RuleContext context)
    {
        if (TriggeredBuild.WhyUnread(resource, context.Model) is { } reason)
        {
            context.NotAssessed(resource.Header, reason);
            return;
        }

        if (resource.IsUpdate || resource.Get("disabled").AsBool || TriggeredBuild.Of(resource, context.Model) is not { DeploysToProduction: true, BranchPath: { } path } build || build.IsForDevelopment)
        {
            return;
        }

        Value pattern = resource.Get(path);
        bool inverted = resource.Get(path[..path.LastIndexOf('.')] + ".invert_regex").AsBool || resource.Get("trigger_template.invert_regex").AsBool;
        if (pattern.TryGetString(out string? text) && !inverted && FitsAll(text))
        {
            context.Report(resource, path, $"`{resource.Address}` deploys from every branch: all names fit `{text}`. Bind it to the branch that is released: `^main$`.");
        }
    }

    private static bool StartsForAnyBranch(WorkflowTrigger trigger) =>
        trigger.Name == "push" && trigger.Tags.IsEmpty && trigger.TagsIgnore.IsEmpty && trigger.BranchesIgnore.IsEmpty
        && (trigger.Branches.IsEmpty || trigger.Branches.Any(branch => ScalarText.Of(branch) is "**" or "*"))
        && !trigger.Branches.Any(branch => ScalarText.Of(branch).StartsWith('!'));

    private static bool IsRelease(Pipeline pipeline, PipelineJob job, StepActivity activity) =>
        !activity.RunsOnFailure && activity.Kind is ActivityKind.Deploy or ActivityKind.ShiftTraffic or ActivityKind.TerraformApply && pipeline.IsProduction(job, activity)
        && activity.Target is null or { NoTraffic: false, HasTag: false } && !HasCondition(activity);

    /// <summary>A condition on the branch or the event stands at the job or at one that it waits for; an environment may allow some branches only.</summary>
    private static bool IsGuarded(Pipeline pipeline, Workflow workflow, PipelineJob job)
    {
        foreach (PipelineJob other in pipeline.Before(job).Append(job))
        {
            string caller = other.Id.Split('/')[0];
            if ((other == job && other.Environment.IsSet) || AsksForBranch(other.WorkflowJob?.If ?? default) || AsksForBranch(workflow.FindJob(caller)?.If ?? default))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCondition(StepActivity activity) => (activity.Command?.Invocation?.AllGuards ?? []).Any(guard => guard switch
    {
        CommandGuard { Condition: var condition } => SpeaksOfBranch(condition.Location.Source.Slice(condition.Location.Span)),
        CaseGuard branch => SpeaksOfBranch(branch.SubjectText),
        _ => false,
    });

    private static bool AsksForBranch(Value condition) => condition.IsSet && (condition.Kind != ValueKind.String || SpeaksOfBranch(condition.AsString));

    private static bool SpeaksOfBranch(ReadOnlySpan<char> text) =>
        text.Contains("ref", StringComparison.OrdinalIgnoreCase) || text.Contains("branch", StringComparison.OrdinalIgnoreCase) || text.Contains("github.event", StringComparison.Ordinal)
        || text.Contains("outputs.", StringComparison.Ordinal) || text.Contains("false", StringComparison.Ordinal);

    private static bool FitsAll(string pattern)
    {
        try
        {
            return s_anyBranches.All(name => Regex.IsMatch(name, pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));
        }
        catch (Exception refused) when (refused is ArgumentException or NotSupportedException)
        {
            // Another dialect of regular expressions: nobody here knows what fits it.
            return false;
        }
    }
}
