using System.Globalization;
using System.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime.Library;

/// <summary><c>"%s is %d".format([a, b])</c>: the clauses s d f e b o x X, and a precision for f and e.</summary>
internal static class TextFormat
{
    /// <summary>A double has no more digits that mean something.</summary>
    private const int MaxPrecision = 1_000;

    public static Value Format(string format, ValueList arguments, ref Frame frame)
    {
        if (ValueStates.UnknownElement(arguments) is { } unknown)
        {
            return unknown;
        }

        var result = new ValueText();
        int next = 0;
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Text.Append(format[i]);
                continue;
            }

            if (++i < format.Length && format[i] == '%')
            {
                result.Text.Append('%');
                continue;
            }

            if (!TryReadPrecision(format, ref i, out int precision) || i >= format.Length)
            {
                return CelError.Of("could not parse formatting clause: it is not complete");
            }

            if (next >= arguments.Count)
            {
                return CelError.Of($"index {next} out of range: there are {arguments.Count} arguments");
            }

            Value? problem = Append(result, format[i], precision, arguments[next++], ref frame);
            if (problem is not null || !frame.Pay(Cost.OfText(result.Text.Length)))
            {
                return problem ?? Frame.Exhausted;
            }
        }

        return Value.Of(result.Text.ToString()).WithSensitive(result.IsSensitive);
    }

    private static bool TryReadPrecision(string format, ref int at, out int precision)
    {
        precision = 6;
        if (at >= format.Length || format[at] != '.')
        {
            return true;
        }

        int start = ++at;
        while (at < format.Length && char.IsAsciiDigit(format[at]))
        {
            at++;
        }

        return int.TryParse(format.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out precision) && precision <= MaxPrecision;
    }

    private static Value? Append(ValueText result, char clause, int precision, in Value argument, ref Frame frame)
    {
        string? text = clause switch
        {
            'd' => Decimal(argument),
            'f' or 'e' => argument.TryGetNumber(out double number) ? DecimalText.Of(number, precision, clause == 'e') : null,
            'b' => argument.Kind == ValueKind.Bool ? (argument.AsBool ? "1" : "0") : InRadix(argument, 2),
            'o' => InRadix(argument, 8),
            'x' => Hexadecimal(argument),
            'X' => Hexadecimal(argument)?.ToUpperInvariant(),
            _ => null,
        };
        if (clause == 's')
        {
            return result.Append(argument, ref frame);
        }

        result.AppendShown(text, argument);
        return text is not null ? null
            : "dfeboxX".Contains(clause) ? CelError.Of($"error during formatting: %{clause} cannot show a value of type {TypeNames.NameOf(argument)}")
            : CelError.Of($"could not parse formatting clause: unrecognized formatting clause \"{clause}\"");
    }

    private static string? Decimal(in Value argument) => argument.Kind switch
    {
        ValueKind.Int => argument.AsInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.UInt => argument.AsUInt.ToString(CultureInfo.InvariantCulture),
        ValueKind.Double or ValueKind.Number when argument.TryGetNumber(out double number) => ValueText.OfDouble(number),
        _ => null,
    };

    private static string? InRadix(in Value argument, int radix)
    {
        if (argument.Kind is not (ValueKind.Int or ValueKind.UInt))
        {
            return null;
        }

        bool negative = argument.AsInt < 0;
        ulong magnitude = argument.Kind == ValueKind.UInt ? argument.AsUInt : negative ? unchecked((ulong)-argument.AsInt) : (ulong)argument.AsInt;
        Span<char> digits = stackalloc char[65];
        int at = digits.Length;
        do
        {
            digits[--at] = "0123456789abcdef"[(int)(magnitude % (ulong)radix)];
            magnitude /= (ulong)radix;
        }
        while (magnitude > 0);

        if (negative)
        {
            digits[--at] = '-';
        }

        return digits[at..].ToString();
    }

    private static string? Hexadecimal(in Value argument) => argument.Kind switch
    {
        ValueKind.String => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(argument.AsString)),
        ValueKind.Bytes => Convert.ToHexStringLower(argument.AsBytes.AsSpan()),
        _ => InRadix(argument, 16),
    };
}
