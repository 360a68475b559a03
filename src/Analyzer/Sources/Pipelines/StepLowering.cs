using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.GitHub;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Makes steps of the steps of a job; those of composite actions of the repository stand in the place of the call.</summary>
internal sealed class StepLowering
{
    /// <summary>GitHub allows ten levels of composite actions that use each other.</summary>
    private const int MaxCalls = 10;

    /// <summary>Steps of one job: actions that use each other twice would double them at each level.</summary>
    private const int MaxSteps = 1_000;

    private readonly ImmutableArray<CompositeAction> _actions;
    private readonly CommandReader _commands;

    public StepLowering(ImmutableArray<CompositeAction> actions, CommandReader commands)
    {
        _actions = actions;
        _commands = commands;
    }

    public ImmutableArray<PipelineStep> Lower(Job job, WorkflowText text)
    {
        var steps = ImmutableArray.CreateBuilder<PipelineStep>();
        FailureMask? mask = Mask(job.ContinueOnError, job.Workflow.Source);
        bool onFailure = RunsOnFailure(job.If);
        foreach (Step step in job.Steps)
        {
            Add(step, text, mask, onFailure, 0, steps);
        }

        return steps.DrainToImmutable();
    }

    private void Add(Step step, WorkflowText text, FailureMask? outer, bool onFailure, int depth, ImmutableArray<PipelineStep>.Builder steps)
    {
        SourceText source = step.Location.Source;
        FailureMask? mask = outer ?? Mask(step.ContinueOnError, source);
        onFailure |= RunsOnFailure(step.If);
        if (steps.Count >= MaxSteps)
        {
            return;
        }

        if (step.Uses is { Kind: ActionReferenceKind.Local } uses && depth < MaxCalls && Find(uses) is { } action)
        {
            var inputs = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
            foreach (WorkflowInput input in action.Inputs)
            {
                Value given = step.With.Get(input.Name);
                inputs[input.Name] = given.IsAbsent ? input.Default.IsAbsent ? Value.EmptyString : input.Default : text.Evaluate(given, step);
            }

            var inner = new WorkflowText(step.Job, inputs.ToImmutable());
            foreach (Step called in action.Steps)
            {
                Add(called, inner, mask, onFailure, depth + 1, steps);
            }

            return;
        }

        steps.Add(Lower(step, text, mask, onFailure));
    }

    private PipelineStep Lower(Step step, WorkflowText text, FailureMask? mask, bool onFailure)
    {
        string title = PipelineCommand.TextOf(step.Name.IsSet ? text.Evaluate(step.Name, step) : step.Id);
        ShellScript? script = step.Script is { } mapped && ScriptModes.Of(step) is not null ? ShellScript.Parse(mapped, ShellParseOptions.Workflow) : null;
        ImmutableArray<PipelineCommand> commands = script is null ? [] : _commands.Read(script, Context(step, text));
        IEnumerable<StepActivity> activities = commands.SelectMany(command => ActivityReader.OfCommand(
            onFailure ? new PipelineCommand { Words = command.Words, Location = command.Location, Invocation = command.Invocation, RunsOnFailure = true, CalledScript = command.CalledScript } : command, title, mask));
        if (step.Uses is not null && ActivityReader.OfAction(step, title, mask, text) is { } activity)
        {
            activities = [activity with { RunsOnFailure = onFailure }];
        }

        return new PipelineStep
        {
            Id = ScalarText.Of(step.Id),
            Name = title.Length > 0 ? title : step.ToString(),
            Location = step.Location,
            Commands = commands,
            Activities = [.. activities],
            Script = script,
            WorkflowStep = step,
        };
    }

    private static ShellContext Context(Step step, WorkflowText text)
    {
        var variables = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        foreach (Value env in (Value[])[step.Job?.Workflow.Env ?? default, step.Job?.Env ?? default, step.Env])
        {
            foreach (ValueEntry entry in env.AsMap.Entries)
            {
                Value value = text.Evaluate(entry.Value, step);
                variables[entry.Key.AsString] = value.IsKnown ? Value.Of(ScalarText.Of(value)).WithOrigin(value.Origin) : value;
            }
        }

        return new ShellContext { Variables = variables.ToImmutable(), Mode = ScriptModes.Of(step) ?? default };
    }

    private CompositeAction? Find(ActionReference uses)
    {
        string folder = uses.Path.Trim('.', '/');
        return _actions.FirstOrDefault(action => action.Source.Path.Contains(folder + "/action.y", StringComparison.Ordinal)
            && (action.Source.Path.StartsWith(folder, StringComparison.Ordinal) || action.Source.Path.Contains('/' + folder, StringComparison.Ordinal)));
    }

    private static FailureMask? Mask(Value value, SourceText source) =>
        ScalarText.Of(value).Replace(" ", "", StringComparison.Ordinal) is "true" or "${{true}}" ? new FailureMask(MaskKind.Setting, "`continue-on-error: true`", value.LocationIn(source)) : null;

    /// <summary><c>if: failure()</c>, alone or among other things.</summary>
    private static bool RunsOnFailure(Value condition) =>
        WorkflowCondition.Read(condition)?.Expressions.Any(expression => expression.Root.DescendantsAndSelf().OfType<CallNode>().Any(call => call.Is("failure"))) ?? false;
}
