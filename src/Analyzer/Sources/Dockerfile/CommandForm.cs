using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>What RUN, CMD, ENTRYPOINT and HEALTHCHECK CMD run, in one of the two forms that the reference names.</summary>
public abstract record CommandForm
{
    private protected CommandForm(TextSpan span)
    {
        Span = span;
    }

    public TextSpan Span { get; }
}

/// <summary>A text for the shell of the stage: see <see cref="ShellInstruction"/>.</summary>
/// <param name="Script">
/// The text that reaches the shell: lines are joined where continuations stood, comment lines between them are gone,
/// here-documents follow with their delimiters. For <c>RUN &lt;&lt;EOF</c> alone it is the body.
/// </param>
/// <param name="Interpreter">The words behind "#!" if the body of <c>RUN &lt;&lt;EOF</c> begins so: then no shell reads it.</param>
/// <param name="Span">From the command to the last delimiter.</param>
public sealed record ShellForm(MappedText Script, string? Interpreter, TextSpan Span) : CommandForm(Span);

/// <summary>The words of a JSON array; no shell and no variables.</summary>
/// <param name="Words">Strings; the origin of each is its JSON string.</param>
/// <param name="Span">The array.</param>
public sealed record ExecForm(ImmutableArray<Value> Words, TextSpan Span) : CommandForm(Span);

/// <summary>A here-document of RUN, COPY or ADD.</summary>
/// <param name="Delimiter">Without quotes; the name of the file in COPY and ADD.</param>
/// <param name="Expands">False if a part of the delimiter is quoted: no variables in the body.</param>
/// <param name="StripsTabs">Opened by <c>&lt;&lt;-</c>.</param>
/// <param name="Marker">The word that opens it.</param>
/// <param name="Body">The lines up to the delimiter, without leading tabs where those are stripped.</param>
/// <param name="Span">The body and the line of the delimiter.</param>
public sealed record Heredoc(string Delimiter, bool Expands, bool StripsTabs, InstructionWord Marker, MappedText Body, TextSpan Span);
