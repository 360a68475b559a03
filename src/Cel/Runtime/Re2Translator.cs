using System.Buffers;
using System.Globalization;
using System.Text;

namespace GcpLint.Cel.Runtime;

/// <summary>
/// Rewrites a pattern of RE2 for .NET where the two differ: named groups, classes that mean ASCII in RE2 and Unicode in
/// .NET, '$' (the very end in RE2, also before a last line feed in .NET), '.' and a surrogate pair, \Q..\E.
/// </summary>
internal ref struct Re2Translator
{
    /// <summary>Longer patterns have no use in a policy, and the automaton grows with them.</summary>
    private const int MaxLength = 2_000;

    /// <summary>RE2's own limit of one repetition.</summary>
    private const int MaxRepetition = 1_000;

    /// <summary>Characters and classes, counted as often as they are repeated: the automaton grows with them, and its time per character.</summary>
    private const long MaxSize = 5_000;

    private static readonly SearchValues<char> RepetitionCharacters = SearchValues.Create("0123456789,");

    private readonly ReadOnlySpan<char> _pattern;
    private readonly StringBuilder _result;
    private int _position;
    private readonly Stack<(long Size, bool Multiline, bool DotAll)> _groups = [];
    private long _size;
    private long _lastSize;
    private string? _problem;
    private bool _multiline;
    private bool _dotAll;

    private Re2Translator(ReadOnlySpan<char> pattern)
    {
        _pattern = pattern;
        _result = new StringBuilder(pattern.Length + 16);
    }

    /// <param name="pattern">RE2's.</param>
    /// <param name="size">Its characters and classes with their repetitions.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static string? Translate(string pattern, out long size, out string? problem)
    {
        size = 0;
        if (pattern.Length > MaxLength)
        {
            problem = $"a pattern has at most {MaxLength} characters";
            return null;
        }

        var translator = new Re2Translator(pattern);
        while (translator._position < pattern.Length && translator._problem is null)
        {
            translator.Step();
        }

        problem = translator._problem;
        size = translator._size;
        return problem is null ? translator._result.ToString() : null;
    }

    private void Step()
    {
        char c = _pattern[_position];
        switch (c)
        {
            case '\\':
                CountAtom();
                TranslateEscape(inClass: false);
                break;
            case '[':
                CountAtom();
                TranslateClass();
                break;
            case '(':
                _groups.Push((_size, _multiline, _dotAll));
                _size = 0;
                TranslateGroup();
                break;
            case ')':
                LeaveGroup();
                break;
            case '.':
                CountAtom();
                _position++;
                AppendAny();
                break;
            case '$':
                _position++;
                _result.Append(_multiline ? "$" : "\\z");
                break;
            case '{':
                TranslateRepetition();
                break;
            default:
                TakeLiteral();
                break;
        }
    }

    private void CountAtom()
    {
        _lastSize = 1;
        _size++;
    }

    private void LeaveGroup()
    {
        _lastSize = _size;
        if (_groups.TryPop(out (long Size, bool Multiline, bool DotAll) outer))
        {
            _size += outer.Size;
            (_multiline, _dotAll) = (outer.Multiline, outer.DotAll);
        }

        _result.Append(_pattern[_position++]);
    }

    private void TakeLiteral()
    {
        if (_pattern[_position] is not ('?' or '*' or '+' or '|'))
        {
            CountAtom();
        }

        // A pair is one character to RE2, so that a repetition behind it means both halves.
        if (char.IsHighSurrogate(_pattern[_position]) && char.IsLowSurrogate(Peek(1)))
        {
            _result.Append("(?:").Append(_pattern.Slice(_position, 2)).Append(')');
            _position += 2;
            return;
        }

        _result.Append(_pattern[_position++]);
    }

    private readonly void AppendAny()
    {
        // Repeated without limit, units and code points come to the same.
        string unit = _dotAll ? "[\\s\\S]" : "[^\\n]";
        bool unlimited = _position < _pattern.Length && _pattern[_position] is '*';
        _result.Append(unlimited ? unit : $"(?:[\\uD800-\\uDBFF][\\uDC00-\\uDFFF]|{unit})");
    }

    private void TranslateGroup()
    {
        char kind = Peek(2);
        if (Peek(1) != '?')
        {
            _result.Append(_pattern[_position++]);
        }
        else if (kind is 'P' && Peek(3) == '<')
        {
            _result.Append("(?<");
            _position += 4;
        }
        else if (kind is '=' or '!' or '>' or '#' or '(' || (kind == '<' && Peek(3) is '=' or '!'))
        {
            _problem = "RE2 has no look-around, atomic group, condition or comment";
        }
        else if (kind is '<')
        {
            _result.Append("(?<");
            _position += 3;
        }
        else
        {
            TranslateFlags();
        }
    }

    private void TranslateFlags()
    {
        int end = _pattern[_position..].IndexOfAny(':', ')');
        ReadOnlySpan<char> flags = end < 0 ? [] : _pattern.Slice(_position + 2, end - 2);
        if (end < 0 || flags.ContainsAnyExcept("imsU-"))
        {
            _problem = "a group has an unknown flag";
            return;
        }

        bool on = true;
        foreach (char flag in flags)
        {
            on = flag != '-' && on;
            _multiline = flag == 'm' ? on : _multiline;
            _dotAll = flag == 's' ? on : _dotAll;
            if (flag == 'U')
            {
                _problem = "the flag U is not supported";
            }
        }

        if (_pattern[_position + end] == ')')
        {
            // (?i) is no group: its flags hold from here on.
            _size = _groups.Pop().Size;
        }

        _result.Append(_pattern.Slice(_position, end + 1));
        _position += end + 1;
    }

    private void TranslateRepetition()
    {
        ReadOnlySpan<char> rest = _pattern[(_position + 1)..];
        int close = rest.IndexOf('}');
        ReadOnlySpan<char> body = close > 0 ? rest[..close] : [];
        if (body.IsEmpty || body.ContainsAnyExcept(RepetitionCharacters) || !char.IsAsciiDigit(body[0]) || body.Count(',') > 1)
        {
            // No repetition: RE2 takes the brace as it is.
            _result.Append("\\{");
            _position++;
            return;
        }

        long most = 1;
        foreach (Range range in body.Split(','))
        {
            if (body[range].Length > 4 || (!body[range].IsEmpty && int.Parse(body[range]) > MaxRepetition))
            {
                _problem = $"a repetition is at most {MaxRepetition}";
                return;
            }

            most = body[range].IsEmpty ? most : Math.Max(most, int.Parse(body[range]));
        }

        _size += _lastSize * (most - 1);
        _lastSize *= most;
        if (_size > MaxSize)
        {
            _problem = $"its repetitions come to more than {MaxSize} characters";
            return;
        }

        _result.Append('{').Append(body).Append('}');
        _position += close + 2;
    }

    private void TranslateEscape(bool inClass)
    {
        char c = Peek(1);
        string? replacement = Re2Classes.Escape(c, inClass);
        if (replacement is not null)
        {
            _result.Append(replacement);
            _position += 2;
        }
        else
        {
            TranslateRareEscape(c);
        }
    }

    private void TranslateRareEscape(char c)
    {
        if (c == 'Q')
        {
            ReadOnlySpan<char> rest = _pattern[(_position + 2)..];
            int end = rest.IndexOf("\\E", StringComparison.Ordinal);
            foreach (char literal in end < 0 ? rest : rest[..end])
            {
                AppendLiteral(literal);
            }

            _position = end < 0 ? _pattern.Length : _position + end + 4;
        }
        else if (c is 'p' or 'P')
        {
            bool braced = Peek(2) == '{';
            int length = braced ? _pattern[_position..].IndexOf('}') + 1 : 3;
            if (length <= 0 || _position + length > _pattern.Length)
            {
                _problem = "a Unicode class is not closed";
                return;
            }

            ReadOnlySpan<char> name = braced ? _pattern.Slice(_position + 3, length - 4) : _pattern.Slice(_position + 2, 1);
            _result.Append('\\').Append(c).Append('{').Append(name).Append('}');
            _position += length;
        }
        else if (c is 'x')
        {
            TranslateHexadecimal();
        }
        else if (char.IsAsciiLetterOrDigit(c) || c == '\0')
        {
            _problem = c == '\0' ? "the pattern ends in a backslash" : $"RE2 has no \\{c}";
        }
        else
        {
            AppendLiteral(c);
            _position += 2;
        }
    }

    private void TranslateHexadecimal()
    {
        ReadOnlySpan<char> digits;
        int length;
        if (Peek(2) == '{')
        {
            int close = _pattern[_position..].IndexOf('}');
            length = close + 1;
            digits = close > 3 ? _pattern.Slice(_position + 3, close - 3) : [];
        }
        else
        {
            length = 4;
            digits = _position + 4 <= _pattern.Length ? _pattern.Slice(_position + 2, 2) : [];
        }

        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || !Rune.IsValid(code))
        {
            _problem = "an escape \\x is not complete";
            return;
        }

        foreach (char unit in new Rune(code).ToString())
        {
            AppendLiteral(unit);
        }

        _position += length;
    }

    private readonly void AppendLiteral(char c)
    {
        if (char.IsAsciiLetterOrDigit(c) || c > '\x7f')
        {
            _result.Append(c);
        }
        else
        {
            _result.Append("\\x").Append(((int)c).ToString("X2", CultureInfo.InvariantCulture));
        }
    }

    private void TranslateClass()
    {
        _result.Append('[');
        _position++;
        if (Peek(0) == '^')
        {
            _result.Append('^');
            _position++;
        }

        bool first = true;
        while (_problem is null)
        {
            char c = Peek(0);
            if (_position >= _pattern.Length)
            {
                _problem = "a class '[' is not closed";
            }
            else if (c == ']' && !first)
            {
                _result.Append(']');
                _position++;
                return;
            }
            else if (c == '[' && Peek(1) == ':')
            {
                TranslateNamedClass();
            }
            else if (c == '\\')
            {
                TranslateEscape(inClass: true);
            }
            else
            {
                // '[' has no meaning here to RE2, but subtracts in .NET.
                _result.Append(c is '[' or ']' ? $"\\{c}" : c.ToString());
                _position++;
            }

            first = false;
        }
    }

    private void TranslateNamedClass()
    {
        int end = _pattern[_position..].IndexOf(":]", StringComparison.Ordinal);
        string? members = end < 0 ? null : Re2Classes.Members(_pattern.Slice(_position + 2, end - 2));
        if (members is null)
        {
            _problem = "unknown class of characters between '[:' and ':]'";
            return;
        }

        _result.Append(members);
        _position += end + 2;
    }

    private readonly char Peek(int ahead) => _position + ahead < _pattern.Length ? _pattern[_position + ahead] : '\0';
}
