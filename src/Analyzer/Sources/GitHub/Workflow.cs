using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>
/// A workflow of GitHub Actions (<c>.github/workflows/*.yml</c>). Every field is the value as written, with its place;
/// absent where nobody wrote it. Unknown keys and wrong types are no diagnostics: rules look at them.
/// </summary>
public sealed class Workflow
{
    private Workflow(YamlStream file)
    {
        File = file;
        Root = file.Root;
        Name = Root.Get("name");
        RunName = Root.Get("run-name");
        On = Root.Get("on");
        Triggers = WorkflowTrigger.ReadAll(On);
        Permissions = new TokenPermissions(Root.Get("permissions"));
        Env = Root.Get("env");
        Defaults = RunDefaults.Read(Root);
        Concurrency = Concurrency.Read(Root.Get("concurrency"));
        Jobs = [.. Root.Get("jobs").AsMap.Entries.Select(entry => new Job(this, entry))];
    }

    public YamlStream File { get; }

    public SourceText Source => File.Source;

    public Value Root { get; }

    public Value Name { get; }

    public Value RunName { get; }

    /// <summary>The events as written: a word, a list or a map.</summary>
    public Value On { get; }

    public ImmutableArray<WorkflowTrigger> Triggers { get; }

    public TokenPermissions Permissions { get; }

    public Value Env { get; }

    public RunDefaults Defaults { get; }

    /// <summary>Null if it is not written.</summary>
    public Concurrency? Concurrency { get; }

    /// <summary>In the order of the file.</summary>
    public ImmutableArray<Job> Jobs { get; }

    public ImmutableArray<Diagnostic> Diagnostics => File.Diagnostics;

    /// <summary>The place of the whole file's content.</summary>
    public SourceLocation Location => Root.LocationIn(Source);

    public static Workflow Read(SourceText source) => Read(YamlReader.Read(source));

    public static Workflow Read(YamlStream file) => new(file);

    public Job? FindJob(string id) => Jobs.FirstOrDefault(job => string.Equals(job.Id, id, StringComparison.OrdinalIgnoreCase));

    public WorkflowTrigger? FindTrigger(string name) => Triggers.FirstOrDefault(trigger => trigger.Name == name);

    public override string ToString() => Source.Path;
}
