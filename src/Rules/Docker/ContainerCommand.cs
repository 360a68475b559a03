using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Dockerfile;
using GcpLint.Analyzer.Sources.Shell;
using GcpLint.Text;

namespace GcpLint.Rules.Docker;

/// <summary>A program that an instruction starts, whether through the shell or not.</summary>
/// <param name="Words">The program and its arguments; "" for a word that is not known.</param>
/// <param name="MayHaveMoreWords">What is missing from the words may be there all the same.</param>
internal sealed record ContainerCommand(ImmutableArray<string> Words, bool MayHaveMoreWords)
{
    /// <summary>The last part of the path of the program.</summary>
    public string Name { get; } = Words.IsEmpty ? "" : Words[0][(Words[0].LastIndexOf('/') + 1)..];

    public IEnumerable<string> Arguments => Words.Skip(1);

    public bool IsPython => Name.StartsWith("python", StringComparison.Ordinal);

    public bool Has(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (Words.Contains(word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The value of an option: "--shell x", "--shell=x"; null if it is not given.</summary>
    public string? Option(params ReadOnlySpan<string> names)
    {
        for (int i = 1; i < Words.Length; i++)
        {
            foreach (string name in names)
            {
                if (Words[i] == name)
                {
                    return i + 1 < Words.Length ? Words[i + 1] : null;
                }

                if (Words[i].StartsWith(name, StringComparison.Ordinal) && Words[i].Length > name.Length && Words[i][name.Length] == '=')
                {
                    return Words[i][(name.Length + 1)..];
                }
            }
        }

        return null;
    }

    public override string ToString() => string.Join(' ', Words);
}

internal static class ContainerCommands
{
    /// <summary>The programs of both forms; those of "sh -c" in their place.</summary>
    public static ImmutableArray<ContainerCommand> GetCommands(this CommandForm form) => form switch
    {
        ShellForm { Parsed: { } script } => OfScript(script, nested: true),
        ExecForm exec => OfWords([.. exec.Words.Select(word => word.AsString)], false, nested: true),
        _ => [],
    };

    /// <summary>The commands that RUN starts in a stage, in order.</summary>
    public static IEnumerable<(RunInstruction Run, ContainerCommand Command)> GetRunCommands(this BuildStage stage) =>
        stage.Instructions.OfType<RunInstruction>().SelectMany(run => run.Command.GetCommands().Select(command => (run, command)));

    private static ImmutableArray<ContainerCommand> OfScript(ShellScript script, bool nested) =>
        [.. script.Commands.SelectMany(command => OfWords([.. command.Words.Select(word => word.AsString)], command.MayHaveMoreWords, nested))];

    private static ImmutableArray<ContainerCommand> OfWords(ImmutableArray<string> words, bool mayHaveMore, bool nested)
    {
        var command = new ContainerCommand(words, mayHaveMore);
        if (nested && ShellText(command) is { } text)
        {
            return OfScript(ShellScript.Parse(MappedText.Whole(new SourceText("", text))), nested: false);
        }

        return [command];
    }

    /// <summary>The script of "sh -c script"; null for other commands.</summary>
    public static string? ShellText(ContainerCommand command)
    {
        if (command.Name is not ("sh" or "bash" or "ash" or "dash"))
        {
            return null;
        }

        for (int i = 1; i + 1 < command.Words.Length; i++)
        {
            if (command.Words[i] is ['-', not '-', ..] option && option.Contains('c', StringComparison.Ordinal))
            {
                return command.Words[i + 1] is { Length: > 0 } text ? text : null;
            }
        }

        return null;
    }
}
