using System.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Dockerfile;

/// <summary>
/// Expands a raw word: variables with their modifiers, quotes and escapes
/// (https://docs.docker.com/reference/dockerfile/#environment-replacement). A part that is not known makes the whole
/// unknown.
/// </summary>
internal sealed class VariableExpander
{
    /// <summary>UTF-16 units. Variables that double each other would otherwise fill the memory in thirty lines.</summary>
    public const int MaxLength = 1 << 16;

    /// <summary>Nesting of <c>${a:-${b:-…}}</c>: the parser is recursive, and people nest two or three.</summary>
    private const int MaxDepth = 50;

    private readonly string _text;
    private readonly VariableScope _scope;
    private readonly char _escape;
    private readonly ExpansionBudget _budget;
    private int _position;
    private int _depth;
    private string? _error;

    private VariableExpander(string text, VariableScope scope, char escape, ExpansionBudget budget)
    {
        _budget = budget;
        _text = text;
        _scope = scope;
        _escape = escape;
    }

    private const char End = '\uffff';

    private static readonly Unknown OverBudget = new(UnknownKind.Limit, "the variables of this file take too long to expand");

    private readonly record struct Part(string Text, Unknown? Unknown = null, Origin? From = null);

    /// <param name="text">As written.</param>
    /// <param name="scope">The variables.</param>
    /// <param name="escape">The escape character of the file.</param>
    /// <param name="written">The place of the word; the trail of the value begins there.</param>
    /// <param name="budget">What is left for the file.</param>
    /// <param name="error">Why Docker refuses the word; null if it does not.</param>
    public static Value Expand(string text, VariableScope scope, char escape, Origin written, ExpansionBudget budget, out string? error)
    {
        error = null;
        if (text.AsSpan().IndexOfAny("$'\"") < 0 && !text.Contains(escape))
        {
            return Value.Of(text).WithOrigin(written);
        }

        var expander = new VariableExpander(text, scope, escape, budget);
        Part part = expander.ReadUntil(End, keepEscapes: false);
        error = expander._error;
        Origin origin = part.From is null ? written : written with { From = part.From };
        Value value = error is not null
            ? Value.Unknown(UnknownKind.Error, error)
            : part.Unknown is { } unknown ? Value.Unknown(unknown) : Value.Of(part.Text);
        return value.WithOrigin(origin);
    }

    private char Peek => _position < _text.Length ? _text[_position] : End;

    private Part Fail(string error)
    {
        _error ??= error;
        _position = _text.Length;
        return new Part("", new Unknown(UnknownKind.Error, error));
    }

    private Part ReadUntil(char stop, bool keepEscapes)
    {
        var text = new StringBuilder();
        Part sum = default;
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == stop && stop != End)
            {
                _position++;
                return Finish(text, sum);
            }

