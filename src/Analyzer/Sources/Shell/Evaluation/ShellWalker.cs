using System.Collections.Immutable;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Follows a script in the order in which it runs and keeps what each command looks like then.</summary>
internal sealed class ShellWalker
{
    private readonly BranchWalker _branches;
    private readonly LoopWalker _loops;
    private readonly SimpleCommandWalker _simple;

    private ShellWalker(WalkRecord record)
    {
        Record = record;
        _branches = new BranchWalker(this);
        _loops = new LoopWalker(this);
        _simple = new SimpleCommandWalker(this);
    }

    public WalkRecord Record { get; }

    public static ShellWalk Walk(ShellScript script, ShellContext context)
    {
        var record = new WalkRecord(script, context);
        var walker = new ShellWalker(record);
        var scope = new ShellScope(context);
        walker.Walk(script.Body, scope, new WalkFlow());
        walker.WalkUncalledFunctions(scope);
        return record.ToWalk();
    }

    /// <summary>Commands and calls around the one at hand: calls are followed only while the machine's stack has room for their bodies.</summary>
    public int Depth { get; private set; }

    public WalkOutcome Walk(ShellCommand command, ShellScope scope, WalkFlow flow)
    {
        Depth++;
        WalkOutcome outcome = WalkAny(command, scope, flow);
        Depth--;
        return outcome;
    }

    private WalkOutcome WalkAny(ShellCommand command, ShellScope scope, WalkFlow flow)
    {
        switch (command)
        {
            case ShellList list:
                return WalkList(list, scope, flow);
            case SimpleCommand simple:
                return _simple.Walk(simple, scope, flow);
            case AndOrList list:
                return _branches.WalkAndOr(list, scope, flow);
            case ShellPipeline pipeline:
                return WalkPipeline(pipeline, scope, flow);
            case GroupCommand group:
                return WalkGroup(group, scope, flow);
            case RedirectedCommand redirected:
                _simple.WalkRedirections(redirected.Redirections, scope, flow);
                return redirected.Command is WhileCommand { IsUntil: false } each && _loops.TryWalkLines(each, redirected.Redirections, scope, flow)
                    ? WalkOutcome.Next
                    : Walk(redirected.Command, scope, flow);
            case IfCommand branches:
                return _branches.WalkIf(branches, scope, flow);
            case CaseCommand choice:
                return _branches.WalkCase(choice, scope, flow);
            case ForCommand loop:
                return _loops.WalkFor(loop, scope, flow);
            case WhileCommand loop:
                return _loops.WalkWhile(loop, scope, flow);
            case FunctionDefinition function:
                Record.Define(function);
                return WalkOutcome.Next;
            case TestCommand test:
                _simple.WalkTest(test, scope, flow);
                return WalkOutcome.Next;
            case ArithmeticCommand arithmetic:
                WalkParts(arithmetic.Parts, scope, flow);
                return WalkOutcome.Next;
            default:
                return WalkOutcome.Next;
        }
    }

    /// <summary>Commands inside of words: they run in a shell of their own.</summary>
    public void WalkParts(ImmutableArray<WordPart> parts, ShellScope scope, WalkFlow flow)
    {
        foreach (WordPart part in parts)
        {
            switch (part)
            {
                case QuotedPart quoted:
                    WalkParts(quoted.Parts, scope, flow);
                    break;
                case ArithmeticPart arithmetic:
                    WalkParts(arithmetic.Parts, scope, flow);
                    break;
                case ParameterPart { Argument: { } argument } parameter:
                    WalkParts(argument.Parts, scope, flow);
                    if (parameter.Operator == ParameterOperator.AssignDefault)
                    {
                        scope.Set(parameter.Name, Record.Evaluator.Evaluate([part], part.Span, scope));
                    }

                    break;
                case CommandSubstitutionPart substitution:
                    WalkApart(substitution.Body, scope, flow);
                    break;
                case ProcessSubstitutionPart substitution:
                    WalkApart(substitution.Body, scope, flow.With(IgnoredFailure.Substitution));
                    break;
            }
        }
    }

    private void WalkApart(ShellList body, ShellScope scope, WalkFlow flow)
    {
        StrictMode mode = Record.Mode;
        Walk(body, scope.Fork(), flow with { InSubstitution = true, PipelineNames = [], PipelineIndex = 0 });
        Record.Mode = mode;
    }

