using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>Expands a simple command, keeps it, and does to the walk's state what it does to the shell's.</summary>
internal sealed class SimpleCommandWalker
{
    private readonly ShellWalker _walker;
    private readonly BuiltinEffects _builtins;

    public SimpleCommandWalker(ShellWalker walker)
    {
        _walker = walker;
        _builtins = new BuiltinEffects(walker, this);
    }

    private WalkRecord Record => _walker.Record;

    public WalkOutcome Walk(SimpleCommand command, ShellScope scope, WalkFlow flow)
    {
        bool hasCommand = !command.Words.IsEmpty;
        WalkSubstitutions(command, scope, flow);
        if (!hasCommand)
        {
            foreach (Assignment assignment in command.Assignments)
            {
                Assign(assignment, scope, flow, isExported: false);
            }

            return WalkOutcome.Next;
        }

        ImmutableArray<ShellAssignment> environment = [.. command.Assignments.Select(assignment => Evaluate(assignment, scope, flow, isExported: true))];
        ImmutableArray<Value> words = Expand(command.Words, scope, out bool mayBeMore);
        int skipped = CommandPrefixes.Skip(words, out ImmutableArray<string> prefixes);
        words = words[skipped..];
        Value name = NameOf(words, command.Span);
        WalkFunction? function = prefixes.IsEmpty ? Record.FindFunction(name) : null;
        var invocation = new CommandInvocation
        {
            Name = name,
            Words = words,
            Prefixes = prefixes,
            MayHaveMoreWords = mayBeMore || prefixes.Contains("xargs"),
            Script = Record.Current,
            Syntax = command,
            Environment = environment,
            Redirections = command.Redirections,
            InPipelineWith = flow.PipelineNames,
            PipelineIndex = flow.PipelineIndex,
            IgnoredFailure = flow.Ignored,
            IsInSubstitution = flow.InSubstitution,
            EnclosingFunction = flow.Function,
            Callers = flow.Callers,
            Guards = flow.Guards,
            Mode = Record.Mode,
            IsFunctionCall = function is not null,
            IsUnreachable = flow.Dead,
        };
        Record.Add(invocation, flow);
        foreach (Assignment declaration in command.Declarations)
        {
            Declare(declaration, name.AsString, scope, flow);
        }

        if (function is not null)
        {
            return Follow(function, invocation, scope, flow);
        }

        return new WalkOutcome(_builtins.Apply(invocation, scope, flow), []);
    }

    /// <summary>A test "[[ … ]]", kept like a command named "[[".</summary>
    public void WalkTest(TestCommand test, ShellScope scope, WalkFlow flow)
    {
        var words = ImmutableArray.CreateBuilder<Value>();
        words.Add(Value.Of("[[").WithOrigin(Record.Evaluator.Written(new TextSpan(test.Span.Start, Math.Min(2, test.Span.Length)))));
        foreach (ShellWord word in test.Words)
        {
            _walker.WalkParts(word.Parts, scope, flow.With(IgnoredFailure.Substitution));
            words.Add(Record.Evaluator.Evaluate(word, scope));
        }

        words.Add(Value.Of("]]"));
        Record.Add(
            new CommandInvocation
            {
                Name = words[0],
                Words = words.DrainToImmutable(),
                Script = Record.Current,
                Syntax = test,
                InPipelineWith = flow.PipelineNames,
                PipelineIndex = flow.PipelineIndex,
                IgnoredFailure = flow.Ignored,
                IsInSubstitution = flow.InSubstitution,
                EnclosingFunction = flow.Function,
                Callers = flow.Callers,
                Guards = flow.Guards,
                Mode = Record.Mode,
                IsUnreachable = flow.Dead,
            },
            flow);
    }

    public void WalkRedirections(ImmutableArray<Redirection> redirections, ShellScope scope, WalkFlow flow)
    {
        foreach (Redirection redirection in redirections)
        {
            if (Record.Current.FindHereDocument(redirection) is { } document)
            {
                _walker.WalkParts(document.Parts, scope, flow.With(IgnoredFailure.Substitution));
            }
            else if (redirection.Target is { } target)
            {
                _walker.WalkParts(target.Parts, scope, flow.With(IgnoredFailure.Substitution));
            }
        }
    }

    /// <summary>The name of a command of a pipeline before it is walked; "" for compound commands.</summary>
    public string NameOf(ShellCommand command, ShellScope scope)
    {
        if (command is not SimpleCommand { Words.IsEmpty: false } simple)
        {
            return command is RedirectedCommand redirected ? NameOf(redirected.Command, scope) : "";
        }

        // Prefixes such as "sudo -u user" take a few words; the rest is not needed here.
        ImmutableArray<Value> words = Expand([.. simple.Words.Take(8)], scope, out _);
        return NameOf(words[CommandPrefixes.Skip(words, out _)..], simple.Span).AsString;
    }

    private Value NameOf(ImmutableArray<Value> words, TextSpan span)
    {
        if (words.IsEmpty)
        {
            return Value.Unknown(UnknownKind.RunTime, "the command is in a variable").WithOrigin(Record.Evaluator.Written(span));
        }

        return words[0].TryGetString(out string? path) ? Value.Of(CommandPrefixes.BaseName(path)).WithOrigin(words[0].Origin) : words[0];
    }

