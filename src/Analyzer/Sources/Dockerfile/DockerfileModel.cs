using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Where <c>COPY --from</c> or <c>RUN --mount=from</c> reads.</summary>
/// <param name="Stage">A stage of this file.</param>
/// <param name="Image">An image (or a named context of the build); null for a stage.</param>
public readonly record struct CopySource(BuildStage? Stage, ImageReference? Image);

/// <summary>What a Dockerfile means: stages, variables and what each stage's image will be.</summary>
public sealed class DockerfileModel
{
    private readonly ImmutableArray<VariableScope> _scopes;
    private readonly ImmutableArray<ImmutableArray<int>> _dependencies;
    private readonly FrozenDictionary<string, BuildStage> _names;

    internal DockerfileModel(
        DockerfileSyntax syntax,
        ImmutableArray<BuildStage> stages,
        FrozenDictionary<string, BuildStage> names,
        VariableScope global,
        ImmutableArray<VariableScope> scopes,
        ImmutableArray<ImmutableArray<int>> dependencies,
        ImmutableArray<Diagnostic> diagnostics)
    {
        Syntax = syntax;
        Stages = stages;
        _names = names;
        Diagnostics = diagnostics;
        GlobalVariables = global;
        _scopes = scopes;
        _dependencies = dependencies;
    }

    public DockerfileSyntax Syntax { get; }

    /// <summary>
    /// The image whose history this was written from: what its file does not say is not there, and the steps of its base
    /// image are known. Null for a file.
    /// </summary>
    public ContainerImage? Image { get; private init; }

    public SourceText Source => Syntax.Source;

    public ImmutableArray<BuildStage> Stages { get; }

    /// <summary>Those of the syntax and of the model, in the order of their places.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>ARG before the first FROM, and the platform arguments that BuildKit sets.</summary>
    public VariableScope GlobalVariables { get; }

    /// <summary>What is built if no target is named; null in a file without FROM.</summary>
    public BuildStage? FinalStage => Stages.IsEmpty ? null : Stages[^1];

    /// <param name="source">Any text.</param>
    /// <param name="buildArguments">Values of <c>--build-arg</c>, where they are known.</param>
    public static DockerfileModel Read(SourceText source, ValueMap? buildArguments = null) =>
        Build(DockerfileSyntax.Parse(source), buildArguments);

    /// <inheritdoc cref="Read"/>
    public static DockerfileModel Build(DockerfileSyntax syntax, ValueMap? buildArguments = null) =>
        new ModelBuilder(syntax, buildArguments ?? ValueMap.Empty).Build();

    /// <param name="source">Written from the history of an image.</param>
    /// <param name="image">The image.</param>
    internal static DockerfileModel ReadBack(SourceText source, ContainerImage image)
    {
        DockerfileModel read = Read(source);
        return new DockerfileModel(read.Syntax, read.Stages, read._names, read.GlobalVariables, read._scopes, read._dependencies, read.Diagnostics) { Image = image };
    }

    /// <summary>The stage that <c>--target</c> selects, by name without case or by number; null if there is none.</summary>
    public BuildStage? GetStage(string target)
    {
        if (_names.TryGetValue(target, out BuildStage? stage))
        {
            return stage;
        }

        return int.TryParse(target, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < Stages.Length
            ? Stages[index]
            : null;
    }

    /// <summary>The stage of an instruction; null before the first FROM.</summary>
    public BuildStage? GetStage(Instruction instruction) => instruction.StageIndex >= 0 ? Stages[instruction.StageIndex] : null;

    /// <summary>The variables that an instruction sees.</summary>
    public VariableScope GetVariables(Instruction instruction) => _scopes[instruction.Index];

    /// <summary>
    /// A word of an instruction with variables, quotes and escapes resolved, as Docker does for the arguments of ADD,
    /// ARG, COPY, ENV, EXPOSE, FROM, LABEL, STOPSIGNAL, USER, VOLUME and WORKDIR, and for options of --mount. The words of
    /// the others are left to the shell.
    /// </summary>
    public Value Evaluate(Instruction instruction, InstructionWord word)
    {
        Origin written = Origin.Written(Source, word.Span);
        return VariableExpander.Expand(word.Text, _scopes[instruction.Index], Syntax.EscapeCharacter, written, new ExpansionBudget(), out _);
    }

    /// <summary>The variables that ENV puts into the image of a stage, with those of the stages below it; no ARG.</summary>
    public ValueMap GetEnvironment(BuildStage stage) =>
        Collect(stage.InheritedInstructions<EnvInstruction>().SelectMany(env => env.Variables.Select(pair => ((Instruction)env, pair))));

    /// <summary>The labels of the image of a stage, with those of the stages below it.</summary>
    public ValueMap GetLabels(BuildStage stage) =>
        Collect(stage.InheritedInstructions<LabelInstruction>().SelectMany(label => label.Labels.Select(pair => ((Instruction)label, pair))));

    /// <summary>Ports of EXPOSE in this stage and those below it.</summary>
    public ImmutableArray<ExposedPort> GetExposedPorts(BuildStage stage)
    {
        var ports = ImmutableArray.CreateBuilder<ExposedPort>();
        foreach (ExposeInstruction expose in stage.InheritedInstructions<ExposeInstruction>())
        {
            ports.AddRange(GetExposedPorts(expose));
        }

        return ports.ToImmutable();
    }

    /// <summary>Ports of one instruction.</summary>
    public IEnumerable<ExposedPort> GetExposedPorts(ExposeInstruction expose) => expose.Ports.SelectMany(word => ExposedPort.Parse(Evaluate(expose, word), word));

    /// <summary>What <c>--from</c> names: a stage by name or number, else an image.</summary>
    public CopySource ResolveSource(InstructionWord from) => GetStage(from.Text) is { } stage
        ? new CopySource(stage, null)
        : new CopySource(null, ImageReference.Parse(from.Text));

    private ValueMap Collect(IEnumerable<(Instruction Instruction, NameValue Pair)> pairs)
    {
        var entries = ImmutableArray.CreateBuilder<ValueEntry>();
        var indices = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((Instruction instruction, NameValue pair) in pairs)
        {
            if (pair.Value is not { } word || !Evaluate(instruction, pair.Name).TryGetString(out string? name))
            {
                continue;
            }

            var entry = new ValueEntry(Value.Of(name).WithOrigin(Origin.Written(Source, pair.Name.Span)), Evaluate(instruction, word));
            if (indices.TryAdd(name, entries.Count))
            {
                entries.Add(entry);
            }
            else
            {
                entries[indices[name]] = entry;
            }
        }

        return new ValueMap(entries.ToImmutable());
    }

    /// <summary>The stages that a build of a target runs: itself, those below it and those it copies from, by index.</summary>
    public ImmutableArray<BuildStage> GetReachable(BuildStage target)
    {
        var seen = new HashSet<int> { target.Index };
        var open = new Stack<int>(seen);
        while (open.TryPop(out int index))
        {
            foreach (int next in _dependencies[index])
            {
                if (seen.Add(next))
                {
                    open.Push(next);
                }
            }
        }

        return [.. seen.Order().Select(index => Stages[index])];
    }
}
