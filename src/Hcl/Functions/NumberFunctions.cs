using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using GcpLint.Hcl.Types;
using GcpLint.Values;
using static GcpLint.Hcl.Functions.Signature;

namespace GcpLint.Hcl.Functions;

/// <summary>Arithmetic.</summary>
internal static class NumberFunctions
{
    /// <summary>Digits 0-9, a-z, A-Z.</summary>
    private const int MaxBase = 62;

    public static readonly ImmutableArray<HclFunction> All =
    [
        Define("abs", Number, call => Value.Of(HclNumbers.ToBig(call[0]).Abs()), Of("num", Number)),
        Define("ceil", Number, call => Round(call[0], up: true), Of("num", Number)),
        Define("floor", Number, call => Round(call[0], up: false), Of("num", Number)),
        Define("log", Number, call => Approximate(Math.Log(ToDouble(call[0])) / Math.Log(ToDouble(call[1]))), Of("num", Number), Of("base", Number)),
        Define("pow", Number, call => Approximate(Math.Pow(ToDouble(call[0]), ToDouble(call[1]))), Of("num", Number), Of("power", Number)),
        Define("signum", Number, Signum, Of("num", Number)),
        Define("parseint", Number, ParseInteger, Of("number", Any), Of("base", Number)),
        DefineVariadic("max", Number, call => Choose(call, 1), Of("numbers", Number)),
        DefineVariadic("min", Number, call => Choose(call, -1), Of("numbers", Number)),
    ];

    private static double ToDouble(Value value)
    {
        value.TryGetNumber(out double number);
        return number;
    }

    /// <summary>
    /// A result of 53 bits: whole numbers of 64 bits are exact, others are shown with the digits that tell them from their
    /// neighbours, as Go does.
    /// </summary>
    private static FunctionResult Approximate(double number) => Math.Abs(number) < long.MaxValue && double.IsInteger(number)
        ? Value.Of((long)number)
        : double.IsFinite(number) && BigNumber.TryParse(number.ToString("R", CultureInfo.InvariantCulture), out BigNumber? shown)
            ? Value.Of(shown)
            : FunctionResult.Fail("the result is no number");

    private static FunctionResult Round(Value value, bool up)
    {
        BigNumber number = HclNumbers.ToBig(value);
        if (number.IsInteger || number.Truncate() is not { } whole)
        {
            return value;
        }

        bool away = up ? number.Sign > 0 : number.Sign < 0;
        return Value.Of(new BigNumber(away ? whole + number.Sign : whole, 0));
    }

    private static FunctionResult Signum(FunctionCall call) => HclNumbers.ToBig(call[0]) is { IsInteger: true, Magnitude: <= 63 } number
        ? Value.Of((long)number.Sign)
        : FunctionResult.Fail("the number is to be whole and of 64 bits at most");

    private static FunctionResult Choose(FunctionCall call, int sign)
    {
        if (call.Count == 0)
        {
            return FunctionResult.Fail("at least one number is needed");
        }

        Value best = call[0];
        foreach (Value value in call.Arguments)
        {
            best = HclNumbers.Compare(value, best) * sign > 0 ? value : best;
        }

        return best.WithOrigin(null);
    }

    private static FunctionResult ParseInteger(FunctionCall call)
    {
        if (call[0].Kind != ValueKind.String)
        {
            return FunctionResult.FailArgument(0, "the first argument is to be a string");
        }

        if (!HclNumbers.TryGetInt32(call[1], out int radix) || radix is < 2 or > MaxBase)
        {
            return FunctionResult.FailArgument(1, "the base is to be a whole number from 2 to 62");
        }

        ReadOnlySpan<char> digits = call.Text(0);
        bool negative = digits is ['-', ..];
        digits = digits is ['-' or '+', ..] ? digits[1..] : digits;
        const int MaxDigits = 1000;
        if (digits.IsEmpty || digits.Length > MaxDigits)
        {
            return FunctionResult.FailArgument(0, $"\"{call.Text(0)}\" is no whole number of base {radix.ToString(CultureInfo.InvariantCulture)}");
        }

        BigInteger result = BigInteger.Zero;
        foreach (char digit in digits)
        {
            int amount = ToDigit(digit, radix);
            if (amount < 0 || amount >= radix)
            {
                return FunctionResult.FailArgument(0, $"\"{call.Text(0)}\" is no whole number of base {radix.ToString(CultureInfo.InvariantCulture)}");
            }

            result = (result * radix) + amount;
        }

        return Value.Of(new BigNumber(negative ? -result : result, 0));
    }

    private static int ToDigit(char digit, int radix) => digit switch
    {
        >= '0' and <= '9' => digit - '0',
        >= 'a' and <= 'z' => digit - 'a' + 10,
        >= 'A' and <= 'Z' => digit - 'A' + (radix <= 36 ? 10 : 36),
        _ => -1,
    };
}
