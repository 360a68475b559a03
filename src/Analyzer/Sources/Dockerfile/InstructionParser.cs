using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Makes nodes of joined lines, takes the here-documents that belong to them from the file, and counts stages.</summary>
internal sealed class InstructionParser(SourceText source, LineReader lines, DiagnosticBag diagnostics)
{
    private readonly ImmutableArray<Instruction>.Builder _instructions = ImmutableArray.CreateBuilder<Instruction>();
    private readonly FlagParser _flags = new(source, diagnostics);
    private readonly ArgumentParser _arguments = new(source, diagnostics);
    private int _stage = -1;
    private bool _warnedBeforeFrom;

    public ImmutableArray<Instruction> Instructions => _instructions.ToImmutable();

    public void Parse(MappedText line, char escape)
    {
        if (line.Text.AsSpan().Trim(Blank.All).IsEmpty)
        {
            return;
        }

        Instruction instruction = ParseInstruction(line, 0, escape);
        if (_stage < 0 && instruction is not (ArgInstruction or UnknownInstruction) && !_warnedBeforeFrom)
        {
            _warnedBeforeFrom = true;
            diagnostics.Error(
                "dockerfile/instruction-before-from",
                $"{instruction.Keyword} stands before the first FROM",
                "Only ARG, comments and parser directives may. Move it behind FROM.",
                instruction.KeywordSpan);
        }

        _instructions.Add(instruction);
    }

    /// <summary>To be called at the end of the file.</summary>
    public void Finish()
    {
        if (_stage < 0)
        {
            diagnostics.Error(
                "dockerfile/no-from",
                "No FROM",
                "A Dockerfile needs at least one FROM; without it nothing can be built.",
                new TextSpan(0, 0));
        }
    }

    /// <param name="line">A joined line that is not blank behind <paramref name="position"/>.</param>
    /// <param name="position">Where the instruction begins: behind ONBUILD for a trigger.</param>
    /// <param name="escape">The escape character of the file.</param>
    private Instruction ParseInstruction(MappedText line, int position, char escape)
    {
        string text = line.Text;
        int end = text.AsSpan().TrimEnd(Blank.All).Length;
        position += text.AsSpan(position).IndexOfAnyExcept(Blank.Any);
        int keywordLength = text.AsSpan(position).IndexOfAny(Blank.Separators);
        var keywordSpan = new TextSpan(position, keywordLength < 0 ? text.Length - position : keywordLength);
        string keyword = text.Substring(keywordSpan.Start, keywordSpan.Length).ToUpperInvariant();
        if (keyword == "FROM")
        {
            _stage++;
        }

        position = keywordSpan.End;
        ImmutableArray<InstructionFlag> flags = IsKnown(keyword) ? _flags.Parse(line, ref position) : [];
        int argumentStart = position + text.AsSpan(position).IndexOfAnyExcept(Blank.Any);
        MappedText arguments = MappedTextBuilder.Slice(line, TextSpan.FromBounds(argumentStart < position ? end : argumentStart, end));
        var head = new InstructionHead(
            line.ToSource(TextSpan.FromBounds(keywordSpan.Start, end)),
            line.ToSource(keywordSpan),
            keyword,
            flags,
            arguments,
            _stage,
            _instructions.Count);
        if (!IsKnown(keyword))
        {
            diagnostics.Error(
                "dockerfile/unknown-instruction",
                $"\"{Shorten(keyword)}\" is no instruction",
                $"Check the spelling. If the line continues the one before, end that one with {escape}.",
                head.KeywordSpan);
            return new UnknownInstruction(head);
        }

        bool isComplete = _flags.Check(keyword, flags);
        return keyword == "ONBUILD" ? ParseOnbuild(head, line, position, escape) : ParseArguments(head, isComplete, escape);
    }

    private Instruction ParseArguments(InstructionHead head, bool isComplete, char escape)
    {
        JsonFormResult json = JsonFormResult.None;
        ImmutableArray<InstructionWord> words = [];
        if (head.Keyword is "RUN" or "CMD" or "ENTRYPOINT" or "COPY" or "ADD" or "VOLUME" or "SHELL")
        {
            json = JsonForm.TryParse(head.Arguments, out words);
            JsonForm.Check(json, head.Arguments, diagnostics);
        }

        ImmutableArray<Heredoc> heredocs = json == JsonFormResult.None && head.Keyword is "RUN" or "COPY" or "ADD"
            ? ReadHeredocs(ref head)
            : [];
        return _arguments.Parse(head, isComplete, escape, json, words, heredocs);
    }

