using System.Buffers;
using GcpLint.Text;

namespace GcpLint.Hcl.Syntax;

internal ref partial struct Lexer
{
    private static readonly SearchValues<char> QuotedStops = SearchValues.Create("\"\\$%\n\r");
    private static readonly SearchValues<char> LineStops = SearchValues.Create("$%\n\r");

    private enum TemplateKind : byte
    {
        Quoted,
        Heredoc,
        Bare,
    }

    /// <param name="Kind">What ends it: a quote, the marker's line, the end of the text.</param>
    /// <param name="Marker">Where the opening quote or the marker of a here-document stands.</param>
    /// <param name="Sequences">How many template sequences were open when it began.</param>
    private sealed record Template(TemplateKind Kind, TextSpan Marker, int Sequences)
    {
        /// <summary>Nothing of the current line has been scanned: it may be the marker's.</summary>
        public bool StartOfLine { get; set; } = true;
    }

    private void ScanTemplatePart()
    {
        Template template = _templates.Peek();
        if (TryScanSequenceStart(template))
        {
            return;
        }

        if (template.Kind == TemplateKind.Quoted)
        {
            ScanQuotedPart();
        }
        else
        {
            ScanLinePart(template);
        }
    }

    private bool TryScanSequenceStart(Template template)
    {
        char unit = _text[_position];
        if (unit is not ('$' or '%') || At(1) != '{')
        {
            return false;
        }

        template.StartOfLine = false;
        _braces++;
        _sequences.Push(_braces);
        Add(unit == '$' ? TokenKind.TemplateInterpolation : TokenKind.TemplateControl, At(2) == '~' ? 3 : 2);
        return true;
    }

    private void ScanQuotedPart()
    {
        int end = _position;
        while (true)
        {
            int stop = _text[end..].IndexOfAny(QuotedStops);
            if (stop < 0)
            {
                Add(TokenKind.QuotedLiteral, _text.Length - _position);
                return;
            }

            end += stop;
            if (_text[end] == '\\' && end + 1 < _text.Length && !LineEnds.Contains(_text[end + 1]))
            {
                end += 2;
            }
            else if (_text[end] == '\\')
            {
                end++;
            }
            else if (_text[end] is '$' or '%')
            {
                int length = MeasureDollar(end);
                if (length == 0)
                {
                    break;
                }

                end += length;
            }
            else
            {
                break;
            }
        }

        if (end > _position)
        {
            Add(TokenKind.QuotedLiteral, end - _position);
        }
        else if (_text[_position] == '"')
        {
            _templates.Pop();
            Add(TokenKind.CloseQuote, 1);
        }
        else
        {
            // The string ends with its line, so that the next lines are read as what they are.
            _diagnostics.Error(
                "multi-line-string",
                "Invalid multi-line string",
                "A quoted string ends on the line on which it begins. Write \"\\n\" for a line end, or use a here-document.",
                new TextSpan(_position, 1));
            CloseStringsOfLine();
            if (_text[_position] == '\r' && At(1) != '\n')
            {
                _position++;
            }
        }
    }

    /// <summary>Ends the string at hand and all strings around it that began on the same line.</summary>
    private void CloseStringsOfLine()
    {
        _templates.Pop();
        Add(TokenKind.CloseQuote, 0);
        int line = _text[.._position].LastIndexOfAny(LineEnds) + 1;
        while (_templates.Count > 0 && _sequences.Count > 0 && _templates.Peek() is { Kind: TemplateKind.Quoted } outer && outer.Marker.Start >= line)
        {
            while (_sequences.Count > outer.Sequences)
            {
                _braces = _sequences.Pop() - 1;
                Add(TokenKind.TemplateSequenceEnd, 0);
            }

            _templates.Pop();
            Add(TokenKind.CloseQuote, 0);
        }
    }

    /// <summary>The units that a '$' or '%' takes as literal text: 0 where it starts a sequence, 3 for an escaped one.</summary>
    private readonly int MeasureDollar(int at)
    {
        char unit = _text[at];
        ReadOnlySpan<char> rest = _text[(at + 1)..];
        if (!rest.IsEmpty && rest[0] == '{')
        {
            return 0;
        }

        return rest.Length >= 2 && rest[0] == unit && rest[1] == '{' ? 3 : 1;
    }

    /// <summary>A line of a here-document or bare template with its line end, or the part of it before a sequence.</summary>
    private void ScanLinePart(Template template)
    {
        if (template is { Kind: TemplateKind.Heredoc, StartOfLine: true } && TryScanHeredocEnd(template))
        {
            return;
        }

        int end = _position;
        while (end < _text.Length)
        {
            int stop = _text[end..].IndexOfAny(LineStops);
            end = stop < 0 ? _text.Length : end + stop;
            if (end == _text.Length)
            {
                break;
            }

            if (_text[end] == '\n')
            {
                template.StartOfLine = true;
                Add(TokenKind.StringLiteral, end + 1 - _position);
                return;
            }

            if (_text[end] == '\r')
            {
                if (end + 1 >= _text.Length || _text[end + 1] != '\n')
                {
                    _diagnostics.Error("invalid-character", "Invalid character", "A carriage return stands only before a line feed.", new TextSpan(end, 1));
                }

                end++;
                continue;
            }

            int length = MeasureDollar(end);
            if (length == 0)
            {
                break;
            }

            end += length;
        }

        template.StartOfLine = false;
        Add(TokenKind.StringLiteral, end - _position);
    }

    /// <summary><c>&lt;&lt;</c>, perhaps <c>-</c>, an identifier and at once the end of the line.</summary>
    private bool TryScanHeredoc()
    {
        bool flush = At(2) == '-';
        int start = _position + (flush ? 3 : 2);
        int length = start < _text.Length ? Identifiers.Measure(_text[start..]) : 0;
        int end = start + length;
        if (length == 0 || end >= _text.Length)
        {
            return false;
        }

        int newline = _text[end] == '\n' ? 1 : _text[end] == '\r' && end + 1 < _text.Length && _text[end + 1] == '\n' ? 2 : 0;
        if (newline == 0)
        {
            return false;
        }

        _templates.Push(new Template(TemplateKind.Heredoc, new TextSpan(start, length), _sequences.Count));
        Add(flush ? TokenKind.OpenFlushHeredoc : TokenKind.OpenHeredoc, end + newline - _position);
        return true;
    }

    private bool TryScanHeredocEnd(Template template)
    {
        ReadOnlySpan<char> rest = _text[_position..];
        int newline = rest.IndexOf('\n');
        if (newline < 0)
        {
            return false;
        }

        ReadOnlySpan<char> line = rest[..newline];
        ReadOnlySpan<char> marker = _text.Slice(template.Marker.Start, template.Marker.Length);
        if (!line.Trim().SequenceEqual(marker))
        {
            return false;
        }

        _templates.Pop();
        _position += line.Length - line.TrimStart().Length;
        Add(TokenKind.CloseHeredoc, marker.Length);
        _position += newline - (line.Length - line.TrimStart().Length) - marker.Length;
        if (_text[_position - 1] == '\r')
        {
            _position--;
        }

        return true;
    }
}