    private ImmutableArray<Value> Expand(ImmutableArray<ShellWord> words, ShellScope scope, out bool mayBeMore)
    {
        var values = ImmutableArray.CreateBuilder<Value>(words.Length);
        mayBeMore = false;
        foreach (ShellWord word in words)
        {
            ExpandedWord expanded = Record.Evaluator.Expand(word, scope);
            values.AddRange(expanded.Values);
            mayBeMore |= expanded.MayBeSeveral;
        }

        return values.DrainToImmutable();
    }

    private void WalkSubstitutions(SimpleCommand command, ShellScope scope, WalkFlow flow)
    {
        WalkFlow argument = flow.With(IgnoredFailure.Substitution);
        WalkFlow assigned = command.Words.IsEmpty ? flow : argument;
        foreach (Assignment assignment in command.Assignments)
        {
            WalkAssigned(assignment, scope, assigned);
        }

        foreach (ShellWord word in command.Words)
        {
            _walker.WalkParts(word.Parts, scope, argument);
        }

        foreach (Assignment declaration in command.Declarations)
        {
            WalkAssigned(declaration, scope, argument);
        }

        WalkRedirections(command.Redirections, scope, flow);
    }

    private void WalkAssigned(Assignment assignment, ShellScope scope, WalkFlow flow)
    {
        if (assignment.Value is { } value)
        {
            _walker.WalkParts(value.Parts, scope, flow);
        }

        foreach (ShellWord element in assignment.IsArray ? assignment.Elements : [])
        {
            _walker.WalkParts(element.Parts, scope, flow);
        }
    }

    private void Declare(Assignment declaration, string command, ShellScope scope, WalkFlow flow)
    {
        if (command is "local" or "declare" or "typeset" && flow.Function is not null)
        {
            scope.DeclareLocal(declaration.Name);
        }

        Assign(declaration, scope, flow, command == "export");
    }

    private void Assign(Assignment assignment, ShellScope scope, WalkFlow flow, bool isExported)
    {
        ShellAssignment made = Evaluate(assignment, scope, flow, isExported);
        scope.Set(assignment.Name, made.Value);
        Record.Add(made, flow);
    }

    private ShellAssignment Evaluate(Assignment assignment, ShellScope scope, WalkFlow flow, bool isExported)
    {
        Value value = ValueOf(assignment, scope);
        if (!value.IsKnown && Record.Context.Assumptions.TryGetValue(assignment.Name, out Value assumed))
        {
            value = assumed;
        }

        // The literal stands in the assignment: a step of its own would point at the same place twice.
        Origin? from = value.Origin is { Kind: OriginKind.Written } written ? written.From : value.Origin;
        SourceLocation location = Record.Current.Locate(assignment.Span);
        value = value.WithOrigin(new Origin(OriginKind.Local, assignment.Name, location, from));
        return new ShellAssignment(assignment.Name, value, location, flow.Guards, flow.Function, isExported);
    }

    private Value ValueOf(Assignment assignment, ShellScope scope)
    {
        if (assignment.Index is not null)
        {
            return Value.Unknown(UnknownKind.RunTime, $"an array whose elements are assigned one by one");
        }

        Value before = assignment.IsAppend ? scope.Get(assignment.Name) : Value.Null;
        if (assignment.IsArray)
        {
            return ArrayOf(assignment, before, scope);
        }

        Value value = assignment.Value is { } word ? Record.Evaluator.Evaluate(word, scope) : Value.EmptyString;
        if (!assignment.IsAppend || before.IsNull)
        {
            return value;
        }

        Value start = before.IsAbsent ? Value.Unknown(UnknownKind.EnvironmentVariable, $"${assignment.Name} comes from the environment") : before;
        return Record.Evaluator.Append(start, value, assignment.Span);
    }

    private Value ArrayOf(Assignment assignment, Value before, ShellScope scope)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        bool open = before.IsUnknown;
        items.AddRange(before.Kind == ValueKind.List ? before.AsList.Items : []);
        foreach (ShellWord element in assignment.Elements)
        {
            ExpandedWord expanded = Record.Evaluator.Expand(element, scope);
            items.AddRange(expanded.Values);
            open |= expanded.MayBeSeveral || IsKeyed(element);
        }

        bool tooMany = items.Count > WalkLimits.MaxFields;
        var list = new ValueList(tooMany ? [] : items.DrainToImmutable());
        return open || tooMany
            ? Value.Unknown(new Unknown(UnknownKind.RunTime, $"not all elements of ${assignment.Name} are known") { Parts = list })
            : Value.Of(list);
    }

    /// <summary>[key]=value</summary>
    private static bool IsKeyed(ShellWord element) =>
        element.Parts is [LiteralPart { IsQuoted: false } first, ..] && first.Text.StartsWith('[') && element.Parts.Any(part => part is LiteralPart literal && literal.Text.Contains("]=", StringComparison.Ordinal));

    /// <summary>Whether a call or a file that is read in may be followed from here.</summary>
    public bool CanGoDeeper(WalkFlow flow) =>
        flow.Depth < WalkLimits.MaxCallDepth && _walker.Depth < WalkLimits.MaxDepth && Record.Budget.CanRepeat;

    private WalkOutcome Follow(WalkFunction function, CommandInvocation call, ShellScope scope, WalkFlow flow)
    {
        bool mayFollow = !function.IsRunning && CanGoDeeper(flow);
        if (!mayFollow)
        {
            return WalkOutcome.Next;
        }

        ImmutableArray<Value>? arguments = call.MayHaveMoreWords ? null : call.Words[1..];
        return new WalkOutcome(_walker.Call(function, call, arguments, scope, flow), []);
    }
}
