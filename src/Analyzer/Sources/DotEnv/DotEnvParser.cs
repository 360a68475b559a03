using System.Collections.Immutable;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.DotEnv;

/// <summary>Reads assignments line by line; a quoted value may go on over lines.</summary>
internal sealed class DotEnvParser(SourceText source)
{
    /// <summary>A file of another kind would give one for each line; nobody reads more than these.</summary>
    private const int MaxDiagnostics = 100;

    private readonly string _text = source.Content;
    private readonly ImmutableArray<DotEnvEntry>.Builder _entries = ImmutableArray.CreateBuilder<DotEnvEntry>();
    private readonly ImmutableArray<Comment>.Builder _comments = ImmutableArray.CreateBuilder<Comment>();
    private readonly List<Diagnostic> _diagnostics = [];
    private readonly Dictionary<string, Value> _values = new(StringComparer.Ordinal);
    private readonly ExpansionBudget _budget = new();
    private int _position;

    public DotEnvFile Parse()
    {
        _position = _text.StartsWith('\ufeff') ? 1 : 0;
        while (_position < _text.Length)
        {
            SkipBlanks();
            if (_position >= _text.Length)
            {
                break;
            }

            if (IsLineEnd(_text[_position]))
            {
                _position++;
            }
            else if (_text[_position] == '#')
            {
                ReadComment(ownLine: true);
            }
            else
            {
                ReadEntry();
            }
        }

        return new DotEnvFile(
            source,
            _entries.ToImmutable(),
            _comments.ToImmutable(),
            [.. _diagnostics.OrderBy(diagnostic => diagnostic.Location.Span)]);
    }

    private void ReadEntry()
    {
        int start = _position;
        bool isExported = TrySkipExport();
        int nameStart = _position;
        while (_position < _text.Length && IsNameCharacter(_text[_position]))
        {
            _position++;
        }

        var nameSpan = TextSpan.FromBounds(nameStart, _position);
        SkipBlanks();
        if (nameSpan.IsEmpty || char.IsAsciiDigit(_text[nameStart]) || _position >= _text.Length || _text[_position] != '=')
        {
            ReportInvalidLine(start, nameSpan, isExported);
            return;
        }

        if (_position > nameSpan.End)
        {
            Report(
                "env/blank-before-equals",
                DiagnosticSeverity.Warning,
                $"A blank stands between {source.GetText(nameSpan)} and '='",
                "A shell and docker run --env-file refuse it. Remove the blank.",
                TextSpan.FromBounds(nameSpan.End, _position));
        }

        _position++;
        ReadValue(start, nameSpan, isExported);
    }

    private bool TrySkipExport()
    {
        const string Export = "export";
        int end = _position + Export.Length;
        if (!_text.AsSpan(_position).StartsWith(Export) || end >= _text.Length || !IsBlank(_text[end]))
        {
            return false;
        }

        _position = end;
        SkipBlanks();
        return true;
    }

    private void ReadValue(int start, TextSpan nameSpan, bool isExported)
    {
        SkipBlanks();
        char c = _position < _text.Length ? _text[_position] : '\n';
        DotEnvQuote quote = c switch
        {
            '\'' => DotEnvQuote.Single,
            '"' => DotEnvQuote.Double,
            '`' => DotEnvQuote.Backtick,
            _ => DotEnvQuote.None,
        };
        TextSpan raw = quote == DotEnvQuote.None ? ReadUnquoted() : ReadQuoted(c);
        int end = quote == DotEnvQuote.None ? Math.Max(raw.End, nameSpan.End + 1) : _position;
        var valueSpan = quote == DotEnvQuote.None ? raw : TextSpan.FromBounds(raw.Start - 1, end);
        var value = DotEnvValue.Expand(source, raw, valueSpan, quote, _values, _budget);
        AddEntry(nameSpan, value, raw, TextSpan.FromBounds(start, end), quote, isExported);
        if (value.Error is { } error)
        {
            Report("env/invalid-substitution", DiagnosticSeverity.Error, "The variable in this value cannot be read", error, valueSpan);
        }

        ReadRestOfLine(quote);
    }

    private void AddEntry(TextSpan nameSpan, DotEnvValue value, TextSpan raw, TextSpan span, DotEnvQuote quote, bool isExported)
    {
        string name = source.GetText(nameSpan);
        if (_values.TryGetValue(name, out Value earlier) && earlier.Origin is { } origin)
        {
            Report(
                "env/duplicate-key",
                DiagnosticSeverity.Warning,
                $"{name} is set twice",
                $"This value replaces the one of line {origin.Location.Line}. Remove one of them.",
                nameSpan);
        }

        _values[name] = value.Value;
        Value key = Value.Of(name).WithOrigin(Origin.Written(source, nameSpan));
        _entries.Add(new DotEnvEntry(new ValueEntry(key, value.Value), source.GetText(raw), span, quote, isExported, value.References));
    }