    private OnbuildInstruction ParseOnbuild(InstructionHead head, MappedText line, int position, char escape)
    {
        if (head.Arguments.Text.Length == 0)
        {
            diagnostics.Error("dockerfile/missing-argument", "ONBUILD has no instruction", "Write the instruction behind it.", head.KeywordSpan);
            return new OnbuildInstruction(head, null);
        }

        int length = head.Arguments.Text.AsSpan().IndexOfAny(Blank.Separators);
        string trigger = (length < 0 ? head.Arguments.Text : head.Arguments.Text[..length]).ToUpperInvariant();
        if (trigger is "ONBUILD" or "FROM" or "MAINTAINER")
        {
            diagnostics.Error(
                "dockerfile/onbuild-not-allowed",
                $"{trigger} cannot be a trigger of ONBUILD",
                "Every instruction but ONBUILD, FROM and MAINTAINER can.",
                head.Arguments.ToSource(new TextSpan(0, trigger.Length)));
            return new OnbuildInstruction(head, null);
        }

        Instruction nested = ParseInstruction(line, position, escape);
        return new OnbuildInstruction(head with { Span = head.Span.Cover(nested.Span) }, nested);
    }

    /// <summary>Takes the bodies from the lines behind the instruction; the span of the instruction grows over them.</summary>
    private ImmutableArray<Heredoc> ReadHeredocs(ref InstructionHead head)
    {
        List<HeredocMarker> markers = HeredocFinder.Find(head.Arguments.Text);
        if (markers.Count == 0)
        {
            return [];
        }

        var heredocs = ImmutableArray.CreateBuilder<Heredoc>(markers.Count);
        foreach (HeredocMarker marker in markers)
        {
            heredocs.Add(ReadHeredoc(marker, WordSplitter.Word(head.Arguments, marker.Span)));
        }

        head = head with { Span = TextSpan.FromBounds(head.Span.Start, Math.Max(head.Span.End, heredocs[^1].Span.End)) };
        return heredocs.ToImmutable();
    }

    private Heredoc ReadHeredoc(HeredocMarker marker, InstructionWord word)
    {
        int start = lines.Position;
        var body = new MappedTextBuilder(source);
        while (lines.TryRead(out TextSpan line))
        {
            ReadOnlySpan<char> content = source.Slice(line);
            int tabs = marker.StripsTabs ? content.Length - content.TrimStart('\t').Length : 0;
            if (content[tabs..].SequenceEqual(marker.Delimiter))
            {
                return new Heredoc(
                    marker.Delimiter,
                    marker.Expands,
                    marker.StripsTabs,
                    word,
                    body.ToMappedText(start),
                    TextSpan.FromBounds(start, line.End));
            }

            body.Append(TextSpan.FromBounds(line.Start + tabs, lines.Position));
        }

        diagnostics.Error(
            "dockerfile/unterminated-heredoc",
            $"The here-document \"{Shorten(marker.Delimiter)}\" does not end",
            $"A line must consist of {Shorten(marker.Delimiter)} alone; the rest of the file was taken for its text.",
            word.Span);
        return new Heredoc(
            marker.Delimiter,
            marker.Expands,
            marker.StripsTabs,
            word,
            body.ToMappedText(start),
            TextSpan.FromBounds(start, source.Length));
    }

    private static bool IsKnown(string keyword) => keyword is "ADD" or "ARG" or "CMD" or "COPY" or "ENTRYPOINT" or "ENV" or "EXPOSE"
        or "FROM" or "HEALTHCHECK" or "LABEL" or "MAINTAINER" or "ONBUILD" or "RUN" or "SHELL" or "STOPSIGNAL" or "USER" or "VOLUME"
        or "WORKDIR";

    /// <summary>For messages: a hostile word may be as long as the file.</summary>
    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
