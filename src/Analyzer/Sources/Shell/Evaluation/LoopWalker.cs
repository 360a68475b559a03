using System.Collections.Immutable;
using GcpLint.Text;
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

    /// <summary><c>while read -r name; do …; done &lt;&lt;'END'</c>: a turn for each line of a text that is written there; false for other loops.</summary>
    public bool TryWalkLines(WhileCommand loop, ImmutableArray<Redirection> redirections, ShellScope scope, WalkFlow flow)
    {
        if (redirections is not [{ IsHereDocument: true } redirection] || Record.Current.FindHereDocument(redirection) is not { Parts: [LiteralPart text] }
            || VariableOfLines(loop.Condition, scope) is not { } variable)
        {
            return false;
        }

        // Places are those of the lines where the text stands as it is read.
        bool isVerbatim = text.Text.Length == text.Span.Length;
        var lines = new List<Value>();
        int start = 0;
        foreach (string line in text.Text.Split('\n'))
        {
            string trimmed = line.Trim();
            if (trimmed.Length > 0)
            {
                TextSpan span = isVerbatim ? new TextSpan(text.Span.Start + start, line.Length) : text.Span;
                lines.Add(Value.Of(trimmed).WithOrigin(new Origin(OriginKind.Written, "", Record.Current.Locate(span))));
            }

            start += line.Length + 1;
        }

        if (lines.Count is 0 or > WalkLimits.MaxTurns || !Record.Budget.CanRepeat)
        {
            return false;
        }

        _walker.Walk(loop.Condition, scope, flow.With(IgnoredFailure.Condition));
        for (int i = 0; i < lines.Count && (i == 0 || Record.Budget.CanRepeat); i++)
        {
            ShellScope turn = scope.Fork();
            turn.Set(variable, lines[i]);
            _walker.Walk(loop.Body, turn, flow with { Repeated = flow.Repeated || i > 0 });
            scope.TakeOver(turn);
        }

        return true;
    }

    /// <summary>The one variable of a "read" that takes whole lines, alone or in front of "|| [ -n "$name" ]".</summary>
    private string? VariableOfLines(ShellList condition, ShellScope scope)
    {
        ShellCommand? first = condition.Items is [{ Command: var command }] ? command : null;
        first = first is AndOrList { Rest: [{ IsOr: true }] } list ? list.First : first;
        if (first is not SimpleCommand { Redirections.IsEmpty: true } read)
        {
            return null;
        }

        string[] words = [.. read.Words.Select(word => Record.Evaluator.Evaluate(word, scope).AsString)];
        return words switch
        {
            ["read", "-r", { Length: > 0 } name] => name,
            ["read", { Length: > 0 } name] when name[0] != '-' => name,
            _ => null,
        };
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
