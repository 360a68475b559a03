using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>A function that the walk has met.</summary>
internal sealed class WalkFunction(ShellScript script, FunctionDefinition definition)
{
    public ShellScript Script { get; } = script;

    public FunctionDefinition Definition { get; } = definition;

    public bool IsCalled { get; set; }

    /// <summary>Its body is being walked: a call of it from there is a recursion.</summary>
    public bool IsRunning { get; set; }
}

/// <summary>What a walk has seen so far. Made for one walk.</summary>
internal sealed class WalkRecord
{
    private readonly List<CommandInvocation> _executions = [];
    private readonly List<CommandInvocation> _seen = [];
    private readonly List<ShellAssignment> _assignments = [];
    private readonly List<SourceReference> _sources = [];
    private readonly List<WalkFunction> _functions = [];
    private readonly Dictionary<string, WalkFunction> _functionsByName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FunctionDefinition> _definitions = new(StringComparer.Ordinal);
    private readonly Dictionary<ShellScript, WordEvaluator> _evaluators = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ShellCommand, CommandInvocation> _latest = new(ReferenceEqualityComparer.Instance);

    public WalkRecord(ShellScript script, ShellContext context)
    {
        Script = script;
        Context = context;
        Conditions = new ShellConditions(_latest);
        Current = script;
        Evaluator = new WordEvaluator(script, context, Budget);
        _evaluators[script] = Evaluator;
        Mode = FromShebang(script.Text.Text, context.Mode);
    }

    /// <summary>The script that the walk is for.</summary>
    public ShellScript Script { get; }

    /// <summary>The script that the command at hand stands in: a file that is read in, or that a function came from.</summary>
    public ShellScript Current { get; private set; }

    public WordEvaluator Evaluator { get; private set; }

    public ShellContext Context { get; }

    public WalkBudget Budget { get; } = new();

    public ShellConditions Conditions { get; }

    public AssignedNames AssignedNames { get; } = new();

    public StrictMode Mode { get; set; }

    public IReadOnlyDictionary<string, FunctionDefinition> Definitions => _definitions;

    public int FunctionCount => _functions.Count;

    public WalkFunction FunctionAt(int index) => _functions[index];

    /// <summary>Goes on in another script; returns the one before.</summary>
    public ShellScript Enter(ShellScript script)
    {
        ShellScript outer = Current;
        Current = script;
        if (!_evaluators.TryGetValue(script, out WordEvaluator? evaluator))
        {
            evaluator = new WordEvaluator(script, Context, Budget);
            _evaluators[script] = evaluator;
        }

        Evaluator = evaluator;
        return outer;
    }

    public void Define(FunctionDefinition definition)
    {
        if (_functionsByName.TryGetValue(definition.Name, out WalkFunction? known) && ReferenceEquals(known.Definition, definition))
        {
            return;
        }

        var function = new WalkFunction(Current, definition);
        _functions.Add(function);
        _functionsByName[definition.Name] = function;
        _definitions[definition.Name] = definition;
    }

    public WalkFunction? FindFunction(Value name) =>
        name.TryGetString(out string? text) ? _functionsByName.GetValueOrDefault(text) : null;

    public void Add(CommandInvocation invocation, WalkFlow flow)
    {
        _latest[invocation.Syntax] = invocation;
        if (flow.Repeated)
        {
            Budget.TakeRepeated();
        }

        if (flow.Muted)
        {
            return;
        }

        _seen.Add(invocation);
        if (!flow.Dead)
        {
            _executions.Add(invocation);
        }
    }

    public void Add(ShellAssignment assignment, WalkFlow flow)
    {
        if (!flow.Muted && !flow.Dead)
        {
            _assignments.Add(assignment);
        }
    }

    public void Add(SourceReference reference) => _sources.Add(reference);

    public ShellWalk ToWalk() => new()
    {
        Commands = InvocationMerge.Merge(_seen.Where(invocation => ReferenceEquals(invocation.Script, Script))),
        Executions = [.. _executions],
        Assignments = [.. _assignments],
        Sources = [.. _sources],
        Functions = [.. _functions.Where(function => ReferenceEquals(function.Script, Script)).Select(function => function.Definition.Name).Distinct(StringComparer.Ordinal)],
    };

    /// <summary>"#!/bin/bash -eu": options of the shell in the first line.</summary>
    private static StrictMode FromShebang(string text, StrictMode mode)
    {
        if (!text.StartsWith("#!", StringComparison.Ordinal))
        {
            return mode;
        }

        int end = text.AsSpan().IndexOfAny('\r', '\n');
        ReadOnlySpan<char> line = end < 0 ? text : text.AsSpan(0, end);
        foreach (Range part in line.Split(' '))
        {
            ReadOnlySpan<char> word = line[part];
            if (word is ['-', not ('-' or 'S'), ..])
            {
                mode = mode with { ExitOnError = mode.ExitOnError || word.Contains('e'), NoUnset = mode.NoUnset || word.Contains('u') };
            }
        }

        return mode;
    }
}
