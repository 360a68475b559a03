using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Reads the arguments of each kind of instruction but ONBUILD.</summary>
internal sealed class ArgumentParser(SourceText source, DiagnosticBag diagnostics)
{
    private readonly CommandParser _commands = new(source, diagnostics);
    private readonly VariableParser _variables = new(diagnostics);

    /// <param name="head">A known instruction.</param>
    /// <param name="isComplete">Its options are right; else they may have been meant as the arguments.</param>
    /// <param name="escape">The escape character of the file.</param>
    /// <param name="json">Whether the arguments are a JSON array.</param>
    /// <param name="words">Its words.</param>
    /// <param name="heredocs">The bodies that follow.</param>
    public Instruction Parse(
        InstructionHead head,
        bool isComplete,
        char escape,
        JsonFormResult json,
        ImmutableArray<InstructionWord> words,
        ImmutableArray<Heredoc> heredocs)
    {
        if (head.Arguments.Text.Length == 0 && isComplete)
        {
            diagnostics.Error(
                "dockerfile/missing-argument",
                $"{head.Keyword} has no argument",
                $"Write what {head.Keyword} needs behind it, or remove the line.",
                head.KeywordSpan);
        }

        bool isJson = json == JsonFormResult.Strings;
        ImmutableArray<InstructionWord> list = words;
        if (!isJson && head.Keyword is "FROM" or "COPY" or "ADD" or "EXPOSE" or "VOLUME")
        {
            list = WordSplitter.SplitPlain(head.Arguments);
        }

        return head.Keyword switch
        {
            "FROM" => ParseFrom(head, list),
            "ARG" => new ArgInstruction(head, _variables.ParseArguments(head, escape)),
            "ENV" => new EnvInstruction(head, _variables.ParsePairs(head, escape, out bool isLegacy), isLegacy),
            "LABEL" => new LabelInstruction(head, _variables.ParsePairs(head, escape, out bool isLegacy), isLegacy),
            "RUN" => _commands.ParseRun(head, isJson, words, heredocs),
            "CMD" => new CmdInstruction(head, _commands.Parse(head.Arguments, isJson, words, [])),
            "ENTRYPOINT" => new EntrypointInstruction(head, _commands.Parse(head.Arguments, isJson, words, [])),
            "HEALTHCHECK" => _commands.ParseHealthcheck(head),
            "COPY" => ParseTransfer(head, list, isJson, heredocs),
            "ADD" => ParseTransfer(head, list, isJson, heredocs),
            "EXPOSE" => new ExposeInstruction(head, list),
            "VOLUME" => new VolumeInstruction(head, list, isJson),
            "SHELL" => ParseShell(head, isJson, words),
            "USER" => ParseUser(head),
            "WORKDIR" => new WorkdirInstruction(head, Whole(head)),
            "STOPSIGNAL" => new StopSignalInstruction(head, Whole(head)),
            _ => new MaintainerInstruction(head, Whole(head)),
        };
    }

    private FromInstruction ParseFrom(InstructionHead head, ImmutableArray<InstructionWord> words)
    {
        bool isNamed = words.Length == 3 && words[1].Text.Equals("as", StringComparison.OrdinalIgnoreCase);
        if (words.Length > 1 && !isNamed)
        {
            diagnostics.Error(
                "dockerfile/invalid-from",
                "FROM takes an image and an optional name",
                "Write FROM <image> or FROM <image> AS <name>.",
                TextSpan.FromBounds(words[1].Span.Start, words[^1].Span.End));
        }

        if (isNamed && !IsStageName(words[2].Text))
        {
            diagnostics.Error(
                "dockerfile/invalid-stage-name",
                $"\"{words[2].Text}\" cannot name a stage",
                "A name begins with a letter and has letters, digits, '-', '_' and '.' only.",
                words[2].Span);
        }

        InstructionWord image = words.IsEmpty ? new InstructionWord("", new TextSpan(head.KeywordSpan.End, 0)) : words[0];
        return new FromInstruction(head, image, isNamed ? words[2] : null);
    }

