using System.Collections.Immutable;
using System.Globalization;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Shell;

/// <summary>What the shell's own commands do to variables, arguments and options.</summary>
internal sealed class BuiltinEffects
{
    private readonly ShellWalker _walker;
    private readonly SimpleCommandWalker _commands;

    public BuiltinEffects(ShellWalker walker, SimpleCommandWalker commands)
    {
        _walker = walker;
        _commands = commands;
    }

    private WalkRecord Record => _walker.Record;

    public WalkEnd Apply(CommandInvocation invocation, ShellScope scope, WalkFlow flow)
    {
        ImmutableArray<Value> words = invocation.Words;
        switch (invocation.Name.AsString)
        {
            case "exit":
                return WalkEnd.Script;
            case "return":
                return WalkEnd.Function;
            case "break" or "continue":
                return WalkEnd.Loop;
            case "set":
                ApplySet(words, scope);
                break;
            case "shift":
                Shift(words, scope);
                break;
            case "unset":
                SetAll(words, scope, Value.Null);
                break;
            case "local" or "declare" or "typeset":
                DeclareNames(words, scope, flow);
                break;
            case "read" or "mapfile" or "readarray" or "getopts":
                SetAll(words, scope, Value.Unknown(UnknownKind.RunTime, $"read by {invocation.Name.AsString}").WithOrigin(invocation.Name.Origin));
                break;
            case "printf" when words.Length > 2 && words[1].AsString == "-v" && ShellNames.IsName(words[2].AsString):
                scope.Set(words[2].AsString, Value.Unknown(UnknownKind.RunTime, "made by printf").WithOrigin(invocation.Name.Origin));
                break;
            case "source" or ".":
                Source(words, scope, flow);
                break;
        }

        return invocation.Prefixes.Contains("exec") ? WalkEnd.Script : WalkEnd.None;
    }

    private void ApplySet(ImmutableArray<Value> words, ShellScope scope)
    {
        for (int i = 1; i < words.Length; i++)
        {
            string word = words[i].AsString;
            if (word is not ['-' or '+', ..])
            {
                scope.Arguments = words[i..];
                return;
            }

            if (word == "--")
            {
                scope.Arguments = words[(i + 1)..];
                return;
            }

            bool on = word[0] == '-';
            foreach (char option in word.AsSpan(1))
            {
                if (option == 'o' && i + 1 < words.Length)
                {
                    SetOption(words[++i].AsString, on);
                }
                else
                {
                    SetOption(option.ToString(), on);
                }
            }
        }
    }

    private void SetOption(string option, bool on) => Record.Mode = option switch
    {
        "e" or "errexit" => Record.Mode with { ExitOnError = on },
        "u" or "nounset" => Record.Mode with { NoUnset = on },
        "pipefail" => Record.Mode with { PipeFail = on },
        _ => Record.Mode,
    };

    private static void Shift(ImmutableArray<Value> words, ShellScope scope)
    {
        if (scope.Arguments is not { } arguments)
        {
            return;
        }

        int count = 1;
        bool known = words.Length < 2 || int.TryParse(words[1].AsString, NumberStyles.None, CultureInfo.InvariantCulture, out count);
        scope.Arguments = known ? arguments[Math.Min(count, arguments.Length)..] : null;
    }

    private static void SetAll(ImmutableArray<Value> words, ShellScope scope, Value value)
    {
        foreach (Value word in words.Skip(1))
        {
            if (ShellNames.IsName(word.AsString))
            {
                scope.Set(word.AsString, value);
            }
        }
    }

    /// <summary>"local name" without a value hides what the name meant outside.</summary>
    private static void DeclareNames(ImmutableArray<Value> words, ShellScope scope, WalkFlow flow)
    {
        if (flow.Function is null)
        {
            return;
        }

        foreach (Value word in words.Skip(1))
        {
            if (ShellNames.IsName(word.AsString))
            {
                scope.DeclareLocal(word.AsString);
                scope.Set(word.AsString, Value.Null);
            }
        }
    }

    private void Source(ImmutableArray<Value> words, ShellScope scope, WalkFlow flow)
    {
        if (words.Length < 2)
        {
            return;
        }

        ShellScript? source = _commands.CanGoDeeper(flow)
            ? Record.Context.ResolveSource?.Invoke(words[1])
            : null;
        if (source is not null)
        {
            _walker.WalkSource(source, scope, flow);
        }

        if (!flow.Muted && !flow.Dead && words[1].Origin is { } origin)
        {
            Record.Add(new SourceReference(words[1], origin.Location, source is not null));
        }
    }
}
