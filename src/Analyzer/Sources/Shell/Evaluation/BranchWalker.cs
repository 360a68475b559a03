using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Follows the ways of if, case, &amp;&amp; and ||, and joins them behind.</summary>
internal sealed class BranchWalker
{
    private readonly ShellWalker _walker;

    public BranchWalker(ShellWalker walker) => _walker = walker;

    private WalkRecord Record => _walker.Record;

    public WalkOutcome WalkAndOr(AndOrList list, ShellScope scope, WalkFlow flow)
    {
        WalkFlow current = flow;
        IgnoredFailure[] failures = FailuresOf(list);
        WalkOutcome outcome = _walker.Walk(list.First, scope, current.With(failures[0]));
        ShellCommand previous = list.First;
        for (int i = 0; i < list.Rest.Length; i++)
        {
            AndOrItem item = list.Rest[i];
            bool sameAsBefore = i == 0 || list.Rest[i - 1].IsOr == item.IsOr;
            current = sameAsBefore ? current.With(Record.Conditions.Guards(previous, !item.IsOr)) : flow;
            ShellScope fork = scope.Fork();
            StrictMode mode = Record.Mode;
            outcome = _walker.Walk(item.Command, fork, current.With(failures[i + 1]));
            Record.Mode = Record.Mode.And(mode);
            scope.Join(outcome.End == WalkEnd.None ? [fork, scope.Fork()] : [scope.Fork()]);
            previous = item.Command;
        }

        bool isGuard = list.Rest.Length == 1 && (outcome.End != WalkEnd.None || (list.Rest[0].IsOr && ShellConditions.GivesUp(list.Rest[0].Command, Record.Definitions)));
        return new WalkOutcome(WalkEnd.None, isGuard ? [.. Record.Conditions.Guards(list.First, list.Rest[0].IsOr)] : []);
    }

    /// <summary>What becomes of the failure of each command of the list, the first one included.</summary>
    private IgnoredFailure[] FailuresOf(AndOrList list)
    {
        var failures = new IgnoredFailure[list.Rest.Length + 1];
        IgnoredFailure handled = IgnoredFailure.AndList;
        for (int i = list.Rest.Length - 1; i >= 0; i--)
        {
            if (list.Rest[i].IsOr)
            {
                // The next "||" catches the failure of everything before it.
                ShellCommand handler = list.Rest[i].Command;
                handled = ShellConditions.IsNothing(handler) ? IgnoredFailure.OrTrue
                    : ShellConditions.GivesUp(handler, Record.Definitions) ? IgnoredFailure.None
                    : IgnoredFailure.OrCommand;
            }

            failures[i] = handled;
        }

        return failures;
    }

    public WalkOutcome WalkIf(IfCommand command, ShellScope scope, WalkFlow flow)
    {
        var ways = new List<ShellScope>();
        var negatives = new List<ShellGuard>();
        StrictMode before = Record.Mode;
        StrictMode after = before;
        var end = WalkEnd.Script;
        bool decided = false;
        foreach (IfBranch branch in command.Branches)
        {
            _walker.Walk(branch.Condition, scope, (flow with { Dead = flow.Dead || decided }).With(negatives).With(IgnoredFailure.Condition));
            bool? outcome = Record.Conditions.Decide(branch.Condition);
            bool dead = decided || outcome == false;
            WalkFlow inner = (flow with { Dead = flow.Dead || dead }).With(negatives).With(Record.Conditions.Guards(branch.Condition, true));
            WalkWay(branch.Body, scope, inner, dead, ways, ref end, ref after, before);
            negatives.AddRange(Record.Conditions.Guards(branch.Condition, false));
            decided |= outcome == true;
        }

        if (command.Else is { } otherwise)
        {
            WalkWay(otherwise, scope, (flow with { Dead = flow.Dead || decided }).With(negatives), decided, ways, ref end, ref after, before);
        }
        else if (!decided)
        {
            ways.Add(scope.Fork());
            end = WalkEnd.None;
        }

        Record.Mode = after;
        bool leavesEarly = command is { Branches.Length: 1, Else: null } && ways.Count == 1 && end == WalkEnd.None && !decided;
        return Finish(scope, ways, end, leavesEarly ? [.. negatives] : []);
    }

