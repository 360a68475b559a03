using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace GcpLint.Hcl.Functions;

/// <summary>
/// Translates a pattern of RE2 (https://github.com/google/re2/wiki/Syntax) to .NET: classes of ASCII, names of groups,
/// anchors, Perl's quoting. What RE2 does not have, such as looking around, is refused.
/// </summary>
internal sealed class Re2Pattern(string pattern)
{
    /// <summary>RE2's own limit of a repetition; also how much nested ones may multiply to.</summary>
    private const int MaxRepetition = 1000;

    private const int MaxLength = 10_000;

    private const int MaxGroups = 500;

    private readonly StringBuilder _result = new();
    private readonly ImmutableArray<string>.Builder _groups = ImmutableArray.CreateBuilder<string>();

    /// <summary>Whether (?m) holds, for each open group.</summary>
    private readonly Stack<bool> _multiline = new([false]);
    private long _repetitions = 1;
    private int _position;

    /// <summary>The names of the groups by number from 1, "" for those without.</summary>
    public ImmutableArray<string> Groups => _groups.ToImmutable();

    public bool TryTranslate(out string translated, [NotNullWhen(false)] out string? error)
    {
        error = pattern.Length > MaxLength ? "the pattern is too long" : null;
        while (error is null && _position < pattern.Length)
        {
            error = TranslateNext();
        }

        if (error is null && _multiline.Count > 1)
        {
            error = "a parenthesis is not closed";
        }

        translated = _result.ToString();
        return error is null;
    }

    private string? TranslateNext()
    {
        char unit = pattern[_position];
        switch (unit)
        {
            case '\\':
                return TranslateEscape(inClass: false);
            case '[':
                return TranslateClass();
            case '(':
                return TranslateGroup();
            case ')':
                if (_multiline.Count == 1)
                {
                    return "a parenthesis closes nothing";
                }

                _multiline.Pop();
                break;
            case '$':
                _result.Append(_multiline.Peek() ? "(?m:$)" : @"\z");
                _position++;
                return null;
            case '^':
                _result.Append(_multiline.Peek() ? "(?m:^)" : @"\A");
                _position++;
                return null;
            case '{':
                return TranslateRepetition();
            case '#' or ' ':
                _result.Append('\\');
                break;
            case '*' or '+' or '?':
                return TranslateOperator();
        }

        _result.Append(unit);
        _position++;
        return null;
    }

    private string? TranslateOperator()
    {
        _result.Append(pattern[_position++]);
        if (_position < pattern.Length && pattern[_position] == '?')
        {
            _result.Append('?');
            _position++;
        }

        return _position < pattern.Length && pattern[_position] is '*' or '+' or '?' ? "a repetition is repeated" : null;
    }

    private string? TranslateRepetition()
    {
        int close = pattern.IndexOf('}', _position);
        string inside = close < 0 ? "" : pattern[(_position + 1)..close];
        string[] bounds = inside.Split(',');
        bool counted = inside.Length > 0 && bounds.Length <= 2 && bounds[0].Length > 0
            && bounds.All(bound => bound.All(char.IsAsciiDigit) && bound.Length <= 9);
        if (!counted)
        {
            _result.Append(@"\{");
            _position++;
            return null;
        }

        int most = int.Parse(bounds[^1].Length > 0 ? bounds[^1] : bounds[0], CultureInfo.InvariantCulture);
        _repetitions *= Math.Max(1, most);
        if (most > MaxRepetition || _repetitions > MaxRepetition * 100)
        {
            return "a repetition is too large";
        }

        _result.Append('{').Append(inside).Append('}');
        _position = close + 1;
        return null;
    }

    private string? TranslateGroup()
    {
        if (_groups.Count >= MaxGroups || _multiline.Count >= MaxGroups)
        {
            return "there are too many groups";
        }

        ReadOnlySpan<char> rest = pattern.AsSpan(_position);
        if (!rest.StartsWith("(?"))
        {
            return OpenGroup("", "(", 1);
        }

        if (rest.StartsWith("(?P<") || (rest.StartsWith("(?<") && !rest.StartsWith("(?<=") && !rest.StartsWith("(?<!")))
        {
            int start = rest[2] == 'P' ? 4 : 3;
            int close = rest.IndexOf('>');
            string name = close < start ? "" : rest[start..close].ToString();
            return name.Length > 0 && name.All(unit => char.IsAsciiLetterOrDigit(unit) || unit == '_')
                ? OpenGroup(name, "(", close + 1)
                : "the name of a group cannot be read";
        }

        return TranslateFlags();
    }

