using System.Collections.Immutable;
using GcpLint.Hcl.Evaluation;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>How reading YAML ended.</summary>
internal enum YamlOutcome
{
    Read,

    /// <summary>It is no YAML, and Terraform would refuse it.</summary>
    Invalid,

    /// <summary>It uses something that this reader does not know: tags of applications, complex keys, directives.</summary>
    Unsupported,
}

/// <summary>
/// One document of YAML for <c>yamldecode</c>: block and flow collections, all styles of scalars, anchors, aliases, merge
/// keys. What it is not sure of it leaves alone.
/// </summary>
internal sealed partial class YamlReader(string text)
{
    private const int MaxDepth = 100;

    private readonly Dictionary<string, Value> _anchors = new(StringComparer.Ordinal);
    private int _position;
    private int _depth;
    private YamlOutcome _outcome = YamlOutcome.Read;

    public YamlOutcome Read(out Value value)
    {
        value = default;
        SkipToContent();
        if (AtLineStart && Rest.StartsWith("---") && IsBlank(_position + 3))
        {
            _position += 3;
            SkipToContent();
        }

        if (AtEnd || Rest[0] == '%')
        {
            return AtEnd ? YamlOutcome.Invalid : YamlOutcome.Unsupported;
        }

        value = ReadNode(-1, inline: false);
        SkipToContent();
        if (!AtEnd && AtLineStart && Rest.StartsWith("...") && IsBlank(_position + 3))
        {
            _position += 3;
            SkipToContent();
        }

        if (_outcome == YamlOutcome.Read && !AtEnd)
        {
            return YamlOutcome.Invalid;
        }

        return _outcome;
    }

    private bool AtEnd => _position >= text.Length;

    private ReadOnlySpan<char> Rest => text.AsSpan(Math.Min(_position, text.Length));

    private bool AtLineStart => _position == 0 || text[_position - 1] == '\n';

    private char At(int position) => position < text.Length ? text[position] : '\n';

    private bool IsBlank(int position) => At(position) is ' ' or '\t' or '\n' or '\r';

    private bool AtMarker => AtLineStart && (Rest.StartsWith("---") || Rest.StartsWith("...")) && IsBlank(_position + 3);

    private int Column
    {
        get
        {
            int line = _position == 0 ? -1 : text.LastIndexOf('\n', _position - 1);
            return _position - line - 1;
        }
    }

    private Value Fail(YamlOutcome outcome)
    {
        // The first one counts; nothing more is read.
        _outcome = _outcome == YamlOutcome.Read ? outcome : _outcome;
        _position = text.Length;
        return Value.Null;
    }

    private void SkipSpaces()
    {
        while (!AtEnd && text[_position] is ' ' or '\t')
        {
            _position++;
        }
    }

    /// <summary>Over blanks, comments and line ends. A tab in front of content is no indentation.</summary>
    private void SkipToContent()
    {
        while (!AtEnd)
        {
            char unit = text[_position];
            if (unit == '#' && (_position == 0 || IsBlank(_position - 1)))
            {
                int end = text.IndexOf('\n', _position);
                _position = end < 0 ? text.Length : end;
            }
            else if (unit == '\t' && AtLineStart)
            {
                Fail(YamlOutcome.Invalid);
            }
            else if (unit is ' ' or '\t' or '\n' or '\r')
            {
                _position++;
            }
            else
            {
                return;
            }
        }
    }

    private bool AtIndicator(char indicator) => !AtEnd && text[_position] == indicator && IsBlank(_position + 1);

    /// <summary>A node whose content is indented by more than <paramref name="parent"/>.</summary>
    /// <param name="parent">The column of the collection around it.</param>
    /// <param name="inline">It stands behind a key on the same line: no block collection begins here.</param>
    private Value ReadNode(int parent, bool inline)
    {
        if (_depth >= MaxDepth)
        {
            return Fail(YamlOutcome.Unsupported);
        }

        _depth++;
        Value value = ReadProperties(parent, inline);
        _depth--;
        return value.Size > EvaluationBudget.MaxValueSize ? Fail(YamlOutcome.Unsupported) : value;
    }

    private Value ReadProperties(int parent, bool inline)
    {
        string? anchor = null;
        string? tag = null;
        while (!AtEnd && text[_position] is '&' or '!')
        {
            int end = _position;
            while (!IsBlank(end) && At(end) is not (',' or ']' or '}'))
            {
                end++;
            }

            string property = text[_position..end];
            if (property[0] == '&')
            {
                anchor = property[1..];
            }
            else
            {
                tag = property;
            }

            _position = end;
            SkipSpaces();
            if (IsBlank(_position) || text[_position] == '#')
            {
                // The content stands on the next line: a block collection may begin there.
                SkipToContent();
                inline = false;
                bool sameColumn = !AtEnd && Column == parent && AtIndicator('-');
                if (AtEnd || AtMarker || (Column <= parent && !sameColumn))
                {
                    return Remember(anchor, tag is null ? Value.Null : YamlScalars.Resolve("", plain: true, tag, out _));
                }
            }
        }

        return Remember(anchor, ReadContent(parent, inline, tag));
    }

