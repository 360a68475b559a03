using System.Collections.Immutable;
using GcpLint.Cel.Syntax;
using GcpLint.Values;

namespace GcpLint.Cel.Runtime;

/// <summary>The operators + - * / %. Whole numbers that overflow are errors (specification, "Numeric Values").</summary>
internal static class Arithmetic
{
    private const string Overflow = "return error for overflow";

    public static Value Compute(BinaryOperator operation, in Value left, in Value right, ref Frame frame)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int)
        {
            return OfInts(operation, left.AsInt, right.AsInt);
        }

        if (left.Kind == ValueKind.UInt && right.Kind == ValueKind.UInt)
        {
            return OfUInts(operation, left.AsUInt, right.AsUInt);
        }

        if (left.IsUnfit || right.IsUnfit)
        {
            return ValueStates.Unfit(left, right);
        }

        if (AreDoubles(left, right) && operation != BinaryOperator.Modulo)
        {
            left.TryGetNumber(out double a);
            right.TryGetNumber(out double b);
            return Value.Of(operation switch
            {
                BinaryOperator.Add => a + b,
                BinaryOperator.Subtract => a - b,
                BinaryOperator.Multiply => a * b,
                _ => a / b,
            });
        }

        Value? result = operation switch
        {
            BinaryOperator.Add => Add(left, right, ref frame),
            BinaryOperator.Subtract => Subtract(left, right),
            _ => null,
        };
        return result ?? CelError.Of($"no such overload: {TypeNames.NameOf(left)} {Symbol(operation)} {TypeNames.NameOf(right)}");
    }

    public static Value Negate(in Value operand) => operand.Kind switch
    {
        ValueKind.Int when operand.AsInt == long.MinValue => CelError.Of(Overflow),
        ValueKind.Int => Value.Of(-operand.AsInt),
        ValueKind.Double => Value.Of(-operand.AsDouble),
        ValueKind.Number when operand.TryGetNumber(out double number) => Value.Of(-number),
        _ => operand.IsUnfit ? operand : CelError.Of($"no such overload: -{TypeNames.NameOf(operand)}"),
    };

    /// <summary>A number of HCL that is no int counts as a double, also beside an int: HCL has only one kind of number.</summary>
    private static bool AreDoubles(in Value left, in Value right) =>
        (left.Kind == ValueKind.Double && right.Kind == ValueKind.Double)
        || (left.IsNumber && right.IsNumber && (left.Kind == ValueKind.Number || right.Kind == ValueKind.Number));

    private static Value OfInts(BinaryOperator operation, long left, long right)
    {
        unchecked
        {
            switch (operation)
            {
                case BinaryOperator.Add:
                    // It overflowed if the operands agree in sign and the sum does not.
                    long sum = left + right;
                    return ((left ^ sum) & (right ^ sum)) < 0 ? CelError.Of(Overflow) : Value.Of(sum);
                case BinaryOperator.Subtract:
                    long difference = left - right;
                    return ((left ^ right) & (left ^ difference)) < 0 ? CelError.Of(Overflow) : Value.Of(difference);
                case BinaryOperator.Multiply:
                    long high = Math.BigMul(left, right, out long low);
                    return high != low >> 63 ? CelError.Of(Overflow) : Value.Of(low);
                case BinaryOperator.Divide when right == 0:
                    return CelError.Of("divide by zero");
                case BinaryOperator.Divide:
                    return right == -1 && left == long.MinValue ? CelError.Of(Overflow) : Value.Of(left / right);
                default:
                    return right == 0 ? CelError.Of("modulus by zero") : Value.Of(right == -1 ? 0 : left % right);
            }
        }
    }

    private static Value OfUInts(BinaryOperator operation, ulong left, ulong right)
    {
        if (right == 0 && operation is BinaryOperator.Divide or BinaryOperator.Modulo)
        {
            return CelError.Of(operation == BinaryOperator.Divide ? "divide by zero" : "modulus by zero");
        }

        switch (operation)
        {
            case BinaryOperator.Add:
                return left > ulong.MaxValue - right ? CelError.Of(Overflow) : Value.OfUInt(left + right);
            case BinaryOperator.Subtract:
                return left < right ? CelError.Of(Overflow) : Value.OfUInt(left - right);
            case BinaryOperator.Multiply:
                return Math.BigMul(left, right, out ulong low) != 0 ? CelError.Of(Overflow) : Value.OfUInt(low);
            case BinaryOperator.Divide:
                return Value.OfUInt(left / right);
            default:
                return Value.OfUInt(left % right);
        }
    }

    private static Value? Add(in Value left, in Value right, ref Frame frame)
    {
        switch (left.Kind, right.Kind)
        {
            case (ValueKind.String, ValueKind.String):
                return frame.Pay(Cost.OfText(left.AsString.Length + right.AsString.Length)) ? Value.Of(left.AsString + right.AsString) : Frame.Exhausted;
            case (ValueKind.Bytes, ValueKind.Bytes):
                return frame.Pay(Cost.OfText(left.AsBytes.Length + right.AsBytes.Length)) ? Value.Of(left.AsBytes.AddRange(right.AsBytes)) : Frame.Exhausted;
            case (ValueKind.List or ValueKind.Set, ValueKind.List or ValueKind.Set):
                ImmutableArray<Value> first = left.AsList.Items;
                ImmutableArray<Value> second = right.AsList.Items;
                return frame.Pay(first.Length + second.Length) ? Value.Of(new ValueList(first.AddRange(second))) : Frame.Exhausted;
            case (ValueKind.Other, ValueKind.Other):
                return (left.AsOther, right.AsOther) switch
                {
                    (CelDuration a, CelDuration b) => CelDuration.OfNanoseconds((Int128)a.Nanoseconds + b.Nanoseconds),
                    (CelTimestamp a, CelDuration b) => a.Plus(b.Nanoseconds),
                    (CelDuration a, CelTimestamp b) => b.Plus(a.Nanoseconds),
                    _ => null,
                };
            default:
                return null;
        }
    }

    private static Value? Subtract(in Value left, in Value right) => (left.AsOther, right.AsOther) switch
    {
        (CelDuration a, CelDuration b) => CelDuration.OfNanoseconds((Int128)a.Nanoseconds - b.Nanoseconds),
        (CelTimestamp a, CelDuration b) => a.Plus(-(Int128)b.Nanoseconds),
        (CelTimestamp a, CelTimestamp b) => CelDuration.OfNanoseconds(a.TotalNanoseconds - b.TotalNanoseconds),
        _ => null,
    };

    private static string Symbol(BinaryOperator operation) => operation switch
    {
        BinaryOperator.Add => "+",
        BinaryOperator.Subtract => "-",
        BinaryOperator.Multiply => "*",
        BinaryOperator.Divide => "/",
        _ => "%",
    };
}