    private string? OpenGroup(string? name, string opening, int length)
    {
        if (name is not null)
        {
            _groups.Add(name);
        }

        _multiline.Push(_multiline.Peek());
        _result.Append(opening);
        _position += length;
        return null;
    }

    /// <summary><c>(?i)</c>, <c>(?s-m:…)</c>. The flag m is kept apart, for the anchors.</summary>
    private string? TranslateFlags()
    {
        int end = _position + 2;
        bool negative = false;
        bool multiline = _multiline.Peek();
        string on = "";
        string off = "";
        for (; end < pattern.Length && pattern[end] is not (':' or ')'); end++)
        {
            char flag = pattern[end];
            switch (flag)
            {
                case '-' when !negative:
                    negative = true;
                    break;
                case 'm':
                    multiline = !negative;
                    break;
                case 'i' or 's':
                    (on, off) = negative ? (on, off + flag) : (on + flag, off);
                    break;
                default:
                    return "RE2 has no such group";
            }
        }

        if (end >= pattern.Length)
        {
            return "a parenthesis is not closed";
        }

        string flags = on + (off.Length > 0 ? "-" + off : "");
        bool group = pattern[end] == ':';
        if (group)
        {
            OpenGroup(null, $"(?{flags}:", 0);
        }
        else if (flags.Length > 0)
        {
            _result.Append("(?").Append(flags).Append(')');
        }

        _multiline.Pop();
        _multiline.Push(multiline);
        _position = end + 1;
        return null;
    }

    private string? TranslateClass()
    {
        int open = _position;
        _result.Append('[');
        _position++;
        if (_position < pattern.Length && pattern[_position] == '^')
        {
            _result.Append('^');
            _position++;
        }

        bool first = true;
        while (_position < pattern.Length && (first || pattern[_position] != ']'))
        {
            first = false;
            string? error = TranslateClassItem();
            if (error is not null)
            {
                return error;
            }
        }

        if (_position >= pattern.Length || open == _position)
        {
            return "a bracket is not closed";
        }

        _result.Append(']');
        _position++;
        return null;
    }

    private string? TranslateClassItem()
    {
        char unit = pattern[_position];
        if (unit == '\\')
        {
            return TranslateEscape(inClass: true);
        }

        if (unit == '[' && _position + 1 < pattern.Length && pattern[_position + 1] == ':')
        {
            int close = pattern.IndexOf(":]", _position + 2, StringComparison.Ordinal);
            string name = close < 0 ? "" : pattern[(_position + 2)..close];
            if (Re2Classes.FindPosix(name) is not { } members)
            {
                return "there is no such class of characters";
            }

            _result.Append(members);
            _position = close + 2;
            return null;
        }

        // A bracket in a class, and a hyphen before one, would subtract classes in .NET.
        bool escape = unit is '[' or ']' || (unit == '-' && _position + 1 < pattern.Length && pattern[_position + 1] == '[');
        _result.Append(escape ? "\\" : "").Append(unit);
        _position++;
        return null;
    }

    private string? TranslateEscape(bool inClass)
    {
        ReadOnlySpan<char> rest = pattern.AsSpan(_position + 1);
        if (rest.IsEmpty)
        {
            return "a backslash stands at the end";
        }

        if (rest[0] == 'Q' && !inClass)
        {
            int end = rest.IndexOf(@"\E", StringComparison.Ordinal);
            string quoted = rest[1..(end < 0 ? rest.Length : end)].ToString();
            _result.Append(System.Text.RegularExpressions.Regex.Escape(quoted));
            _position = end < 0 ? pattern.Length : _position + 1 + end + 2;
            return null;
        }

        (string? translated, int length) = Re2Classes.TranslateEscape(rest, inClass);
        if (translated is null)
        {
            return "there is no such escape";
        }

        _result.Append(translated);
        _position += 1 + length;
        return null;
    }
}
