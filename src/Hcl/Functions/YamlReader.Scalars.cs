using System.Globalization;
using System.Text;
using GcpLint.Text;

namespace GcpLint.Hcl.Functions;

/// <summary>Scalars and keys.</summary>
internal sealed partial class YamlReader
{
    /// <summary>A key stands on one line and is no longer than this (YAML 1.2, section 7.4).</summary>
    private const int MaxKeyLength = 1024;

    /// <summary>Whether a key and its colon begin here.</summary>
    private bool TryFindKey()
    {
        int end = FindKeyEnd(_position);
        return end >= 0 && At(end) == ':';
    }

    /// <summary>The place of the colon behind a key, -1 if there is none on this line.</summary>
    private int FindKeyEnd(int start)
    {
        int position = start;
        char quote = At(start);
        if (quote is '"' or '\'')
        {
            position++;
            while (At(position) != quote && At(position) != '\n')
            {
                position += quote == '"' && At(position) == '\\' ? 2 : 1;
            }

            position++;
            while (At(position) is ' ' or '\t')
            {
                position++;
            }

            return position < text.Length && At(position) == ':' && IsBlank(position + 1) ? position : -1;
        }

        if (quote is '[' or '{' or '|' or '>' or '#' or '%' or '@' or '`' or ',' or ']' or '}')
        {
            return -1;
        }

        int limit = Math.Min(text.Length, start + MaxKeyLength);
        for (; position < limit && text[position] != '\n'; position++)
        {
            if (text[position] == ':' && IsBlank(position + 1))
            {
                return position;
            }

            if (text[position] == '#' && position > start && IsBlank(position - 1))
            {
                return -1;
            }
        }

        return -1;
    }

    /// <summary>A plain scalar, over lines that are indented by more than <paramref name="parent"/>; null if it is none.</summary>
    private string? ReadPlain(int parent, bool flow)
    {
        char first = At(_position);
        bool indicator = first is ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '\'' or '"' or '%' or '@' or '`'
            || (first is '-' or '?' or ':' && (IsBlank(_position + 1) || (flow && At(_position + 1) is ',' or ']' or '}')));
        if (indicator)
        {
            return null;
        }

        var result = new StringBuilder();
        int breaks = 0;
        while (true)
        {
            int end = FindPlainEnd(flow);
            if (breaks > 0)
            {
                result.Append(breaks == 1 ? " " : new string('\n', breaks - 1));
            }

            result.Append(text.AsSpan(_position, end - _position).TrimEnd(" \t\r"));
            _position = end;
            if (At(_position) == ':' && IsBlank(_position + 1) && !flow)
            {
                return null;
            }

            if (AtEnd || text[_position] != '\n')
            {
                return result.ToString().ToNfc();
            }

            // Does the next line with content go on with it?
            int line = _position;
            breaks = SkipBreaks();
            bool goesOn = !AtEnd && !AtMarker && text[_position] != '#' && (flow ? At(_position) is not (',' or ']' or '}') : Column > parent);
            if (!goesOn)
            {
                _position = line;
                return result.ToString().ToNfc();
            }
        }
    }

    private int FindPlainEnd(bool flow)
    {
        int end = _position;
        for (; end < text.Length && text[end] != '\n'; end++)
        {
            char unit = text[end];
            bool stops = (unit == ':' && (IsBlank(end + 1) || (flow && At(end + 1) is ',' or ']' or '}')))
                || (unit == '#' && end > 0 && IsBlank(end - 1))
                || (flow && unit is ',' or '[' or ']' or '{' or '}');
            if (stops && !(unit is '[' or ']' or '{' or '}' or ',' && !flow))
            {
                break;
            }
        }

        return end;
    }

    /// <summary>Over line ends and blanks; how many lines ended.</summary>
    private int SkipBreaks()
    {
        int breaks = 0;
        while (!AtEnd && text[_position] is ' ' or '\t' or '\n' or '\r')
        {
            breaks += text[_position] == '\n' ? 1 : 0;
            _position++;
        }

        return breaks;
    }

