using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>A step of a job or of a composite action.</summary>
public sealed class Step
{
    private readonly RunDefaults _jobDefaults;
    private readonly RunDefaults _workflowDefaults;
    private MappedText? _script;

    internal Step(Job job, Value body, int index)
        : this(body, index, job.Workflow.Source)
    {
        Job = job;
        _jobDefaults = job.Defaults;
        _workflowDefaults = job.Workflow.Defaults;
    }

    internal Step(CompositeAction action, Value body, int index)
        : this(body, index, action.Source) => Action = action;

    private Step(Value body, int index, SourceText source)
    {
        Body = body;
        Index = index;
        Location = body.LocationIn(source);
        Uses = ActionReference.Read(body.Get("uses"));
        _jobDefaults = RunDefaults.None;
        _workflowDefaults = RunDefaults.None;
    }

    /// <summary>Null in a composite action.</summary>
    public Job? Job { get; }

    /// <summary>Null in a workflow.</summary>
    public CompositeAction? Action { get; }

    /// <summary>The place among the steps, from 0.</summary>
    public int Index { get; }

    public Value Body { get; }

    public SourceLocation Location { get; }

    public Value Id => Body.Get("id");

    public Value Name => Body.Get("name");

    /// <summary>The condition; read it with <see cref="WorkflowCondition.Read"/>.</summary>
    public Value If => Body.Get("if");

    public ActionReference? Uses { get; }

    /// <summary>The inputs of the action.</summary>
    public Value With => Body.Get("with");

    /// <summary>The script as written; absent in a step that uses an action.</summary>
    public Value Run => Body.Get("run");

    /// <summary>The script with the place of each character; null if there is none.</summary>
    public MappedText? Script => _script ??= ScalarText.Map(Run);

    /// <summary>
    /// The step's own shell, else the job's or the workflow's default; absent means the runner's, which on Linux is
    /// <c>bash -e</c> without <c>pipefail</c> (<c>shell: bash</c> has it).
    /// </summary>
    public Value Shell => Effective("shell", _jobDefaults.Shell, _workflowDefaults.Shell);

    /// <summary>The step's own, else the job's or the workflow's default.</summary>
    public Value WorkingDirectory => Effective("working-directory", _jobDefaults.WorkingDirectory, _workflowDefaults.WorkingDirectory);

    public Value Env => Body.Get("env");

    public Value ContinueOnError => Body.Get("continue-on-error");

    public Value TimeoutMinutes => Body.Get("timeout-minutes");

    /// <summary>
    /// The variable of the environment that the step sees: its own, else the job's, else the workflow's; absent if none
    /// of them sets it.
    /// </summary>
    public Value EnvironmentVariable(string name)
    {
        Value own = Env.Get(name);
        if (!own.IsAbsent || Job is null)
        {
            return own;
        }

        Value jobs = Job.Env.Get(name);
        return jobs.IsAbsent ? Job.Workflow.Env.Get(name) : jobs;
    }

    /// <summary>
    /// A value of this step with its <c>${{ }}</c> replaced, as far as the file tells: literals, and <c>env</c> where a
    /// variable is written. Everything else makes it unknown. Lists and maps are evaluated inside.
    /// </summary>
    public Value Evaluate(Value value) => new WorkflowEvaluation(EnvironmentVariable).Evaluate(value);

    public override string ToString() => Name.IsSet ? Name.AsString : Uses?.Text ?? $"step {Index + 1}";

    private Value Effective(string key, Value jobs, Value workflows)
    {
        Value own = Body.Get(key);
        return own.IsSet ? own : jobs.IsSet ? jobs : workflows;
    }
}