            if (c == '$')
            {
                sum = Add(text, sum, ReadDollar());
            }
            else if (c == '"')
            {
                sum = Add(text, sum, ReadDoubleQuoted(keepEscapes));
            }
            else if (c == '\'')
            {
                sum = Add(text, sum, ReadSingleQuoted());
            }
            else if (c == _escape)
            {
                _position++;
                if (_position < _text.Length)
                {
                    text.Append(keepEscapes ? c.ToString() : "").Append(_text[_position++]);
                }
            }
            else
            {
                text.Append(c);
                _position++;
            }
        }

        return stop == End ? Finish(text, sum) : Fail($"'{stop}' is missing in \"{Shorten(_text)}\"");
    }

    private Part Add(StringBuilder text, Part sum, Part part)
    {
        bool isAffordable = _budget.TrySpend(part.Text.Length);
        if (text.Length <= MaxLength && isAffordable)
        {
            text.Append(part.Text);
        }

        return new Part("", sum.Unknown ?? part.Unknown ?? (isAffordable ? null : OverBudget), sum.From ?? part.From);
    }

    private static Part Finish(StringBuilder text, Part sum) => text.Length > MaxLength
        ? new Part("", sum.Unknown ?? new Unknown(UnknownKind.Limit, $"the value is longer than {MaxLength} characters"), sum.From)
        : sum with { Text = text.ToString() };

    private Part ReadSingleQuoted()
    {
        int close = _text.IndexOf('\'', _position + 1);
        if (close < 0)
        {
            return Fail($"a single quote does not close in \"{Shorten(_text)}\"");
        }

        var part = new Part(_text[(_position + 1)..close]);
        _position = close + 1;
        return part;
    }

    private Part ReadDoubleQuoted(bool keepEscapes)
    {
        var text = new StringBuilder();
        Part sum = default;
        _position++;
        while (_position < _text.Length)
        {
            char c = _text[_position];
            if (c == '"')
            {
                _position++;
                return Finish(text, sum);
            }

            if (c == '$')
            {
                sum = Add(text, sum, ReadDollar());
                continue;
            }

            _position++;
            if (c == _escape && (Peek is '"' or '$' || Peek == _escape))
            {
                text.Append(keepEscapes ? c.ToString() : "").Append(_text[_position++]);
            }
            else if (c != _escape || _position < _text.Length)
            {
                text.Append(c);
            }
        }

        return Fail($"a double quote does not close in \"{Shorten(_text)}\"");
    }

    private Part ReadDollar()
    {
        _position++;
        if (Peek != '{')
        {
            string plain = ReadName();
            return plain.Length == 0 ? new Part("$") : ToPart(_scope.Get(plain));
        }

        if (_depth >= MaxDepth)
        {
            return Fail($"more than {MaxDepth} nested substitutions");
        }

        _depth++;
        _position++;
        Part part = ReadBraced();
        _depth--;
        return part;
    }

    private Part ReadBraced()
    {
        string name = ReadName();
        if (name.Length == 0)
        {
            return Fail($"\"{Shorten(_text)}\" has a ${{…}} without a name");
        }

        Value value = _scope.Get(name);
        char c = Peek;
        _position++;
        bool emptyIsUnset = c == ':';
        if (emptyIsUnset)
        {
            c = Peek;
            _position++;
        }

        return c switch
        {
            '}' when !emptyIsUnset => ToPart(value),
            '-' => ReadDefault(value, emptyIsUnset),
            '+' => ReadAlternative(value, emptyIsUnset),
            '?' => ReadRequired(name, value, emptyIsUnset),
            '#' or '%' => ReadTrim(value, c),
            '/' when !emptyIsUnset => ReadReplace(value),
            _ when _position > _text.Length => Fail($"'}}' is missing in \"{Shorten(_text)}\""),
            _ => Fail($"${{{Shorten(name)}{c}…}} is no substitution that Docker knows"),
        };
    }

    private Part ReadDefault(Value value, bool emptyIsUnset)
    {
        Part word = ReadUntil('}', keepEscapes: false);

        // An ARG that nobody has to give is written with its default here: as good as ARG name=default.
        bool isArgument = value.UnknownReason is { Kind: UnknownKind.InputVariable };
        return IsUnset(value, emptyIsUnset) || isArgument ? word with { From = word.From ?? value.Origin } : ToPart(value);
    }

    private Part ReadAlternative(Value value, bool emptyIsUnset)
    {
        Part word = ReadUntil('}', keepEscapes: false);
        return value.IsUnknown ? ToPart(value) : IsUnset(value, emptyIsUnset) ? new Part("") : word;
    }

    private Part ReadRequired(string name, Value value, bool emptyIsUnset)
    {
        Part word = ReadUntil('}', keepEscapes: false);
        if (!IsUnset(value, emptyIsUnset))
        {
            return ToPart(value);
        }

        return Fail($"{Shorten(name)}: {(word.Text.Length > 0 ? Shorten(word.Text) : "is not set")}");
    }

    private Part ReadTrim(Value value, char side)
    {
        Part word = ReadUntil('}', keepEscapes: true);
        bool longest = word.Text.StartsWith(side);
        ShellPattern? pattern = ShellPattern.Parse(longest ? word.Text[1..] : word.Text);
        if (pattern is null)
        {
            return Fail($"the pattern \"{Shorten(word.Text)}\" escapes a character that needs no escape");
        }

        Part part = ToPart(value);
        if ((part.Unknown ?? word.Unknown) is { } unknown)
        {
            return part with { Unknown = unknown };
        }

        return WithText(part, side == '#'
            ? ShellPattern.TrimPrefix(pattern, part.Text, longest, _budget)
            : ShellPattern.TrimSuffix(pattern, part.Text, longest, _budget));
    }

    private Part ReadReplace(Value value)
    {
        bool all = Peek == '/';
        if (all)
        {
            _position++;
        }

        Part word = ReadUntil('/', keepEscapes: true);
        Part replacement = ReadUntil('}', keepEscapes: true);
        ShellPattern? pattern = ShellPattern.Parse(word.Text);
        if (pattern is null)
        {
            return Fail($"the pattern \"{Shorten(word.Text)}\" escapes a character that needs no escape");
        }

        Part part = ToPart(value);
        if ((part.Unknown ?? word.Unknown ?? replacement.Unknown) is { } unknown)
        {
            return part with { Unknown = unknown };
        }

        return WithText(part, ShellPattern.Replace(pattern, part.Text, replacement.Text, all, _budget));
    }

    private static Part WithText(Part part, string? text) => part with { Text = text ?? "", Unknown = text is null ? OverBudget : null };

    private static bool IsUnset(Value value, bool emptyIsUnset) =>
        value.IsAbsent || emptyIsUnset && value.TryGetString(out string? text) && text.Length == 0;

    private static Part ToPart(Value value) => new(value.AsString, value.UnknownReason, value.Origin);

    /// <summary>Letters, digits and '_'; or digits alone; or one special parameter.</summary>
    private string ReadName()
    {
        int start = _position;
        char first = Peek;
        if (first is '@' or '*' or '#' or '?' or '-' or '$' or '!')
        {
            _position++;
        }
        else if (char.IsDigit(first))
        {
            while (char.IsDigit(Peek))
            {
                _position++;
            }
        }
        else
        {
            while (char.IsLetterOrDigit(Peek) || Peek == '_')
            {
                _position++;
            }
        }

        return _text[start.._position];
    }

    private static string Shorten(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");
}