    /// <summary>A scalar in quotes; null if it is not closed or has a wrong escape.</summary>
    private string? ReadQuoted()
    {
        char quote = text[_position++];
        var result = new StringBuilder();
        while (!AtEnd)
        {
            char unit = text[_position];
            if (unit == quote && quote == '\'' && At(_position + 1) == '\'')
            {
                result.Append('\'');
                _position += 2;
            }
            else if (unit == quote)
            {
                _position++;
                return result.ToString().ToNfc();
            }
            else if (unit == '\\' && quote == '"')
            {
                if (!TryReadEscape(result))
                {
                    return null;
                }
            }
            else if (unit == '\n')
            {
                while (result.Length > 0 && result[^1] is ' ' or '\t' or '\r')
                {
                    result.Length--;
                }

                int breaks = SkipBreaks();
                result.Append(breaks == 1 ? " " : new string('\n', breaks - 1));
            }
            else
            {
                result.Append(unit);
                _position++;
            }
        }

        return null;
    }

    private bool TryReadEscape(StringBuilder result)
    {
        char selector = At(_position + 1);
        _position = Math.Min(text.Length, _position + 2);
        const string Selectors = "0abtnvfre \"/\\N_LP\t";
        const string Meanings = "\0\a\b\t\n\v\f\r\u001B \"/\\\u0085\u00A0\u2028\u2029\t";
        int found = Selectors.IndexOf(selector, StringComparison.Ordinal);
        if (found >= 0)
        {
            result.Append(Meanings[found]);
            return true;
        }

        if (selector == '\n')
        {
            SkipBreaks();
            return true;
        }

        int digits = selector switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
        if (digits == 0 || !uint.TryParse(Rest[..Math.Min(digits, Rest.Length)], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            || !Rune.IsValid(code))
        {
            return false;
        }

        result.Append(new Rune(code).ToString());
        _position += digits;
        return true;
    }

    /// <summary>A literal or folded block, with its marks of indentation and of the line ends at its end; null if its head is wrong.</summary>
    private string? ReadBlockScalar(int parent)
    {
        bool folded = text[_position++] == '>';
        char chomp = ' ';
        int indentation = 0;
        while (!AtEnd && text[_position] is '+' or '-' or (>= '1' and <= '9'))
        {
            if (char.IsAsciiDigit(text[_position]))
            {
                indentation = Math.Max(parent, 0) + (text[_position] - '0');
            }
            else
            {
                chomp = text[_position];
            }

            _position++;
        }

        SkipSpaces();
        if (!AtEnd && text[_position] is not ('\n' or '\r' or '#'))
        {
            return null;
        }

        int end = text.IndexOf('\n', _position);
        _position = end < 0 ? text.Length : end + 1;
        List<string> lines = ReadBlockLines(parent, indentation);
        return YamlScalars.JoinBlock(lines, folded, chomp).ToNfc();
    }

    /// <summary>The lines of a block without their indentation, which the first line with content sets.</summary>
    private List<string> ReadBlockLines(int parent, int indentation)
    {
        var lines = new List<string>();
        while (!AtEnd)
        {
            int end = text.IndexOf('\n', _position);
            end = end < 0 ? text.Length : end;
            ReadOnlySpan<char> line = text.AsSpan(_position, end - _position).TrimEnd('\r');
            int spaces = line.Length - line.TrimStart(' ').Length;
            bool empty = spaces == line.Length;
            if (!empty)
            {
                indentation = indentation == 0 ? spaces : indentation;
                if (spaces < indentation || spaces <= parent || AtMarker)
                {
                    break;
                }
            }

            lines.Add(empty && (indentation == 0 || line.Length <= indentation) ? "" : line[Math.Min(indentation, line.Length)..].ToString());
            _position = Math.Min(text.Length, end + 1);
            if (end == text.Length)
            {
                break;
            }
        }

        return lines;
    }
}
