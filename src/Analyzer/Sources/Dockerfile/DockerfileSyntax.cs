using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>A parser directive: <c># syntax=…</c>, <c># escape=…</c>, <c># check=…</c>.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Value">Without blanks around it.</param>
/// <param name="Span">From "#" to the end of the value.</param>
/// <param name="Options">The parts of <c>check</c>: "skip" and "error"; empty for the others.</param>
public sealed record ParserDirective(string Name, InstructionWord Value, TextSpan Span, ImmutableArray<NameValue> Options);

/// <summary>The syntax tree of a Dockerfile as BuildKit reads it, with everything that could not be read as intended.</summary>
/// <param name="Source">The file.</param>
/// <param name="EscapeCharacter">'\' unless the <c>escape</c> directive says '`'.</param>
/// <param name="Directives">In order.</param>
/// <param name="Instructions">In order; <see cref="Instruction.Index"/> is the index here.</param>
/// <param name="Comments">Outside of here-documents; those between continued lines too.</param>
/// <param name="Diagnostics">In the order of their places.</param>
public sealed record DockerfileSyntax(
    SourceText Source,
    char EscapeCharacter,
    ImmutableArray<ParserDirective> Directives,
    ImmutableArray<Instruction> Instructions,
    ImmutableArray<Comment> Comments,
    ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Reads any text; what is no Dockerfile gives diagnostics.</summary>
    public static DockerfileSyntax Parse(SourceText source) => new DockerfileParser(source).Parse();
}
