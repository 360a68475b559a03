using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Follows loops: once a word where the words are known, else once for any turn.</summary>
internal sealed class LoopWalker
{
    private readonly ShellWalker _walker;

    public LoopWalker(ShellWalker walker) => _walker = walker;

    private WalkRecord Record => _walker.Record;

    public WalkOutcome WalkFor(ForCommand loop, ShellScope scope, WalkFlow flow)
    {
        var words = new List<Value>();
        bool open = loop.Variable is null || loop.IsSelect;
        if (loop.Words.IsDefault)
        {
            open |= scope.Arguments is null;
            words.AddRange(scope.Arguments ?? []);
        }
        else
        {
            foreach (ShellWord word in loop.Words)
            {
                _walker.WalkParts(word.Parts, scope, flow.With(IgnoredFailure.Substitution));
                ExpandedWord expanded = Record.Evaluator.Expand(word, scope);
                words.AddRange(expanded.Values);
                open |= expanded.MayBeSeveral || IsFileNamePattern(word);
            }
        }

        if (open || words.Count == 0 || words.Count > WalkLimits.MaxTurns || !Record.Budget.CanRepeat)
        {
            WalkAnyTurn(loop, words, scope, flow);
        }
        else
        {
            WalkTurns(loop, loop.Variable ?? "", words, scope, flow);
        }

        return WalkOutcome.Next;
    }

    private void WalkTurns(ForCommand loop, string variable, List<Value> words, ShellScope scope, WalkFlow flow)
    {
        for (int i = 0; i < words.Count; i++)
        {
            ShellScope turn = scope.Fork();
            turn.Set(variable, FromLoop(loop, variable, words[i]));
            _walker.Walk(loop.Body, turn, flow with { Repeated = flow.Repeated || i > 0 });

            // The next turn starts with what this one left.
            scope.TakeOver(turn);
            if (!Record.Budget.CanRepeat)
            {
                break;
            }
        }
    }

    private void WalkAnyTurn(ForCommand loop, List<Value> words, ShellScope scope, WalkFlow flow)
    {
        Widen(loop.Body, scope);
        ShellScope turn = scope.Fork();
        if (loop.Variable is { Length: > 0 } variable)
        {
            Value unknown = Value.Unknown(UnknownKind.RunTime, $"${variable} has another value in each turn of a loop");
            Value joined = words.Count is > 0 and <= WalkLimits.MaxAlternatives ? PossibleValues.Join(variable, [unknown, .. words]) : unknown;
            turn.Set(variable, FromLoop(loop, variable, joined));
        }

        _walker.Walk(loop.Body, turn, flow);
        scope.Join([turn, scope.Fork()]);
    }

    public WalkOutcome WalkWhile(WhileCommand loop, ShellScope scope, WalkFlow flow)
    {
        Widen(loop.Condition, scope);
        Widen(loop.Body, scope);
        _walker.Walk(loop.Condition, scope, flow.With(IgnoredFailure.Condition));
        ShellScope turn = scope.Fork();
        _walker.Walk(loop.Body, turn, flow.With(Record.Conditions.Guards(loop.Condition, !loop.IsUntil)));
        scope.Join([turn, scope.Fork()]);
        return WalkOutcome.Next;
    }

    /// <summary>A variable that the body changes has, in a turn, the value from before the loop or from another turn.</summary>
    private void Widen(ShellCommand body, ShellScope scope)
    {
        foreach (string name in Record.AssignedNames.Of(body))
        {
            Value before = scope.Get(name);
            Value unknown = Value.Unknown(UnknownKind.RunTime, $"${name} changes in a loop").WithOrigin(before.Origin);
            if (!before.IsAbsent)
            {
                scope.Set(name, before.Kind == ValueKind.List ? unknown : PossibleValues.Join(name, [unknown, before]));
            }
        }
    }

    private Value FromLoop(ForCommand loop, string variable, Value value) =>
        value.WithOrigin(new Origin(OriginKind.Local, variable, Record.Current.Locate(loop.VariableSpan), value.Origin));

    private static bool IsFileNamePattern(ShellWord word) =>
        word.Parts.Any(part => part is LiteralPart { IsQuoted: false } literal && literal.Text.AsSpan().IndexOfAny('*', '?') >= 0);
}
