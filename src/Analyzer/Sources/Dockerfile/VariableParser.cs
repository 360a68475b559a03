using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>Reads the arguments of ARG, ENV and LABEL.</summary>
internal sealed class VariableParser(DiagnosticBag diagnostics)
{
    /// <summary>ARG: <c>name</c> or <c>name=value</c>, several on a line.</summary>
    public ImmutableArray<NameValue> ParseArguments(InstructionHead head, char escape)
    {
        var variables = ImmutableArray.CreateBuilder<NameValue>();
        foreach (TextSpan word in WordSplitter.SplitQuoted(head.Arguments.Text, escape))
        {
            variables.Add(Split(head, word));
        }

        return variables.ToImmutable();
    }

    /// <summary>ENV and LABEL: <c>name=value …</c>; without "=" in the first word <c>name value with blanks</c>.</summary>
    public ImmutableArray<NameValue> ParsePairs(InstructionHead head, char escape, out bool isLegacy)
    {
        isLegacy = false;
        MappedText text = head.Arguments;
        List<TextSpan> words = WordSplitter.SplitQuoted(text.Text, escape);
        if (words.Count == 0)
        {
            return [];
        }

        if (!Contains(text, words[0], '='))
        {
            isLegacy = true;
            return [ParseLegacy(head)];
        }

        var pairs = ImmutableArray.CreateBuilder<NameValue>(words.Count);
        foreach (TextSpan word in words)
        {
            if (!Contains(text, word, '='))
            {
                diagnostics.Error(
                    "dockerfile/invalid-pair",
                    $"{head.Keyword} takes pairs of the form name=value",
                    "Put a value with blanks in double quotes.",
                    text.ToSource(word));
                continue;
            }

            pairs.Add(Split(head, word));
        }

        return pairs.ToImmutable();
    }

    private NameValue ParseLegacy(InstructionHead head)
    {
        MappedText text = head.Arguments;
        int end = text.Text.AsSpan().IndexOfAny(Blank.Separators);
        if (end < 0)
        {
            diagnostics.Error(
                "dockerfile/missing-argument",
                $"{head.Keyword} has a name but no value",
                $"Write {head.Keyword} {text.Text}=<value>.",
                head.Span);
            InstructionWord only = WordSplitter.Word(text, new TextSpan(0, text.Text.Length));
            return new NameValue(only, null, only.Span);
        }

        int start = end + text.Text.AsSpan(end).IndexOfAnyExcept(Blank.Separators);
        InstructionWord value = WordSplitter.Word(text, TextSpan.FromBounds(start, text.Text.Length));
        InstructionWord name = WordSplitter.Word(text, new TextSpan(0, end));
        return new NameValue(name, value, name.Span.Cover(value.Span));
    }

    private NameValue Split(InstructionHead head, TextSpan word)
    {
        MappedText text = head.Arguments;
        int equals = text.Text.AsSpan(word.Start, word.Length).IndexOf('=');
        if (equals == 0)
        {
            diagnostics.Error("dockerfile/invalid-pair", "The name is missing", $"Write {head.Keyword} name=value.", text.ToSource(word));
        }

        return equals < 0
            ? new NameValue(WordSplitter.Word(text, word), null, text.ToSource(word))
            : new NameValue(
                WordSplitter.Word(text, new TextSpan(word.Start, equals)),
                WordSplitter.Word(text, TextSpan.FromBounds(word.Start + equals + 1, word.End)),
                text.ToSource(word));
    }

    private static bool Contains(MappedText text, TextSpan word, char c) => text.Text.AsSpan(word.Start, word.Length).Contains(c);
}