    private void WalkWay(ShellList body, ShellScope scope, WalkFlow flow, bool dead, List<ShellScope> ways, ref WalkEnd end, ref StrictMode after, StrictMode before)
    {
        ShellScope fork = scope.Fork();
        Record.Mode = before;
        WalkOutcome outcome = _walker.Walk(body, fork, flow);
        if (dead)
        {
            return;
        }

        end = outcome.End < end ? outcome.End : end;
        if (outcome.End == WalkEnd.None)
        {
            ways.Add(fork);
            after = after.And(Record.Mode);
        }
    }

    private static WalkOutcome Finish(ShellScope scope, List<ShellScope> ways, WalkEnd end, ImmutableArray<ShellGuard> guards)
    {
        if (ways.Count == 0)
        {
            return new WalkOutcome(end, []);
        }

        scope.Join(ways);
        return new WalkOutcome(WalkEnd.None, guards);
    }

    public WalkOutcome WalkCase(CaseCommand command, ShellScope scope, WalkFlow flow)
    {
        Value subject = default;
        if (command.Subject is { } word)
        {
            _walker.WalkParts(word.Parts, scope, flow);
            subject = Record.Evaluator.Evaluate(word, scope);
        }

        var ways = new List<ShellScope>();
        StrictMode before = Record.Mode;
        StrictMode after = before;
        var end = WalkEnd.Script;
        bool decided = false;
        foreach (CaseItem item in command.Items)
        {
            bool? matches = decided ? false : Matches(subject, item);
            bool dead = matches == false;
            decided |= matches == true;
            ShellScope fork = scope.Fork();
            Assume(command.Subject, item, subject, fork);
            WalkFlow inner = (flow with { Dead = flow.Dead || dead }).With([GuardOf(command, item, subject)]);
            Record.Mode = before;
            WalkOutcome outcome = _walker.Walk(item.Body, fork, inner);
            if (!dead)
            {
                end = outcome.End < end ? outcome.End : end;
                if (outcome.End == WalkEnd.None)
                {
                    ways.Add(fork);
                    after = after.And(Record.Mode);
                }
            }
        }

        if (!decided)
        {
            ways.Add(scope.Fork());
        }

        Record.Mode = after;
        return Finish(scope, ways, end, []);
    }

    private CaseGuard GuardOf(CaseCommand command, CaseItem item, Value subject)
    {
        TextSpan span = item.Patterns[0].Span.Cover(item.Patterns[^1].Span);
        string text = command.Subject is { } word ? Record.Current.Text.Text.Substring(word.Span.Start, word.Span.Length).Trim('"') : "";
        ImmutableArray<string> patterns = [.. item.Patterns.Select(pattern => pattern.Literal ?? Record.Current.Text.Text.Substring(pattern.Span.Start, pattern.Span.Length))];
        return new CaseGuard(subject, text, patterns, Record.Current.Locate(span));
    }

    /// <summary>Inside of the branch "production)" of <c>case "$ENVIRONMENT"</c> the variable is known.</summary>
    private void Assume(ShellWord? subject, CaseItem item, Value value, ShellScope fork)
    {
        ParameterPart? parameter = subject?.Parts switch
        {
            [ParameterPart plain] => plain,
            [QuotedPart { Parts: [ParameterPart quoted] }] => quoted,
            _ => null,
        };
        if (value.IsKnown || parameter is not { Operator: ParameterOperator.None, Index: null } || !ShellNames.IsName(parameter.Name)
            || item.Patterns is not [{ Literal: { } text } pattern] || IsPattern(pattern))
        {
            return;
        }

        fork.Assume(parameter.Name, Value.Of(text).WithOrigin(new Origin(OriginKind.Local, parameter.Name, Record.Current.Locate(pattern.Span), value.Origin)));
    }

    /// <summary>Whether a branch is taken; null if it is open.</summary>
    private static bool? Matches(Value subject, CaseItem item)
    {
        bool open = false;
        foreach (ShellWord pattern in item.Patterns)
        {
            if (pattern.Parts is [LiteralPart { IsQuoted: false, Text: "*" }])
            {
                return true;
            }

            if (subject.Kind != ValueKind.String || pattern.Literal is not { } text || IsPattern(pattern))
            {
                open = true;
            }
            else if (text == subject.AsString)
            {
                return true;
            }
        }

        return open ? null : false;
    }

    private static bool IsPattern(ShellWord word) =>
        word.Parts.Any(part => part is LiteralPart { IsQuoted: false } literal && literal.Text.AsSpan().IndexOfAny('*', '?', '[') >= 0);
}
