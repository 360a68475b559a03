using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>A job of a workflow: its own steps, or a call of a reusable workflow.</summary>
public sealed class Job
{
    internal Job(Workflow workflow, ValueEntry entry)
    {
        Workflow = workflow;
        Key = entry.Key;
        Body = entry.Value;
        Location = entry.LocationIn(workflow.Source);
        Needs = Body.Get("needs").OneOrMany();
        Permissions = new TokenPermissions(Body.Get("permissions"));
        Environment = JobEnvironment.Read(Body.Get("environment"));
        Concurrency = Concurrency.Read(Body.Get("concurrency"));
        Strategy = JobStrategy.Read(Body.Get("strategy"));
        Defaults = RunDefaults.Read(Body);
        Container = Body.Get("container") is { IsSet: true } container ? new JobContainer(default, container) : null;
        Services = [.. Body.Get("services").AsMap.Entries.Select(service => new JobContainer(service.Key, service.Value))];
        Uses = ActionReference.Read(Body.Get("uses"));
        Steps = [.. Body.Get("steps").AsList.Items.Select((step, index) => new Step(this, step, index))];
    }

    public Workflow Workflow { get; }

    public string Id => Key.AsString;

    /// <summary>The id with its place.</summary>
    public Value Key { get; }

    /// <summary>Everything under the id, as written.</summary>
    public Value Body { get; }

    /// <summary>From the id to the end of the job.</summary>
    public SourceLocation Location { get; }

    public Value Name => Body.Get("name");

    /// <summary>Ids of jobs that must have run.</summary>
    public ImmutableArray<Value> Needs { get; }

    /// <summary>The condition; read it with <see cref="WorkflowCondition.Read"/>.</summary>
    public Value If => Body.Get("if");

    /// <summary>As written: a label, a list of labels, or a map with a group.</summary>
    public Value RunsOn => Body.Get("runs-on");

    /// <summary>The labels of <see cref="RunsOn"/> in each of its forms.</summary>
    public ImmutableArray<Value> RunnerLabels => (RunsOn.Kind == ValueKind.Map ? RunsOn.Get("labels") : RunsOn).OneOrMany();

    public JobEnvironment? Environment { get; }

    /// <summary>The job's own. See <see cref="EffectivePermissions"/>.</summary>
    public TokenPermissions Permissions { get; }

    /// <summary>The job's permissions, which replace the workflow's as a whole.</summary>
    public TokenPermissions EffectivePermissions => Permissions.IsWritten ? Permissions : Workflow.Permissions;

    public Concurrency? Concurrency { get; }

    /// <summary>In minutes; absent means 360.</summary>
    public Value TimeoutMinutes => Body.Get("timeout-minutes");

    public Value ContinueOnError => Body.Get("continue-on-error");

    public JobStrategy? Strategy { get; }

    public Value Env => Body.Get("env");

    public Value Outputs => Body.Get("outputs");

    public RunDefaults Defaults { get; }

    public JobContainer? Container { get; }

    public ImmutableArray<JobContainer> Services { get; }

    public ImmutableArray<Step> Steps { get; }

    /// <summary>The reusable workflow that the job calls; null for a job with steps.</summary>
    public ActionReference? Uses { get; }

    /// <summary>The inputs of the reusable workflow.</summary>
    public Value With => Body.Get("with");

    /// <summary>The secrets of the reusable workflow: a map, or "inherit".</summary>
    public Value Secrets => Body.Get("secrets");

    /// <summary>A value of this job with its <c>${{ }}</c> replaced: see <see cref="Step.Evaluate"/>.</summary>
    public Value Evaluate(Value value) =>
        new WorkflowEvaluation(name => Env.Get(name) is { IsAbsent: false } own ? own : Workflow.Env.Get(name)).Evaluate(value);

    public override string ToString() => Id;
}
