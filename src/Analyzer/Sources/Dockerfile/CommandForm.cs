using System.Collections.Immutable;
using GcpLint.Analyzer.Sources.Shell;
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
public sealed record ShellForm(MappedText Script, string? Interpreter, TextSpan Span) : CommandForm(Span)
{
    private ShellScript? _parsed;

    /// <summary>
    /// The commands of <see cref="Script"/>, read at the first use: most instructions are looked at by several rules, many
    /// by none. Null if another interpreter than a shell reads it.
    /// </summary>
    public ShellScript? Parsed
    {
        get
        {
            if (Interpreter is not null && !Interpreter.Split(' ', '/').Any(word => word is "sh" or "bash" or "ash" or "dash"))
            {
                return null;
            }

            ShellScript? parsed = Volatile.Read(ref _parsed);
            if (parsed is null)
            {
                // Two threads may both read it: the results are equal.
                parsed = ShellScript.Parse(Script);
                Volatile.Write(ref _parsed, parsed);
            }

            return parsed;
        }
    }

    /// <summary>By what is written: whether it was parsed does not count.</summary>
    public bool Equals(ShellForm? other) =>
        other is not null && Span == other.Span && Interpreter == other.Interpreter && ReferenceEquals(Script, other.Script);

    public override int GetHashCode() => HashCode.Combine(Span, Interpreter);
}

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
