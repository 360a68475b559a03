using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What follows from the outcome of commands.</summary>
internal sealed class ShellConditions
{
    private readonly Dictionary<ShellCommand, CommandInvocation> _latest;

    /// <param name="latest">The last run of each command.</param>
    public ShellConditions(Dictionary<ShellCommand, CommandInvocation> latest) => _latest = latest;

    /// <summary>What is certain if a command succeeded or failed.</summary>
    public List<ShellGuard> Guards(ShellCommand command, bool succeeded)
    {
        var guards = new List<ShellGuard>();
        Add(command, succeeded, guards);
        return guards;
    }

    private void Add(ShellCommand command, bool succeeded, List<ShellGuard> guards)
    {
        switch (command)
        {
            case SimpleCommand or TestCommand:
                if (_latest.TryGetValue(command, out CommandInvocation? invocation))
                {
                    guards.Add(new CommandGuard(invocation, succeeded));
                }

                break;
            case ShellPipeline pipeline:
                // The last command decides; the ones before it feed it what it decides by.
                foreach (ShellCommand part in pipeline.Commands)
                {
                    Add(part, succeeded != pipeline.IsNegated, guards);
                }

                break;
            case AndOrList list:
                if (list.Rest.All(item => item.IsOr != succeeded))
                {
                    Add(list.First, succeeded, guards);
                    foreach (AndOrItem item in list.Rest)
                    {
                        Add(item.Command, succeeded, guards);
                    }
                }

                break;
            case ShellList { Items: [.., var last] }:
                Add(last.Command, succeeded, guards);
                break;
            case GroupCommand group:
                Add(group.Body, succeeded, guards);
                break;
            case RedirectedCommand redirected:
                Add(redirected.Command, succeeded, guards);
                break;
        }
    }

    /// <summary>The outcome of a test whose words are known; null if it is open.</summary>
    public bool? Decide(ShellCommand command)
    {
        switch (command)
        {
            case ShellPipeline { Commands: [var only], IsNegated: var negated }:
                return Decide(only) is { } outcome ? outcome != negated : null;
            case ShellList { Items: [var item] }:
                return Decide(item.Command);
            case SimpleCommand or TestCommand when _latest.TryGetValue(command, out CommandInvocation? invocation):
                return invocation.Name.AsString is "[" or "test" or "[[" ? DecideTest(invocation) : null;
            default:
                return null;
        }
    }

    private static bool? DecideTest(CommandInvocation test)
    {
        ImmutableArray<Value> words = test.Words;
        int end = words[^1].AsString is "]" or "]]" ? words.Length - 1 : words.Length;
        if (test.MayHaveMoreWords || !words.All(word => word.Kind == ValueKind.String))
        {
            return null;
        }

        if (end == 3)
        {
            return words[1].AsString switch
            {
                "-z" => words[2].AsString.Length == 0,
                "-n" => words[2].AsString.Length > 0,
                _ => null,
            };
        }

        if (end != 4 || words[3].AsString.AsSpan().IndexOfAny('*', '?', '[') >= 0)
        {
            return null;
        }

        bool equal = words[1].AsString == words[3].AsString;
        return words[2].AsString switch
        {
            "=" or "==" => equal,
            "!=" => !equal,
            _ => null,
        };
    }

    /// <summary>Whether a command gives up: exit or return with a failure, or something that ends so.</summary>
    public static bool GivesUp(ShellCommand command, IReadOnlyDictionary<string, FunctionDefinition> functions, int depth = 0)
    {
        switch (command)
        {
            case SimpleCommand { Words: [var first, ..] } simple:
                string? status = simple.Words.Length > 1 ? simple.Words[1].Literal : null;
                return first.Literal switch
                {
                    "exit" or "return" => status != "0",
                    "false" => true,
                    { } name => depth < 4 && functions.TryGetValue(name, out FunctionDefinition? function) && GivesUp(function.Body, functions, depth + 1),
                    null => false,
                };
            case ShellList { Items: [.., var last] }:
                return GivesUp(last.Command, functions, depth);
            case GroupCommand group:
                return GivesUp(group.Body, functions, depth);
            case RedirectedCommand redirected:
                return GivesUp(redirected.Command, functions, depth);
            case AndOrList list when list.Rest.All(item => !item.IsOr):
                return GivesUp(list.Rest[^1].Command, functions, depth);
            default:
                return false;
        }
    }

    /// <summary>true, : and exit 0: nothing happens, with success.</summary>
    public static bool IsNothing(ShellCommand command) => command switch
    {
        SimpleCommand { Words: [{ Literal: "true" or ":" or "/bin/true" or "/usr/bin/true" }, ..] } => true,
        SimpleCommand { Words: [{ Literal: "exit" or "return" }, { Literal: "0" }, ..] } => true,
        _ => false,
    };
}
