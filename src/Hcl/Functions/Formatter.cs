using System.Globalization;
using System.Numerics;
using System.Text;
using GcpLint.Hcl.Types;
using GcpLint.Values;

namespace GcpLint.Hcl.Functions;

/// <summary>The format strings of <c>format</c>: Go's verbs, as far as cty takes them over.</summary>
internal ref struct Formatter
{
    /// <summary>Wider fields than this are an attempt to exhaust memory.</summary>
    private const int MaxWidth = 10_000;

    private readonly ReadOnlySpan<char> _format;
    private readonly ReadOnlySpan<Value> _arguments;
    private readonly StringBuilder _text = new();
    private int _position;
    private int _next;
    private int _used;

    private Formatter(ReadOnlySpan<char> format, ReadOnlySpan<Value> arguments)
    {
        _format = format;
        _arguments = arguments;
    }

    /// <summary>Null if it could be formatted, else what is wrong.</summary>
    public static string? TryFormat(string format, ReadOnlySpan<Value> arguments, out string text)
    {
        var formatter = new Formatter(format, arguments);
        string? error = formatter.Run();
        text = formatter._text.ToString();
        return error;
    }

    /// <summary>A verb with what stands before it: <c>%[2]-8.3f</c>.</summary>
    private record struct Verb(char Mode, bool Plus, bool Minus, bool Space, bool Zero, bool Sharp, int Width, int Precision, int Argument);

    private string? Run()
    {
        while (_position < _format.Length)
        {
            int percent = _format[_position..].IndexOf('%');
            if (percent < 0)
            {
                _text.Append(_format[_position..]);
                break;
            }

            _text.Append(_format.Slice(_position, percent));
            _position += percent + 1;
            if (_position < _format.Length && _format[_position] == '%')
            {
                _text.Append('%');
                _position++;
                continue;
            }

            if (!TryReadVerb(out Verb verb))
            {
                return "the format ends in the middle of a verb, or has a wrong one";
            }

            if (Append(verb) is { } error)
            {
                return error;
            }
        }

        return _used < _arguments.Length ? $"there are {_arguments.Length} arguments, of which the format uses {_used}" : null;
    }

    private bool TryReadVerb(out Verb verb)
    {
        verb = new Verb { Width = -1, Precision = -1 };
        while (_position < _format.Length && _format[_position] is '+' or '-' or ' ' or '0' or '#')
        {
            switch (_format[_position++])
            {
                case '+':
                    verb.Plus = true;
                    break;
                case '-':
                    verb.Minus = true;
                    break;
                case ' ':
                    verb.Space = true;
                    break;
                case '0':
                    verb.Zero = true;
                    break;
                default:
                    verb.Sharp = true;
                    break;
            }
        }

        if (!TryReadNumber(out int width))
        {
            return false;
        }

        verb.Width = width;

        if (_position < _format.Length && _format[_position] == '.')
        {
            _position++;
            if (!TryReadNumber(out int precision))
            {
                return false;
            }

            verb.Precision = Math.Max(precision, 0);
        }

        if (!TryReadIndex() || _position >= _format.Length)
        {
            return false;
        }

        verb.Argument = _next++;
        _used = Math.Max(_used, _next);
        verb.Mode = _format[_position++];
        return "vtbdoxXeEfgGsq".Contains(verb.Mode, StringComparison.Ordinal);
    }

    /// <summary><c>[n]</c>: the verb takes the n-th argument, and those behind it the ones after.</summary>
    private bool TryReadIndex()
    {
        if (_position >= _format.Length || _format[_position] != '[')
        {
            return true;
        }

        int close = _format[_position..].IndexOf(']');
        if (close < 0
            || !int.TryParse(_format.Slice(_position + 1, close - 1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            || index < 1)
        {
            return false;
        }

        _next = index - 1;
        _position += close + 1;
        return true;
    }

    private bool TryReadNumber(out int number)
    {
        number = -1;
        while (_position < _format.Length && char.IsAsciiDigit(_format[_position]))
        {
            number = (Math.Max(number, 0) * 10) + (_format[_position++] - '0');
            if (number > MaxWidth)
            {
                return false;
            }
        }

        return true;
    }

    private readonly string? Append(Verb verb)
    {
        if (verb.Argument >= _arguments.Length)
        {
            return $"a verb takes argument {verb.Argument + 1}, and there are {_arguments.Length}";
        }

        Value argument = _arguments[verb.Argument];
        if (verb.Mode == 'v')
        {
            _text.Append(Pad(verb, DescribeAny(verb, argument)));
            return null;
        }

        if (argument.IsNull)
        {
            return $"%{verb.Mode} cannot format a null value";
        }

        HclType type = verb.Mode switch
        {
            't' => HclType.Bool,
            's' or 'q' => HclType.String,
            _ => HclType.Number,
        };
        if (!Conversion.TryConvert(argument, type, out Value value, out string? reason))
        {
            return $"%{verb.Mode} cannot format argument {verb.Argument + 1}: {reason}";
        }

        if (type == HclType.Number)
        {
            return AppendNumber(verb, HclNumbers.ToBig(value));
        }

        _text.Append(verb.Mode switch
        {
            't' => value.AsBool ? "true" : "false",
            'q' => Pad(verb, JsonText.Quote(Cut(value.AsString, verb.Precision))),
            _ => Pad(verb, Cut(value.AsString, verb.Precision)),
        });
        return null;
    }

    private static string DescribeAny(Verb verb, Value value)
    {
        if (!verb.Sharp && value.Kind == ValueKind.String)
        {
            return value.AsString;
        }

        return !verb.Sharp && value.IsNumber
            ? DecimalText.Shortest(HclNumbers.ToBig(value), 'g')
            : JsonText.Encode(value);
    }

    private static string Cut(string text, int precision)
    {
        int[] starts = precision > 0 ? StringInfo.ParseCombiningCharacters(text) : [];
        return precision > 0 && precision < starts.Length ? text[..starts[precision]] : text;
    }

    private static string Pad(Verb verb, string text)
    {
        int missing = verb.Width - text.EnumerateRunes().Count();
        if (missing <= 0)
        {
            return text;
        }

        string pad = new(verb.Zero ? '0' : ' ', missing);
        return verb.Minus ? text + pad : pad + text;
    }

    private readonly string? AppendNumber(Verb verb, BigNumber number)
    {
        string digits;
        string prefix = "";
        if (verb.Mode is 'b' or 'd' or 'o' or 'x' or 'X')
        {
            if (!number.IsInteger || number.Abs().Truncate() is not { } whole)
            {
                return $"%{verb.Mode} formats whole numbers only";
            }

            digits = DigitsOf(whole, verb.Mode).PadLeft(Math.Max(verb.Precision, 0), '0');
            prefix = verb.Sharp ? verb.Mode switch { 'x' => "0x", 'X' => "0X", 'o' => "0", 'b' => "0b", _ => "" } : "";
        }
        else if (verb.Precision < 0 && verb.Mode is 'g' or 'G')
        {
            digits = DecimalText.Shortest(number.Abs(), verb.Mode);
        }
        else
        {
            digits = DecimalText.Rounded(number.Abs(), verb.Mode, verb.Precision < 0 ? 6 : verb.Precision);
        }

        string sign = number.Sign < 0 ? "-" : verb.Plus ? "+" : verb.Space ? " " : "";
        int missing = verb.Width - sign.Length - prefix.Length - digits.Length;
        bool zeros = verb is { Zero: true, Minus: false };
        if (missing > 0 && zeros)
        {
            digits = new string('0', missing) + digits;
        }

        string text = sign + prefix + digits;
        _text.Append(missing <= 0 || zeros ? text : verb.Minus ? text + new string(' ', missing) : new string(' ', missing) + text);
        return null;
    }

    private static string DigitsOf(BigInteger number, char mode)
    {
        if (mode == 'd')
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        int bits = mode switch { 'b' => 1, 'o' => 3, _ => 4 };
        string alphabet = mode == 'X' ? "0123456789ABCDEF" : "0123456789abcdef";
        var text = new StringBuilder();
        do
        {
            text.Insert(0, alphabet[(int)(number & ((1 << bits) - 1))]);
            number >>= bits;
        }
        while (!number.IsZero);
        return text.ToString();
    }
}
