using System.Collections.Immutable;
using GcpLint.Analyzer.Model.Pipelines;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Pipelines;

/// <summary>Lists what a script runs, in order, with the scripts of the repository that it calls and the handlers of its traps.</summary>
internal sealed class CommandReader
{
    /// <summary>Scripts that call scripts; honest ones stay below 4.</summary>
    private const int MaxCalls = 6;

    /// <summary>Commands of one step, called scripts included: scripts that call each other twice would double them.</summary>
    private const int MaxCommands = 5_000;

    private readonly RepositoryScripts _scripts;

    public CommandReader(RepositoryScripts scripts) => _scripts = scripts;

    public ImmutableArray<PipelineCommand> Read(ShellScript script) => Read(script, _scripts.Walk(script));

    public ImmutableArray<PipelineCommand> Read(ShellScript script, ShellContext context) => Read(script, _scripts.Walk(script, context));

    /// <summary>The commands of a step that has no shell.</summary>
    public ImmutableArray<PipelineCommand> Read(ImmutableArray<Value> words, SourceLocation location)
    {
        var commands = ImmutableArray.CreateBuilder<PipelineCommand>();
        var command = new PipelineCommand { Words = words, Location = location };
        commands.Add(command);
        Follow(command, location.Source.Path, 0, false, commands);
        return commands.DrainToImmutable();
    }

    private ImmutableArray<PipelineCommand> Read(ShellScript script, ShellWalk walk)
    {
        var commands = ImmutableArray.CreateBuilder<PipelineCommand>();
        Add(script, walk, 0, false, commands);
        return commands.DrainToImmutable();
    }

    private void Add(ShellScript script, ShellWalk walk, int depth, bool onFailure, ImmutableArray<PipelineCommand>.Builder commands)
    {
        HashSet<string> handlers = [.. walk.Executions.Where(IsErrorTrap).Select(trap => PipelineCommand.TextOf(trap.Words[1]))];
        foreach (CommandInvocation invocation in walk.Executions)
        {
            if (invocation.IsUnreachable || commands.Count >= MaxCommands)
            {
                continue;
            }

            bool failed = onFailure || IsInHandler(invocation, handlers) || invocation.AllGuards.Any(IsFailure);
            var command = new PipelineCommand { Words = invocation.Words, Location = invocation.Location, Invocation = invocation, RunsOnFailure = failed, CalledScript = depth is 0 or MaxCalls ? null : script.Text.Source.Path };
            commands.Add(command);
            if (IsErrorTrap(invocation) && !walk.Functions.Contains(PipelineCommand.TextOf(invocation.Words[1])))
            {
                AddHandler(invocation, depth, commands);
            }

            Follow(command, script.Text.Source.Path, depth, failed, commands);
        }
    }

    /// <summary>The text of <c>trap '…' ERR</c> is a script of its own; all of it stands at the trap.</summary>
    private void AddHandler(CommandInvocation trap, int depth, ImmutableArray<PipelineCommand>.Builder commands)
    {
        string text = PipelineCommand.TextOf(trap.Words[1]);
        if (depth >= MaxCalls || text.Length == 0)
        {
            return;
        }

        TextSpan place = trap.Location.Span;
        var handler = ShellScript.Parse(new MappedText(trap.Location.Source, text, [new TextSegment(0, place.Start, text.Length, place.Length)]));
        Add(handler, handler.DefaultWalk, MaxCalls, true, commands);
    }

    private void Follow(PipelineCommand command, string from, int depth, bool onFailure, ImmutableArray<PipelineCommand>.Builder commands)
    {
        if (depth >= MaxCalls || CommandWords.Strip(command.Words) is not [var program, ..])
        {
            return;
        }

        string text = PipelineCommand.TextOf(program);
        if ((text.EndsWith(".sh", StringComparison.Ordinal) || text.Contains('/')) && _scripts.Find(from, program) is { } called)
        {
            Add(called, _scripts.Walk(called), depth + 1, onFailure, commands);
        }
    }

    private static bool IsErrorTrap(CommandInvocation invocation) =>
        invocation.Name.AsString == "trap" && invocation.Words.Length > 2
        && invocation.Words.Skip(2).Any(signal => signal.AsString is "ERR" or "EXIT");

    private static bool IsInHandler(CommandInvocation invocation, HashSet<string> handlers) =>
        invocation.EnclosingFunction is { } function && (handlers.Contains(function) || ActivityNames.SayRollBack(function));

    private static bool IsFailure(ShellGuard guard) => guard is CommandGuard { Succeeded: false, Condition: var condition } && !Asks(condition);

    /// <summary>"if ! gcloud … describe": what follows is no answer to a failure, it makes what is not there.</summary>
    private static bool Asks(CommandInvocation condition)
    {
        string[] words = [.. condition.Words.Select(PipelineCommand.TextOf)];
        return words.Any(word => word is "describe" or "list" or "ls" or "stat" or "show" or "inspect" or "get" or "exists" or "get-value")
            || condition.Name.AsString is "[" or "[[" or "test" or "command" or "which" or "type" or "hash" or "grep" or "jq";
    }
}
