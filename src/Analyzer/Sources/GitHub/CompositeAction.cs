using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Yaml;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

/// <summary>The metadata of an action (<c>action.yml</c>). Only a composite action has steps.</summary>
public sealed class CompositeAction
{
    private CompositeAction(YamlStream file)
    {
        File = file;
        Root = file.Root;
        Inputs = WorkflowInput.ReadAll(Root.Get("inputs"));
        Steps = [.. Root.GetPath("runs.steps").AsList.Items.Select((step, index) => new Step(this, step, index))];
    }

    public YamlStream File { get; }

    public SourceText Source => File.Source;

    public Value Root { get; }

    public Value Name => Root.Get("name");

    public Value Description => Root.Get("description");

    public ImmutableArray<WorkflowInput> Inputs { get; }

    public Value Outputs => Root.Get("outputs");

    /// <summary>"composite", "docker", "node20", …</summary>
    public Value Using => Root.GetPath("runs.using");

    /// <summary>The image of a Docker action: "Dockerfile" or a reference with docker://.</summary>
    public Value Image => Root.GetPath("runs.image");

    public ImmutableArray<Step> Steps { get; }

    public ImmutableArray<Diagnostic> Diagnostics => File.Diagnostics;

    public static CompositeAction Read(SourceText source) => Read(YamlReader.Read(source));

    public static CompositeAction Read(YamlStream file) => new(file);

    public override string ToString() => Source.Path;
}