    /// <summary>Up to the end of the line or a '#' behind a blank, without blanks at its end.</summary>
    private TextSpan ReadUnquoted()
    {
        int start = _position;
        while (_position < _text.Length && !IsLineEnd(_text[_position]))
        {
            if (_text[_position] == '#' && IsBlank(_text[_position - 1]))
            {
                break;
            }

            _position++;
        }

        int length = _text.AsSpan(start, _position - start).TrimEnd(" \t\v\f").Length;
        return new TextSpan(start, length);
    }

    /// <summary>What is between the quotes; the position is then behind the closing one.</summary>
    private TextSpan ReadQuoted(char quote)
    {
        int open = _position;
        for (int i = open + 1; i < _text.Length; i++)
        {
            if (_text[i] == '\\' && quote == '"')
            {
                i++;
            }
            else if (_text[i] == quote)
            {
                _position = i + 1;
                return TextSpan.FromBounds(open + 1, i);
            }
        }

        Report(
            "env/unclosed-quote",
            DiagnosticSeverity.Error,
            $"The quote {quote} does not close",
            "Close it, or escape it if it belongs to the value. The value was taken to the end of its line.",
            new TextSpan(open, 1));
        int end = _text.AsSpan(open).IndexOfAny('\n', '\r');
        _position = end < 0 ? _text.Length : open + end;
        return TextSpan.FromBounds(open + 1, _position);
    }

    private void ReadRestOfLine(DotEnvQuote quote)
    {
        SkipBlanks();
        int start = _position;
        if (start < _text.Length && _text[start] == '#')
        {
            ReadComment(ownLine: false);
            return;
        }

        SkipLine();
        if (quote != DotEnvQuote.None && _position > start)
        {
            Report(
                "env/text-behind-quote",
                DiagnosticSeverity.Error,
                "Text stands behind the closing quote",
                "Put the whole value in quotes, or a # before a comment.",
                TextSpan.FromBounds(start, _position));
        }
    }

    private void ReportInvalidLine(int start, TextSpan name, bool isExported)
    {
        SkipLine();
        TextSpan line = TextSpan.FromBounds(start, start + _text.AsSpan(start, _position - start).TrimEnd(" \t\v\f").Length);
        if (isExported && line.End == name.End && !name.IsEmpty)
        {
            // "export NAME" passes a variable of the environment on: it sets nothing.
            return;
        }

        string remedy = name.IsEmpty || char.IsAsciiDigit(_text[name.Start])
            ? "Write NAME=value; a name has letters, digits and '_' and does not begin with a digit. Put a # before a comment."
            : $"Write {Shorten(source.GetText(name))}=<value>, or a # before a comment.";
        Report("env/invalid-line", DiagnosticSeverity.Error, "This line sets no variable", remedy, line);
    }

    private void ReadComment(bool ownLine)
    {
        int start = _position;
        SkipLine();
        _comments.Add(new Comment(TextSpan.FromBounds(start, _position), TextSpan.FromBounds(start + 1, _position), ownLine));
    }

    private void Report(string code, DiagnosticSeverity severity, string summary, string detail, TextSpan span)
    {
        if (_diagnostics.Count < MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic(code, severity, summary, detail, new SourceLocation(source, span)));
        }
        else if (_diagnostics.Count == MaxDiagnostics)
        {
            _diagnostics.Add(new Diagnostic(
                "env/too-many-diagnostics",
                DiagnosticSeverity.Error,
                $"More than {MaxDiagnostics} problems",
                "The rest is not listed. Is this a .env file?",
                new SourceLocation(source, span)));
        }
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && IsBlank(_text[_position]))
        {
            _position++;
        }
    }

    private void SkipLine()
    {
        int end = _text.AsSpan(_position).IndexOfAny('\n', '\r');
        _position = end < 0 ? _text.Length : _position + end;
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\v' or '\f';

    private static bool IsLineEnd(char c) => c is '\n' or '\r';

    /// <summary>Docker compose and dotenv both take '.' and '-' in a name.</summary>
    private static bool IsNameCharacter(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-';

    private static string Shorten(string text) => text.Length <= 40 ? text : string.Concat(text.AsSpan(0, 40), "…");
}