    private WalkOutcome WalkList(ShellList list, ShellScope scope, WalkFlow flow)
    {
        var end = WalkEnd.None;
        for (int i = 0; i < list.Items.Length; i++)
        {
            ListItem item = list.Items[i];
            WalkFlow itemFlow = flow;
            bool nothingFollows = i + 1 < list.Items.Length && ShellConditions.IsNothing(list.Items[i + 1].Command);
            if (nothingFollows && !Record.Mode.ExitOnError)
            {
                itemFlow = itemFlow.With(IgnoredFailure.FollowedBySuccess);
            }

            if (item.IsBackground)
            {
                Walk(item.Command, scope.Fork(), itemFlow.With(IgnoredFailure.Background));
                continue;
            }

            WalkOutcome outcome = Walk(item.Command, scope, itemFlow);
            end = end == WalkEnd.None ? outcome.End : end;
            flow = outcome.Guards.IsEmpty ? flow : flow.With(outcome.Guards);
        }

        return new WalkOutcome(end, []);
    }

    private WalkOutcome WalkPipeline(ShellPipeline pipeline, ShellScope scope, WalkFlow flow)
    {
        WalkFlow inner = pipeline.IsNegated ? flow.With(IgnoredFailure.Negated) : flow;
        if (pipeline.Commands is [var only])
        {
            return Walk(only, scope, inner) with { Guards = [] };
        }

        ImmutableArray<string> names = [.. pipeline.Commands.Select(command => _simple.NameOf(command, scope))];
        for (int i = 0; i < pipeline.Commands.Length; i++)
        {
            bool lost = i + 1 < pipeline.Commands.Length && !Record.Mode.PipeFail;
            WalkFlow part = (lost ? inner.With(IgnoredFailure.Pipeline) : inner) with { PipelineNames = names, PipelineIndex = i };
            Walk(pipeline.Commands[i], scope.Fork(), part);
        }

        return WalkOutcome.Next;
    }

    private WalkOutcome WalkGroup(GroupCommand group, ShellScope scope, WalkFlow flow)
    {
        if (!group.IsSubshell)
        {
            return Walk(group.Body, scope, flow);
        }

        StrictMode mode = Record.Mode;
        Walk(group.Body, scope.Fork(), flow);
        Record.Mode = mode;
        return WalkOutcome.Next;
    }

    /// <summary>Calls a function of the script with its arguments; null if they are not known.</summary>
    public WalkEnd Call(WalkFunction function, CommandInvocation call, ImmutableArray<Value>? arguments, ShellScope scope, WalkFlow flow)
    {
        ShellScope inner = scope.Call(arguments);
        bool repeated = flow.Repeated || function.IsCalled;
        function.IsCalled = true;
        function.IsRunning = true;
        ShellScript outer = Record.Enter(function.Script);
        WalkOutcome outcome = Walk(function.Definition.Body, inner, new WalkFlow
        {
            Function = function.Definition.Name,
            Callers = [call],
            Depth = flow.Depth + 1,
            Repeated = repeated,
            Dead = flow.Dead,
            Muted = flow.Muted,
        });
        Record.Enter(outer);
        function.IsRunning = false;
        scope.TakeOver(inner);
        return outcome.End == WalkEnd.Script ? WalkEnd.Script : WalkEnd.None;
    }

    /// <summary>Follows a file that is read in for its functions and variables.</summary>
    public void WalkSource(ShellScript source, ShellScope scope, WalkFlow flow)
    {
        ShellScript outer = Record.Enter(source);
        Walk(source.Body, scope, flow with { Muted = true, Depth = flow.Depth + 1, Repeated = true });
        Record.Enter(outer);
    }

    /// <summary>Functions for other scripts, or for calls that are not understood.</summary>
    private void WalkUncalledFunctions(ShellScope scope)
    {
        // Walking one may define others inside of it.
        for (int i = 0; i < Record.FunctionCount; i++)
        {
            WalkFunction function = Record.FunctionAt(i);
            if (!function.IsCalled && ReferenceEquals(function.Script, Record.Script))
            {
                function.IsCalled = true;
                function.IsRunning = true;
                Walk(function.Definition.Body, scope.Call(null), new WalkFlow { Function = function.Definition.Name, Depth = 1 });
                function.IsRunning = false;
            }
        }
    }
}
