using System.Buffers;
using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Rules.Docker;

/// <summary>What a health check's exit status says about the service.</summary>
internal enum Verdict
{
    MayFail,

    /// <summary>Fails if nothing answers, but not for an answer that says that something is wrong.</summary>
    IgnoresHttpErrors,

    AlwaysSucceeds,
}

/// <summary>Tells what the exit status of a command line depends on. Whatever is not understood may fail.</summary>
internal static class ExitStatus
{
    private static readonly SearchValues<char> s_curlOptionsWithValue = SearchValues.Create("oHmwAXuxbdeT");

    /// <summary>Lists within lists; honest checks have two or three. The parser bounds the depth of the tree as well.</summary>
    private const int MaxDepth = 50;

    public static Verdict Judge(ImmutableArray<string> words)
    {
        var command = new ContainerCommand(words, false);
        return ContainerCommands.ShellText(command) is { } text
            ? Judge(ShellScript.Parse(MappedText.Whole(new SourceText("", text))).Body)
            : JudgeProgram(command);
    }

    public static Verdict Judge(ShellCommand command) => Judge(command, 0);

    private static Verdict Judge(ShellCommand command, int depth)
    {
        if (depth > MaxDepth)
        {
            return Verdict.MayFail;
        }

        switch (command)
        {
            case ShellList list:
                return JudgeList(list, depth);
            case AndOrList list:
                return JudgeAndOr(list, depth);
            case ShellPipeline { IsNegated: false, Commands: [.., var last] }:
                return Judge(last, depth + 1);
            case GroupCommand group:
                return Judge(group.Body, depth + 1);
            case RedirectedCommand redirected:
                return Judge(redirected.Command, depth + 1);
            case IfCommand conditional:
                var bodies = conditional.Branches.Select(branch => branch.Body).Append(conditional.Else).OfType<ShellList>();
                return bodies.All(body => Judge(body, depth + 1) == Verdict.AlwaysSucceeds) ? Verdict.AlwaysSucceeds : Verdict.MayFail;
            case SimpleCommand simple:
                ImmutableArray<string> words = [.. simple.Words.Select(word => word.Literal ?? "")];
                words = words is ["exec", _, ..] ? words[1..] : words;
                return words.IsEmpty || words[0].Length == 0 ? Verdict.MayFail : Judge(words);
            default:
                return Verdict.MayFail;
        }
    }

    private static Verdict JudgeList(ShellList list, int depth)
    {
        if (list.Items.IsEmpty || list.Items.Take(list.Items.Length - 1).Any(item => MayEndEarly(item.Command, depth + 1)))
        {
            return Verdict.MayFail;
        }

        return list.Items[^1].IsBackground ? Verdict.AlwaysSucceeds : Judge(list.Items[^1].Command, depth + 1);
    }

    private static Verdict JudgeAndOr(AndOrList list, int depth)
    {
        Verdict left = Judge(list.First, depth + 1);
        foreach (AndOrItem item in list.Rest)
        {
            Verdict right = Judge(item.Command, depth + 1);
            left = item.IsOr
                ? (Verdict)Math.Max((int)left, right == Verdict.AlwaysSucceeds ? (int)right : 0)
                : (Verdict)Math.Min((int)left, (int)right);
        }

        return left;
    }

    /// <summary>Whether an earlier command of a list can end the check with a failure: "|| exit 1", "set -e".</summary>
    private static bool MayEndEarly(ShellCommand command, int depth) => depth > MaxDepth || command switch
    {
        ShellList list => list.Items.Any(item => MayEndEarly(item.Command, depth + 1)),
        AndOrList list => MayEndEarly(list.First, depth + 1) || list.Rest.Any(item => MayEndEarly(item.Command, depth + 1)),
        ShellPipeline pipeline => pipeline.Commands.Any(part => MayEndEarly(part, depth + 1)),
        GroupCommand group => MayEndEarly(group.Body, depth + 1),
        RedirectedCommand redirected => MayEndEarly(redirected.Command, depth + 1),
        SimpleCommand simple => simple.Words is [var first, ..] && first.Literal switch
        {
            "exit" => simple.Words.Length < 2 || simple.Words[1].Literal != "0",
            "exec" or "kill" or "set" or "return" or "trap" or null => true,
            _ => false,
        },
        _ => true,
    };

    private static Verdict JudgeProgram(ContainerCommand command)
    {
        switch (command.Name)
        {
            case "true" or ":" or "echo" or "printf" or "sleep" or "date" or "pwd" or "hostname" or "whoami":
                return Verdict.AlwaysSucceeds;
            case "exit":
                return command.Words is [_, "0"] ? Verdict.AlwaysSucceeds : Verdict.MayFail;
            case "curl":
                return AcceptsErrors(command) ? Verdict.IgnoresHttpErrors : Verdict.MayFail;
            case "node" or "java" or "go" or "ruby" or "php" or "nginx" when command.Words is [_, "--version" or "-version" or "-v" or "-V" or "version"]:
                return Verdict.AlwaysSucceeds;
            case "node":
                return command.Option("-e", "--eval") is { } script ? InlineScript.JudgeNode(script) : Verdict.MayFail;
            default:
                return !command.IsPython ? Verdict.MayFail
                    : command.Words is [_, "--version" or "-V"] ? Verdict.AlwaysSucceeds
                    : command.Option("-c") is { Length: > 0 } code ? InlineScript.JudgePython(code) : Verdict.MayFail;
        }
    }

    /// <summary>curl fails for a status of 400 and above only if it is told to.</summary>
    private static bool AcceptsErrors(ContainerCommand command)
    {
        foreach (string word in command.Arguments)
        {
            bool cluster = word is ['-', not '-', ..] && word.AsSpan(1).IndexOfAny('f', 'K') >= 0 && word.IndexOf('f', StringComparison.Ordinal) <= FirstWithValue(word);
            if (cluster || word.Length == 0 || word is "--fail" or "--fail-with-body" or "--fail-early" or "--telnet-option" || word.StartsWith("--config", StringComparison.Ordinal) || word.StartsWith("--write-out", StringComparison.Ordinal))
            {
                return false;
            }
        }

        return command.Arguments.Any(word => word.Contains("http", StringComparison.Ordinal) || word.Contains("localhost", StringComparison.Ordinal) || word.Contains("127.0.0.1", StringComparison.Ordinal));
    }

    /// <summary>In "-so/dev/null" the letters behind "o" are its value.</summary>
    private static int FirstWithValue(string cluster)
    {
        int index = cluster.AsSpan().IndexOfAny(s_curlOptionsWithValue);
        return index < 0 ? cluster.Length : index;
    }
}
