using System.Collections.Immutable;
using System.Text;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.DotEnv;

/// <summary>The value of an entry with its escapes and variables resolved.</summary>
/// <param name="Value">With the place of what was written.</param>
/// <param name="References">The variables that it names.</param>
/// <param name="Error">What is wrong with a variable, with a remedy.</param>
internal readonly record struct DotEnvValue(Value Value, ImmutableArray<DotEnvReference> References, string? Error)
{
    /// <param name="source">The file.</param>
    /// <param name="raw">Between the quotes.</param>
    /// <param name="span">With the quotes.</param>
    /// <param name="quote">Decides what is special.</param>
    /// <param name="values">Variables of the lines above.</param>
    /// <param name="budget">What is left for the file.</param>
    public static DotEnvValue Expand(
        SourceText source,
        TextSpan raw,
        TextSpan span,
        DotEnvQuote quote,
        IReadOnlyDictionary<string, Value> values,
        ExpansionBudget budget)
    {
        Origin written = Origin.Written(source, span);
        ReadOnlySpan<char> text = source.Slice(raw);
        if (quote is DotEnvQuote.Single or DotEnvQuote.Backtick || text.IndexOfAny('$', '\\') < 0)
        {
            return new DotEnvValue(Value.Of(text.ToString()).WithOrigin(written), [], null);
        }

        var expansion = new DotEnvExpansion(source, raw, quote == DotEnvQuote.Double, values, budget);
        return expansion.Run(written);
    }
}

/// <summary>
/// Resolves <c>$NAME</c>, <c>${NAME}</c> and <c>${NAME:-default}</c> with '-', '+' and '?' (with and without ':'), and in
/// double quotes the escapes <c>\n \r \t \" \\ \$</c>.
/// </summary>
internal sealed class DotEnvExpansion(
    SourceText source,
    TextSpan raw,
    bool isDoubleQuoted,
    IReadOnlyDictionary<string, Value> values,
    ExpansionBudget budget)
{
    /// <summary>UTF-16 units. Lines that double each other's values would otherwise fill the memory.</summary>
    private const int MaxLength = 1 << 16;

    /// <summary>Nesting of defaults: the reader is recursive, and people nest one or two.</summary>
    private const int MaxDepth = 20;

    private readonly string _text = source.Content;
    private readonly ImmutableArray<DotEnvReference>.Builder _references = ImmutableArray.CreateBuilder<DotEnvReference>();
    private int _position = raw.Start;
    private string? _error;

    private static readonly Part Empty = new("", null, null);

    private readonly record struct Part(string Text, Unknown? Unknown, Origin? From);

    public DotEnvValue Run(Origin written)
    {
        Part part = ReadUntil('\0', 0);
        Origin origin = written with { From = part.From };
        Value value = _error is not null
            ? Value.Unknown(UnknownKind.Error, _error)
            : part.Unknown is { } unknown ? Value.Unknown(unknown) : Value.Of(part.Text);
        return new DotEnvValue(value.WithOrigin(origin), _references.ToImmutable(), _error);
    }

    private Part ReadUntil(char stop, int depth)
    {
        var text = new StringBuilder();
        Unknown? unknown = null;
        Origin? from = null;
        while (_position < raw.End && (stop == '\0' || _text[_position] != stop))
        {
            char c = _text[_position];
            if (c == '$')
            {
                Part part = ReadVariable(depth);
                bool isAffordable = budget.TrySpend(part.Text.Length);
                text.Append(text.Length > MaxLength || !isAffordable ? "" : part.Text);
                unknown ??= part.Unknown ?? (isAffordable ? null : new Unknown(UnknownKind.Limit, "the variables of this file take too long to expand"));
                from ??= part.From;
            }
            else if (c == '\\' && _position + 1 < raw.End && (isDoubleQuoted || _text[_position + 1] == '$'))
            {
                text.Append(Unescape(_text[_position + 1]));
                _position += 2;
            }
            else
            {
                text.Append(c);
                _position++;
            }
        }

        if (text.Length > MaxLength)
        {
            unknown ??= new Unknown(UnknownKind.Limit, $"the value is longer than {MaxLength} characters");
        }

        return new Part(unknown is null ? text.ToString() : "", unknown, from);
    }

    private static string Unescape(char c) => c switch
    {
        'n' => "\n",
        'r' => "\r",
        't' => "\t",
        '"' or '\\' or '$' => c.ToString(),
        _ => "\\" + c,
    };

    private Part ReadVariable(int depth)
    {
        int start = _position++;
        bool isBraced = _position < raw.End && _text[_position] == '{';
        _position += isBraced ? 1 : 0;
        int nameStart = _position;
        while (_position < raw.End && (char.IsAsciiLetterOrDigit(_text[_position]) || _text[_position] == '_'))
        {
            _position++;
        }

        string name = _text[nameStart.._position];
        if (!isBraced)
        {
            // "$$" and a '$' before anything else are literal.
            if (name.Length == 0 || char.IsAsciiDigit(name[0]))
            {
                _position = start + 1 < raw.End && _text[start + 1] == '$' ? start + 2 : start + 1;
                return new Part("$", null, null);
            }

            _references.Add(new DotEnvReference(name, TextSpan.FromBounds(start, _position), HasDefault: false));
            return ToPart(name, Get(name));
        }

        return name.Length == 0 ? Fail("Write ${NAME}, or $$ for a literal dollar.") : ReadBraced(start, name, depth);
    }

    private Part ReadBraced(int start, string name, int depth)
    {
        bool emptyIsUnset = _position < raw.End && _text[_position] == ':';
        _position += emptyIsUnset ? 1 : 0;
        char operation = _position < raw.End ? _text[_position] : '\0';
        if (operation is not ('}' or '-' or '+' or '?') || operation == '}' && emptyIsUnset || depth >= MaxDepth)
        {
            return Fail($"Write ${{{(name.Length <= 40 ? name : name[..40])}}} or ${{NAME:-default}}, and close it with '}}'.");
        }

        Part word = Empty;
        if (operation != '}')
        {
            _position++;
            word = ReadUntil('}', depth + 1);
        }

        if (_position >= raw.End)
        {
            return Fail("Close ${…} with '}'.");
        }

        _position++;
        _references.Add(new DotEnvReference(name, TextSpan.FromBounds(start, _position), operation == '-'));
        Value value = Get(name);
        bool isUnset = value.IsAbsent || emptyIsUnset && value.TryGetString(out string? known) && known.Length == 0;
        return operation switch
        {
            '-' when isUnset => word,
            '+' => isUnset ? Empty : word,
            _ => ToPart(name, value),
        };
    }

    private Value Get(string name) => values.TryGetValue(name, out Value value) ? value : Value.Absent;

    /// <summary>What no line above sets comes from the environment, if at all.</summary>
    private static Part ToPart(string name, Value value) => value.IsAbsent
        ? new Part("", new Unknown(UnknownKind.EnvironmentVariable, $"{name} is not set in this file"), null)
        : new Part(value.AsString, value.UnknownReason, value.Origin);

    private Part Fail(string error)
    {
        _error ??= error;
        _position = raw.End;
        return Empty;
    }
}
