using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>A word as it is written: quotes, escapes and variables are still in it, continuations are not.</summary>
/// <param name="Text">Empty for an argument that is missing.</param>
/// <param name="Span">The place in the file; from the first to the last line if continuations split it.</param>
public readonly record struct InstructionWord(string Text, TextSpan Span);

/// <summary>A name with an optional value: of ARG, ENV and LABEL.</summary>
/// <param name="Name">As written; LABEL allows quotes around it.</param>
/// <param name="Value">Null where there is no "=" (<c>ARG VERSION</c>).</param>
/// <param name="Span">Both.</param>
public readonly record struct NameValue(InstructionWord Name, InstructionWord? Value, TextSpan Span);

/// <summary>An option of an instruction, such as <c>--chown=app</c>.</summary>
/// <param name="Name">Without the dashes.</param>
/// <param name="Value">Without quotes and escapes; null for <c>--link</c>.</param>
/// <param name="Span">The whole option.</param>
/// <param name="NameSpan">The name without the dashes.</param>
public sealed record InstructionFlag(string Name, InstructionWord? Value, TextSpan Span, TextSpan NameSpan)
{
    /// <summary>The unquoted option, so that its parts (<c>--mount</c>) can be told as places.</summary>
    internal MappedText? Decoded { get; init; }

    /// <summary>A switch is on without a value and with "true".</summary>
    public bool IsOn => Value is not { } value || value.Text.Equals("true", StringComparison.OrdinalIgnoreCase);
}

/// <summary>What all instructions have.</summary>
/// <param name="Span">From the keyword to the last argument, or to the end of the last here-document.</param>
/// <param name="KeywordSpan">The keyword.</param>
/// <param name="Keyword">In upper case, as the reference writes it.</param>
/// <param name="Flags">In order; also those that the instruction does not have.</param>
/// <param name="Arguments">What stands behind the keyword and the flags, joined over continuations.</param>
/// <param name="StageIndex">The stage it belongs to, -1 before the first FROM.</param>
/// <param name="Index">Its place among the instructions of the file; a trigger of ONBUILD has that of the ONBUILD.</param>
public readonly record struct InstructionHead(
    TextSpan Span,
    TextSpan KeywordSpan,
    string Keyword,
    ImmutableArray<InstructionFlag> Flags,
    MappedText Arguments,
    int StageIndex,
    int Index);

/// <summary>A node of the syntax tree: https://docs.docker.com/reference/dockerfile/ has a section for each kind.</summary>
public abstract record Instruction
{
    private protected Instruction(InstructionHead head)
    {
        Head = head;
    }

    public InstructionHead Head { get; }

    /// <inheritdoc cref="InstructionHead.Span"/>
    public TextSpan Span => Head.Span;

    public TextSpan KeywordSpan => Head.KeywordSpan;

    /// <inheritdoc cref="InstructionHead.Keyword"/>
    public string Keyword => Head.Keyword;

    public ImmutableArray<InstructionFlag> Flags => Head.Flags;

    /// <inheritdoc cref="InstructionHead.Arguments"/>
    public MappedText Arguments => Head.Arguments;

    /// <inheritdoc cref="InstructionHead.StageIndex"/>
    public int StageIndex => Head.StageIndex;

    /// <inheritdoc cref="InstructionHead.Index"/>
    public int Index => Head.Index;

    /// <summary>The first option of this name, null if it is not given.</summary>
    public InstructionFlag? GetFlag(string name)
    {
        foreach (InstructionFlag flag in Head.Flags)
        {
            if (flag.Name == name)
            {
                return flag;
            }
        }

        return null;
    }

    public SourceLocation Locate(TextSpan span) => new(Head.Arguments.Source, span);

    public sealed override string ToString() => $"{Keyword} {Arguments.Text}";
}
