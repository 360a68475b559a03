using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary><c>defaults.run</c> of a workflow or job.</summary>
/// <param name="Shell">Absent if it is not written.</param>
/// <param name="WorkingDirectory">Absent if it is not written.</param>
public sealed record RunDefaults(Value Shell, Value WorkingDirectory)
{
    public static readonly RunDefaults None = new(default, default);

    internal static RunDefaults Read(Value owner)
    {
        Value run = owner.GetPath("defaults.run");
        return run.IsAbsent ? None : new RunDefaults(run.Get("shell"), run.Get("working-directory"));
    }
}

/// <summary>A concurrency group.</summary>
/// <param name="Group">Its name, often with an expression.</param>
/// <param name="CancelInProgress">Absent means false.</param>
public sealed record Concurrency(Value Group, Value CancelInProgress)
{
    internal static Concurrency? Read(Value value) => value.Kind switch
    {
        ValueKind.Absent => null,
        ValueKind.Map => new Concurrency(value.Get("group"), value.Get("cancel-in-progress")),
        _ => new Concurrency(value, default),
    };
}

/// <summary>The deployment environment of a job: its protection rules hold the job back.</summary>
/// <param name="Name">The name, often with an expression.</param>
/// <param name="Url">Absent if it is not written.</param>
public sealed record JobEnvironment(Value Name, Value Url)
{
    internal static JobEnvironment? Read(Value value) => value.Kind switch
    {
        ValueKind.Absent or ValueKind.Null => null,
        ValueKind.Map => new JobEnvironment(value.Get("name"), value.Get("url")),
        _ => new JobEnvironment(value, default),
    };
}

/// <summary><c>strategy:</c> of a job.</summary>
/// <param name="Matrix">A map of axes with <c>include</c> and <c>exclude</c>, or an expression.</param>
/// <param name="FailFast">Absent means true.</param>
/// <param name="MaxParallel">Absent means as many as there are runners.</param>
public sealed record JobStrategy(Value Matrix, Value FailFast, Value MaxParallel)
{
    internal static JobStrategy? Read(Value value) =>
        value.IsAbsent ? null : new JobStrategy(value.Get("matrix"), value.Get("fail-fast"), value.Get("max-parallel"));
}

/// <summary>The container of a job or one of its services.</summary>
/// <param name="Key">The name of a service; absent for the job's own container.</param>
/// <param name="Body">As written.</param>
public sealed record JobContainer(Value Key, Value Body)
{
    public Value Image => Body.Kind == ValueKind.Map ? Body.Get("image") : Body;

    public Value Env => Body.Get("env");

    public Value Ports => Body.Get("ports");

    public Value Options => Body.Get("options");

    public Value Volumes => Body.Get("volumes");

    public Value Username => Body.GetPath("credentials.username");

    public Value Password => Body.GetPath("credentials.password");
}
