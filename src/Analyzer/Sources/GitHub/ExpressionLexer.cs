using System.Globalization;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.GitHub;

internal enum ExpressionTokenKind : byte
{
    End,
    Word,
    Literal,

    /// <summary>Brackets, comma, dot, star, operators: told apart by <see cref="ExpressionToken.Text"/>.</summary>
    Symbol,
    Invalid,
}

internal readonly record struct ExpressionToken(ExpressionTokenKind Kind, TextSpan Span, string Text, Value Value = default);

/// <summary>GitHub's expression language, its documentation's sections "Literals" and "Operators".</summary>
internal ref struct ExpressionLexer(string text, int start, int end)
{
    private int _offset = start;

    public ExpressionToken Next()
    {
        while (_offset < end && char.IsWhiteSpace(text[_offset]))
        {
            _offset++;
        }

        if (_offset >= end)
        {
            return new ExpressionToken(ExpressionTokenKind.End, new TextSpan(end, 0), "");
        }

        char first = text[_offset];
        if (first == '\'')
        {
            return ReadString();
        }

        if (char.IsAsciiLetter(first) || first == '_')
        {
            return ReadWord();
        }

        char second = _offset + 1 < end ? text[_offset + 1] : '\0';
        if (char.IsAsciiDigit(first) || (first is '-' or '+' or '.' && (char.IsAsciiDigit(second) || (first != '.' && second == '.'))))
        {
            return ReadNumber();
        }

        string? symbol = (first, second) switch
        {
            ('=', '=') => "==",
            ('!', '=') => "!=",
            ('<', '=') => "<=",
            ('>', '=') => ">=",
            ('&', '&') => "&&",
            ('|', '|') => "||",
            ('<', _) => "<",
            ('>', _) => ">",
            ('!', _) => "!",
            ('(', _) => "(",
            (')', _) => ")",
            ('[', _) => "[",
            (']', _) => "]",
            (',', _) => ",",
            ('.', _) => ".",
            ('*', _) => "*",
            _ => null,
        };
        var span = new TextSpan(_offset, symbol?.Length ?? 1);
        _offset = span.End;
        return new ExpressionToken(symbol is null ? ExpressionTokenKind.Invalid : ExpressionTokenKind.Symbol, span, symbol ?? first.ToString());
    }

    private ExpressionToken ReadString()
    {
        int from = _offset++;
        while (_offset < end)
        {
            if (text[_offset] == '\'')
            {
                if (_offset + 1 >= end || text[_offset + 1] != '\'')
                {
                    _offset++;
                    string value = text[(from + 1)..(_offset - 1)].Replace("''", "'", StringComparison.Ordinal);
                    return new ExpressionToken(ExpressionTokenKind.Literal, TextSpan.FromBounds(from, _offset), value, Value.Of(value));
                }

                _offset++;
            }

            _offset++;
        }

        _offset = end;
        return new ExpressionToken(ExpressionTokenKind.Invalid, TextSpan.FromBounds(from, end), "'");
    }

    private ExpressionToken ReadWord()
    {
        int from = _offset;
        while (_offset < end && (char.IsAsciiLetterOrDigit(text[_offset]) || text[_offset] is '_' or '-'))
        {
            _offset++;
        }

        return new ExpressionToken(ExpressionTokenKind.Word, TextSpan.FromBounds(from, _offset), text[from.._offset]);
    }

    private ExpressionToken ReadNumber()
    {
        int from = _offset++;
        while (_offset < end && (char.IsAsciiLetterOrDigit(text[_offset]) || text[_offset] == '.' ||
            (text[_offset] is '-' or '+' && text[_offset - 1] is 'e' or 'E')))
        {
            _offset++;
        }

        string written = text[from.._offset];
        var span = TextSpan.FromBounds(from, _offset);
        Value value = Number(written);
        return new ExpressionToken(value.IsAbsent ? ExpressionTokenKind.Invalid : ExpressionTokenKind.Literal, span, written, value);
    }

    private static Value Number(string written)
    {
        if (written.StartsWith("0x", StringComparison.Ordinal))
        {
            return long.TryParse(written.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long hexadecimal)
                ? Value.Of(hexadecimal) : default;
        }

        if (long.TryParse(written, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole))
        {
            return Value.Of(whole);
        }

        return double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? Value.Of(number) : default;
    }
}
