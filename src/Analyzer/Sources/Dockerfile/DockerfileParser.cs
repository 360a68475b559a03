using System.Collections.Immutable;
using GcpLint.Text;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// Cuts a file into directives, comments and instructions, joins continued lines and takes out here-documents, all as
/// BuildKit's parser does.
/// </summary>
internal sealed class DockerfileParser
{
    private readonly SourceText _source;
    private readonly LineReader _lines;
    private readonly DiagnosticBag _diagnostics;
    private readonly DirectiveParser _directives;
    private readonly InstructionParser _instructions;
    private readonly ImmutableArray<Comment>.Builder _comments = ImmutableArray.CreateBuilder<Comment>();

    public DockerfileParser(SourceText source)
    {
        _source = source;
        _lines = new LineReader(source);
        _diagnostics = new DiagnosticBag(source);
        _directives = new DirectiveParser(source, _diagnostics);
        _instructions = new InstructionParser(source, _lines, _diagnostics);
    }

    public DockerfileSyntax Parse()
    {
        while (_lines.TryRead(out TextSpan line))
        {
            TextSpan content = TrimStart(line);
            if (content.IsEmpty)
            {
                _directives.IsDone = true;
            }
            else if (_source.Content[content.Start] == '#')
            {
                if (!_directives.TryParse(content))
                {
                    AddComment(content);
                }
            }
            else
            {
                _directives.IsDone = true;
                ReadInstruction(content);
            }
        }

        _instructions.Finish();
        return new DockerfileSyntax(
            _source,
            _directives.EscapeCharacter,
            _directives.Directives,
            _instructions.Instructions,
            _comments.ToImmutable(),
            _diagnostics.ToSorted());
    }

    private void ReadInstruction(TextSpan first)
    {
        char escape = _directives.EscapeCharacter;
        if (!EndsWithContinuation(_source.Slice(first), escape, out int length))
        {
            _instructions.Parse(MappedText.FromSpan(_source, first), escape);
            return;
        }

        var text = new MappedTextBuilder(_source);
        text.Append(new TextSpan(first.Start, length));
        bool warned = false;
        while (_lines.TryRead(out TextSpan line))
        {
            TextSpan content = TrimStart(line);
            if (content.IsEmpty)
            {
                if (!warned)
                {
                    _diagnostics.Warning(
                        "dockerfile/empty-continuation-line",
                        "Empty line inside an instruction",
                        "The line above continues here; Docker will refuse empty continuation lines. Remove the line, or the escape before it.",
                        line);
                    warned = true;
                }
            }
            else if (_source.Content[content.Start] == '#')
            {
                AddComment(content);
            }
            else if (EndsWithContinuation(_source.Slice(line), escape, out length))
            {
                text.Append(new TextSpan(line.Start, length));
            }
            else
            {
                text.Append(line);
                break;
            }
        }

        _instructions.Parse(text.ToMappedText(first.Start), escape);
    }

    /// <summary>Whether a line ends with an escape (and blanks) that is not itself escaped.</summary>
    /// <param name="line">A physical line.</param>
    /// <param name="escape">The escape character.</param>
    /// <param name="length">The length without the escape.</param>
    private static bool EndsWithContinuation(ReadOnlySpan<char> line, char escape, out int length)
    {
        length = line.TrimEnd(" \t").Length - 1;
        return length >= 0 && line[length] == escape && (length == 0 || line[length - 1] != escape);
    }

    /// <summary>A '#' behind something else on its line is no comment in this grammar.</summary>
    private void AddComment(TextSpan content) =>
        _comments.Add(new Comment(content, TextSpan.FromBounds(content.Start + 1, content.End), OwnLine: true));

    private TextSpan TrimStart(TextSpan line) => TextSpan.FromBounds(line.End - _source.Slice(line).TrimStart(Blank.All).Length, line.End);
}
