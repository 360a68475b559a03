using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Makes a pipeline of a workflow with the workflows and actions of the repository that it calls.</summary>
internal sealed class WorkflowLowering
{
    /// <summary>GitHub allows ten levels of workflows that call each other.</summary>
    private const int MaxCalls = 10;

    /// <summary>Jobs of one pipeline: workflows that call each other twice would double them at each level.</summary>
    private const int MaxJobs = 500;

    private readonly Dictionary<string, Workflow> _workflows;
    private readonly StepLowering _steps;

    public WorkflowLowering(ImmutableArray<Workflow> workflows, StepLowering steps)
    {
        _workflows = workflows.ToDictionary(workflow => workflow.Source.Path, StringComparer.Ordinal);
        _steps = steps;
    }

    public Pipeline Lower(Workflow workflow)
    {
        var jobs = ImmutableArray.CreateBuilder<PipelineJob>();
        Add(workflow, "", [], ImmutableDictionary<string, Value>.Empty, Tiers.OfTriggers(workflow), 0, jobs);
        return new Pipeline
        {
            Kind = PipelineKind.Workflow,
            Path = workflow.Source.Path,
            Head = new SourceLocation(workflow.Source, default),
            Jobs = jobs.DrainToImmutable(),
            IsCalledOnly = workflow.Triggers.Length > 0 && workflow.Triggers.All(trigger => trigger.Name == "workflow_call"),
            Workflow = workflow,
        };
    }

    private void Add(
        Workflow workflow, string prefix, ImmutableArray<string> before, ImmutableDictionary<string, Value> inputs, EnvironmentTier tier, int depth,
        ImmutableArray<PipelineJob>.Builder jobs)
    {
        var ids = new Dictionary<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
        foreach (Job job in InOrder(workflow))
        {
            if (jobs.Count >= MaxJobs)
            {
                return;
            }

            ImmutableArray<string> after = [.. before, .. Needed(workflow, job).SelectMany(id => ids.GetValueOrDefault(id, [])).Distinct(StringComparer.Ordinal)];
            int first = jobs.Count;
            Add(job, prefix + job.Id, after, inputs, tier, depth, jobs);
            ids[job.Id] = [.. jobs.Skip(first).Select(added => added.Id)];
        }
    }

    private void Add(
        Job job, string id, ImmutableArray<string> after, ImmutableDictionary<string, Value> inputs, EnvironmentTier outer, int depth, ImmutableArray<PipelineJob>.Builder jobs)
    {
        var text = new WorkflowText(job, inputs);
        Value environment = job.Environment is { } written ? text.Evaluate(written.Name) : default;
        EnvironmentTier tier = First(Tiers.Of(environment), Tiers.OfCondition(job.If), Tiers.OfTitle(job.Id), Tiers.OfTitle(ScalarText.Of(text.Evaluate(job.Name))), outer);
        if (job.Uses is { Kind: ActionReferenceKind.Local } uses && depth < MaxCalls && Find(job.Workflow, uses) is { } called)
        {
            Add(called, id + "/", after, Inputs(called, job, text), tier, depth + 1, jobs);
            return;
        }

        jobs.Add(new PipelineJob
        {
            Id = id,
            Location = job.Location,
            After = after,
            Steps = _steps.Lower(job, text),
            WorkflowJob = job,
            Environment = environment,
            Tier = tier,
            IsUnread = job.Uses is not null,
        });
    }

    private static EnvironmentTier First(params ReadOnlySpan<EnvironmentTier> tiers)
    {
        foreach (EnvironmentTier tier in tiers)
        {
            if (tier != EnvironmentTier.Unknown)
            {
                return tier;
            }
        }

        return EnvironmentTier.Unknown;
    }

    private Workflow? Find(Workflow from, ActionReference uses)
    {
        // Workflows lie side by side in .github/workflows, wherever the repository starts below the scanned folder.
        string name = CommandWords.BaseName(uses.Path);
        string path = from.Source.Path;
        return _workflows.GetValueOrDefault(path[..(path.LastIndexOf('/') + 1)] + name);
    }

    private static ImmutableDictionary<string, Value> Inputs(Workflow called, Job job, WorkflowText text)
    {
        var inputs = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (WorkflowInput input in called.FindTrigger("workflow_call")?.Inputs ?? [])
        {
            Value given = job.With.Get(input.Name);
            Value value = given.IsAbsent ? input.Default : text.Evaluate(given);
            inputs[input.Name] = value.IsAbsent ? Value.EmptyString : value;
        }

        return inputs.ToImmutable();
    }

    /// <summary>The jobs, each behind those that it needs; in the order of the file otherwise.</summary>
    private static IEnumerable<Job> InOrder(Workflow workflow)
    {
        var done = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        List<Job> open = [.. workflow.Jobs];
        while (open.Count > 0)
        {
            // A cycle has no order: its jobs come as they are written.
            Job next = open.Find(job => job.Needs.All(need => done.Contains(ScalarText.Of(need)) || workflow.FindJob(ScalarText.Of(need)) is null)) ?? open[0];
            open.Remove(next);
            done.Add(next.Id);
            yield return next;
        }
    }

    private static HashSet<string> Needed(Workflow workflow, Job job)
    {
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var open = new Stack<Job>();
        open.Push(job);
        while (open.TryPop(out Job? next))
        {
            foreach (Value need in next.Needs)
            {
                if (workflow.FindJob(ScalarText.Of(need)) is { } needed && found.Add(needed.Id))
                {
                    open.Push(needed);
                }
            }
        }

        return found;
    }
}