    private static bool IsStageName(string name) =>
        char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    private Instruction ParseTransfer(
        InstructionHead head,
        ImmutableArray<InstructionWord> words,
        bool isJson,
        ImmutableArray<Heredoc> heredocs)
    {
        if (!isJson && !heredocs.IsEmpty)
        {
            words = RemoveMarkers(words, heredocs);
        }

        if (head.Arguments.Text.Length > 0 && words.Length + heredocs.Length < 2 || words.IsEmpty && !heredocs.IsEmpty)
        {
            diagnostics.Error(
                "dockerfile/missing-argument",
                $"{head.Keyword} needs a source and a destination",
                $"Write {head.Keyword} <source>… <destination>.",
                head.Span);
        }

        InstructionWord destination = words.IsEmpty ? new InstructionWord("", new TextSpan(head.Span.End, 0)) : words[^1];
        ImmutableArray<InstructionWord> sources = words.IsEmpty ? [] : words.RemoveAt(words.Length - 1);
        CheckFrom(head);
        return head.Keyword == "COPY"
            ? new CopyInstruction(head) { Sources = sources, Heredocs = heredocs, Destination = destination, IsJson = isJson }
            : new AddInstruction(head) { Sources = sources, Heredocs = heredocs, Destination = destination, IsJson = isJson };
    }

    /// <summary>A marker with a blank behind "&lt;&lt;" is one word to the finder and two to the splitter: the places decide.</summary>
    private static ImmutableArray<InstructionWord> RemoveMarkers(ImmutableArray<InstructionWord> words, ImmutableArray<Heredoc> heredocs)
    {
        var kept = ImmutableArray.CreateBuilder<InstructionWord>();
        int next = 0;
        foreach (InstructionWord word in words)
        {
            while (next < heredocs.Length && heredocs[next].Marker.Span.End <= word.Span.Start)
            {
                next++;
            }

            if (next == heredocs.Length || !heredocs[next].Marker.Span.Contains(word.Span))
            {
                kept.Add(word);
            }
        }

        return kept.ToImmutable();
    }

    private void CheckFrom(InstructionHead head)
    {
        foreach (InstructionFlag flag in head.Flags)
        {
            if (flag is { Name: "from", Value: { } value } && value.Text.Contains('$'))
            {
                diagnostics.Error(
                    "dockerfile/variable-in-from",
                    "--from takes no variables",
                    "Open a stage with FROM and the variable, name it with AS, and copy from that name.",
                    value.Span);
            }
        }
    }

    private ShellInstruction ParseShell(InstructionHead head, bool isJson, ImmutableArray<InstructionWord> words)
    {
        if (head.Arguments.Text.Length > 0 && (!isJson || words.IsEmpty))
        {
            diagnostics.Error(
                "dockerfile/invalid-shell",
                "SHELL takes a JSON array",
                "Write it as in SHELL [\"/bin/bash\", \"-c\"].",
                head.Arguments.ToSource(new TextSpan(0, head.Arguments.Text.Length)));
        }

        return new ShellInstruction(head, CommandParser.ToValues(source, words));
    }

    private static UserInstruction ParseUser(InstructionHead head)
    {
        InstructionWord account = Whole(head);
        int braces = 0;
        for (int i = 0; i < account.Text.Length; i++)
        {
            char c = account.Text[i];
            braces += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (c == ':' && braces <= 0)
            {
                return new UserInstruction(
                    head,
                    account,
                    WordSplitter.Word(head.Arguments, TextSpan.FromBounds(0, i)),
                    WordSplitter.Word(head.Arguments, TextSpan.FromBounds(i + 1, account.Text.Length)));
            }
        }

        return new UserInstruction(head, account, account, null);
    }

    private static InstructionWord Whole(InstructionHead head) =>
        WordSplitter.Word(head.Arguments, new TextSpan(0, head.Arguments.Text.Length));
}