    private Value Remember(string? anchor, Value value)
    {
        if (anchor is not null)
        {
            _anchors[anchor] = value;
        }

        return value;
    }

    private Value ReadContent(int parent, bool inline, string? tag)
    {
        int column = Column;
        if (!inline && AtIndicator('-'))
        {
            return ReadSequence(column);
        }

        if (AtIndicator('?'))
        {
            return Fail(YamlOutcome.Unsupported);
        }

        if (!inline && TryFindKey())
        {
            return ReadMapping(column);
        }

        switch (At(_position))
        {
            case '[' or '{':
                return tag is null ? ReadFlow() : Fail(YamlOutcome.Unsupported);
            case '*':
                return ReadAlias();
            case '|' or '>':
                return Resolve(ReadBlockScalar(parent), plain: false, tag);
            case '"' or '\'':
                return Resolve(ReadQuoted(), plain: false, tag);
            default:
                string? plain = ReadPlain(parent, flow: false);
                return plain is null ? Fail(YamlOutcome.Invalid) : Resolve(plain, plain: true, tag);
        }
    }

    private Value Resolve(string? scalar, bool plain, string? tag)
    {
        if (scalar is null)
        {
            return Fail(YamlOutcome.Invalid);
        }

        Value value = YamlScalars.Resolve(scalar, plain, tag, out bool known);
        return known ? value : Fail(YamlOutcome.Unsupported);
    }

    private Value ReadAlias()
    {
        int end = _position + 1;
        while (!IsBlank(end) && At(end) is not (',' or ']' or '}'))
        {
            end++;
        }

        string name = text[(_position + 1)..end];
        _position = end;
        return _anchors.TryGetValue(name, out Value value) ? value : Fail(YamlOutcome.Invalid);
    }

    private Value ReadSequence(int column)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (!AtEnd && Column == column && AtIndicator('-') && !AtMarker)
        {
            _position++;
            SkipSpaces();
            if (IsBlank(_position) || text[_position] == '#')
            {
                SkipToContent();
                items.Add(AtEnd || AtMarker || Column <= column ? Value.Null : ReadNode(column, inline: false));
            }
            else
            {
                items.Add(ReadNode(column, inline: false));
            }

            SkipToContent();
        }

        return !AtEnd && !AtMarker && Column > column ? Fail(YamlOutcome.Invalid) : TypedValues.Tuple(items.ToImmutable());
    }

    private Value ReadMapping(int column)
    {
        var entries = new YamlEntries();
        while (!AtEnd && Column == column && !AtMarker)
        {
            if (!TryFindKey())
            {
                return Fail(AtIndicator('?') ? YamlOutcome.Unsupported : YamlOutcome.Invalid);
            }

            Value key = ReadKey();
            _position++;
            SkipSpaces();
            Value value;
            if (!IsBlank(_position) && text[_position] != '#')
            {
                value = ReadNode(column, inline: true);
                SkipSpaces();
                if (!AtEnd && !IsBlank(_position) && text[_position] != '#' && Column > 0)
                {
                    return Fail(YamlOutcome.Invalid);
                }
            }
            else
            {
                SkipToContent();
                bool sequence = !AtEnd && Column == column && AtIndicator('-');
                value = AtEnd || AtMarker || (Column <= column && !sequence) ? Value.Null : ReadNode(sequence ? column - 1 : column, inline: false);
            }

            if (!entries.TryAdd(key, value))
            {
                return Fail(YamlOutcome.Invalid);
            }

            SkipToContent();
        }

        return !AtEnd && !AtMarker && Column > column ? Fail(YamlOutcome.Invalid) : entries.ToValue();
    }

    /// <summary>Reads a key that <see cref="TryFindKey"/> has found; a merge key is a string like others.</summary>
    private Value ReadKey()
    {
        switch (At(_position))
        {
            case '"' or '\'':
                string? quoted = ReadQuoted();
                SkipSpaces();
                return quoted is null ? Fail(YamlOutcome.Invalid) : Value.Of(quoted);
            case '*' or '&' or '!' or '[' or '{':
                return Fail(YamlOutcome.Unsupported);
            default:
                int end = FindKeyEnd(_position);
                string plain = text[_position..end].TrimEnd(' ', '\t');
                _position = end;
                return plain == YamlEntries.MergeKey ? Value.Of(plain) : Resolve(plain, plain: true, null);
        }
    }
}
