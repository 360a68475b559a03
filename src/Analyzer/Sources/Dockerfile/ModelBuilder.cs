using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Analyzer.Model;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Walks the instructions once, in order, as a build of all stages would.</summary>
internal sealed class ModelBuilder
{
    private readonly DockerfileSyntax _syntax;
    private readonly DiagnosticBag _diagnostics;
    private readonly VariableEvaluator _variables;
    private readonly EffectiveSettingsBuilder _settings;
    private readonly VariableScope[] _scopes;
    private readonly List<BuildStage> _stages = [];
    private readonly Dictionary<string, BuildStage> _names = new(StringComparer.OrdinalIgnoreCase);

    public ModelBuilder(DockerfileSyntax syntax, ValueMap buildArguments)
    {
        _syntax = syntax;
        _diagnostics = new DiagnosticBag(syntax.Source);
        _diagnostics.AddRange(syntax.Diagnostics);
        _variables = new VariableEvaluator(syntax, buildArguments, _diagnostics);
        _settings = new EffectiveSettingsBuilder(_variables);
        _scopes = new VariableScope[syntax.Instructions.Length];
    }

    public DockerfileModel Build()
    {
        ImmutableArray<Instruction> instructions = _syntax.Instructions;
        int position = ReadGlobalScope();
        VariableScope global = _variables.Global;
        while (position < instructions.Length)
        {
            int end = position + 1;
            while (end < instructions.Length && instructions[end] is not FromInstruction)
            {
                end++;
            }

            ReadStage((FromInstruction)instructions[position], instructions[(position + 1)..end]);
            position = end;
        }

        var dependencies = new StageDependencies(_stages, _names, _diagnostics);
        return new DockerfileModel(
            _syntax,
            [.. _stages],
            _names.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
            global,
            [.. _scopes],
            dependencies.Find(),
            _diagnostics.ToSorted());
    }

    /// <summary>Returns the index of the first FROM.</summary>
    private int ReadGlobalScope()
    {
        int position = 0;
        for (; position < _scopes.Length && _syntax.Instructions[position] is not FromInstruction; position++)
        {
            _scopes[position] = _variables.Global;
            if (_syntax.Instructions[position] is ArgInstruction arg)
            {
                _variables.DeclareGlobal(arg);
            }
        }

        return position;
    }

    private void ReadStage(FromInstruction from, ImmutableArray<Instruction> instructions)
    {
        _scopes[from.Index] = _variables.Global;
        Value name = _variables.Evaluate(from.Image, _variables.Global);
        BuildStage? parent = FindParent(name.AsString);
        if (name.TryGetString(out string? text) && text.Length == 0 && from.Image.Text.Length > 0)
        {
            _diagnostics.Error(
                "dockerfile/empty-base-image",
                $"The base image {from.Image.Text} is empty",
                "Its variables have no value here: declare them with ARG and a default before the first FROM.",
                from.Image.Span);
        }

        VariableScope scope = parent?.Variables
            ?? (name.AsString == "scratch" ? VariableScope.Empty : VariableScope.OnImage(from.Image.Text));
        EffectiveSettings settings = _settings.Open(parent);
        foreach (Instruction trigger in parent?.Triggers ?? [])
        {
            settings = _settings.Apply(settings, trigger, scope);
            scope = _variables.Declare(trigger, scope);
        }

        foreach (Instruction instruction in instructions)
        {
            _scopes[instruction.Index] = scope;
            settings = _settings.Apply(settings, instruction, scope);
            _variables.Check(instruction, scope);
            scope = _variables.Declare(instruction, scope);
        }

        bool isImage = parent is null && name.AsString != "scratch";
        var stage = new BuildStage(from, _stages.Count)
        {
            Base = name,
            Image = isImage && name.IsKnown ? ImageReference.Parse(name.AsString) : null,
            Parent = parent,
            Platform = from.Platform?.Value is { } platform ? _variables.Evaluate(platform, _variables.Global) : Value.Absent,
            Instructions = instructions,
            Triggers = TriggersOf(instructions),
            Effective = settings,
            Variables = scope,
        };
        AddStage(stage);
    }

    /// <summary>ONBUILD of a stage runs at the head of those built on it, once.</summary>
    private static ImmutableArray<Instruction> TriggersOf(ImmutableArray<Instruction> instructions) =>
        [.. instructions.OfType<OnbuildInstruction>().Select(onbuild => onbuild.Trigger).OfType<Instruction>()];

    private void AddStage(BuildStage stage)
    {
        _stages.Add(stage);
        if (stage.From.Name is not { } name)
        {
            return;
        }

        if (_names.ContainsKey(name.Text))
        {
            _diagnostics.Warning(
                "dockerfile/duplicate-stage-name",
                $"A second stage is named \"{name.Text}\"",
                "The name means this one from here on. Give each stage a name of its own.",
                name.Span);
        }

        _names[name.Text] = stage;
    }

    private BuildStage? FindParent(string name)
    {
        if (_names.TryGetValue(name, out BuildStage? stage))
        {
            return stage;
        }

        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _stages.Count
            ? _stages[index]
            : null;
    }
}
