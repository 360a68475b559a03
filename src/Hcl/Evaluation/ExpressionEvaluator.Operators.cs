using GcpLint.Hcl.Syntax;
using GcpLint.Hcl.Types;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Hcl.Evaluation;

/// <summary>Operators and the conditional.</summary>
internal sealed partial class ExpressionEvaluator
{
    /// <summary>Chains nest to the left: they are unrolled, so that a long one takes no stack.</summary>
    private Value EvaluateBinary(BinaryExpression binary)
    {
        var chain = new Stack<BinaryExpression>();
        HclExpression first = binary;
        while (first is BinaryExpression nested)
        {
            chain.Push(nested);
            first = nested.Left;
        }

        Value left = Evaluate(first);
        while (chain.TryPop(out BinaryExpression? operation))
        {
            context.Budget.TrySpend(1);
            Value right = Evaluate(operation.Right);
            left = Computed(Apply(operation, left, right), operation.Span, [left, right])
                .WithSensitive(left.HasSensitive() || right.HasSensitive());
        }

        return left;
    }

    private Value Apply(BinaryExpression operation, Value left, Value right)
    {
        if (operation.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            Value equal = Equality.Compare(left, right);
            bool negate = operation.Operator == BinaryOperator.NotEqual;
            return equal.Kind == ValueKind.Bool ? Value.Of(equal.AsBool != negate) : equal;
        }

        HclType type = operation.Operator is BinaryOperator.And or BinaryOperator.Or ? HclType.Bool : HclType.Number;
        if (!TryOperand(ref left, type, operation.Left.Span, "left operand") || !TryOperand(ref right, type, operation.Right.Span, "right operand"))
        {
            return Value.Unknown(UnknownKind.Error, "an operand does not fit");
        }

        if (left.IsUnknown || right.IsUnknown)
        {
            bool comparison = type == HclType.Bool || operation.Operator is >= BinaryOperator.Less and <= BinaryOperator.GreaterOrEqual;
            return TypedValues.UnknownLike(left.IsUnknown ? left : right, comparison ? HclType.Bool : HclType.Number, notNull: true);
        }

        return operation.Operator switch
        {
            BinaryOperator.And => Value.Of(left.AsBool && right.AsBool),
            BinaryOperator.Or => Value.Of(left.AsBool || right.AsBool),
            BinaryOperator.Less => Value.Of(HclNumbers.Compare(left, right) < 0),
            BinaryOperator.LessOrEqual => Value.Of(HclNumbers.Compare(left, right) <= 0),
            BinaryOperator.Greater => Value.Of(HclNumbers.Compare(left, right) > 0),
            BinaryOperator.GreaterOrEqual => Value.Of(HclNumbers.Compare(left, right) >= 0),
            _ => Calculate(operation, left, right),
        };
    }

    private bool TryOperand(ref Value value, HclType type, TextSpan span, string role)
    {
        if (value.IsNull)
        {
            Fail(span, "operation", "Operation failed", $"The {role} is null.");
            return false;
        }

        if (!Conversion.TryConvert(value, type, out Value converted, out string? reason))
        {
            Fail(span, "operand", "Invalid operand", $"Unsuitable value for {role}: {reason}.");
            return false;
        }

        value = converted;
        return true;
    }

    private Value Calculate(BinaryExpression operation, Value left, Value right)
    {
        if (left.Kind == ValueKind.Int && right.Kind == ValueKind.Int && TryCalculate(operation.Operator, left.AsInt, right.AsInt, out long whole))
        {
            return Value.Of(whole);
        }

        BigNumber a = HclNumbers.ToBig(left);
        BigNumber b = HclNumbers.ToBig(right);
        if (b.IsZero && operation.Operator is BinaryOperator.Divide or BinaryOperator.Modulo)
        {
            return DivideByZero(operation, left, a);
        }

        BigNumber? result = operation.Operator switch
        {
            BinaryOperator.Add => BigNumber.Add(a, b),
            BinaryOperator.Subtract => BigNumber.Subtract(a, b),
            BinaryOperator.Multiply => BigNumber.Multiply(a, b),
            BinaryOperator.Divide => BigNumber.Divide(a, b),
            _ => BigNumber.Remainder(a, b),
        };
        return result is null ? Value.Unknown(UnknownKind.Limit, "the number is too large") : Value.Of(result);
    }

    /// <summary>Go's big.Float gives infinity, which no configuration can hold; nothing is left of a remainder but the number.</summary>
    private Value DivideByZero(BinaryExpression operation, Value left, BigNumber number)
    {
        if (operation.Operator == BinaryOperator.Modulo)
        {
            return left.WithOrigin(null);
        }

        return number.IsZero
            ? Fail(operation.Span, "division-by-zero", "Division by zero", "Zero cannot be divided by zero.")
            : Value.Unknown(new Unknown(UnknownKind.Error, "division by zero") { Type = HclType.Number, NotNull = true });
    }

    private static bool TryCalculate(BinaryOperator operation, long left, long right, out long result)
    {
        Int128 wide = operation switch
        {
            BinaryOperator.Add => (Int128)left + right,
            BinaryOperator.Subtract => (Int128)left - right,
            BinaryOperator.Multiply => (Int128)left * right,
            BinaryOperator.Modulo when right != 0 => (Int128)left % right,
            BinaryOperator.Divide when right != 0 && left % (Int128)right == 0 => (Int128)left / right,
            _ => Int128.MaxValue,
        };
        result = (long)wide;
        return wide >= long.MinValue && wide <= long.MaxValue;
    }

    private Value EvaluateUnary(UnaryExpression unary)
    {
        Value operand = Evaluate(unary.Operand);
        HclType type = unary.Operator == UnaryOperator.Not ? HclType.Bool : HclType.Number;
        Value value = operand;
        if (!TryOperand(ref value, type, unary.Operand.Span, "operand"))
        {
            return Value.Unknown(UnknownKind.Error, "the operand does not fit").WithOrigin(At(unary.Span));
        }

        Value result;
        if (value.IsUnknown)
        {
            result = TypedValues.UnknownLike(value, type, notNull: true);
        }
        else if (unary.Operator == UnaryOperator.Not)
        {
            result = Value.Of(!value.AsBool);
        }
        else
        {
            result = Value.Of(HclNumbers.ToBig(value).Negate());
        }

        return Computed(result, unary.Span, [operand]).WithSensitive(operand.IsSensitive);
    }

    private Value EvaluateConditional(ConditionalExpression conditional)
    {
        int mark = Diagnostics.Count;
        Value whenTrue = Evaluate(conditional.TrueResult);
        List<Diagnostic> trueDiagnostics = TakeDiagnostics(mark);
        Value whenFalse = Evaluate(conditional.FalseResult);
        List<Diagnostic> falseDiagnostics = TakeDiagnostics(mark);
        if (FindResultType(whenTrue, whenFalse) is not { } type)
        {
            return Fail(
                TextSpan.FromBounds(conditional.TrueResult.Span.Start, Math.Max(conditional.TrueResult.Span.Start, conditional.FalseResult.Span.End)),
                "conditional-types",
                "Inconsistent conditional result types",
                $"Both results have one type: these are {whenTrue.GetHclType().FriendlyName} and {whenFalse.GetHclType().FriendlyName}.");
        }

        Value condition = Evaluate(conditional.Condition);
        if (condition.IsNull)
        {
            return Fail(conditional.Condition.Span, "condition", "Null condition", "The condition is null: it is neither true nor false.");
        }

        if (!Conversion.TryConvert(condition, HclType.Bool, out Value decided, out string? reason))
        {
            return Fail(conditional.Condition.Span, "condition", "Incorrect condition type", $"The condition is no bool: {reason}.");
        }

        if (decided.IsUnknown)
        {
            bool notNull = IsDefinitelyNotNull(whenTrue) && IsDefinitelyNotNull(whenFalse);
            return Computed(TypedValues.UnknownLike(decided, type.WithoutOptional(), notNull), conditional.Span, [decided])
                .WithSensitive(decided.IsSensitive);
        }

        Diagnostics.AddRange(decided.AsBool ? trueDiagnostics : falseDiagnostics);
        Value chosen = decided.AsBool ? whenTrue : whenFalse;
        if (!Conversion.TryConvert(chosen, type, out Value result, out reason))
        {
            return Fail(conditional.Span, "conditional-types", "Inconsistent conditional result types", $"The result does not convert: {reason}.");
        }

        // What is written out in the branch itself came from nowhere else: the condition says why it is this one.
        if (result.Origin is { From: null } written && condition.Origin?.From is { } decisive)
        {
            result = result.WithOrigin(written with { From = decisive, IsComposed = true });
        }

        return decided.IsSensitive ? result.WithSensitive(true) : result;
    }

    /// <summary>The type to which both results convert; a plain null takes that of the other one.</summary>
    private static HclType? FindResultType(Value whenTrue, Value whenFalse)
    {
        HclType trueType = whenTrue.GetHclType();
        HclType falseType = whenFalse.GetHclType();
        if (whenTrue.IsNull && trueType.IsDynamic)
        {
            return falseType;
        }

        return whenFalse.IsNull && falseType.IsDynamic ? trueType : Unification.Unify([trueType, falseType]);
    }

    private static bool IsDefinitelyNotNull(Value value) => value.IsKnown || (value.UnknownReason?.NotNull ?? false);

    /// <summary>The diagnostics since <paramref name="mark"/>, taken out of the list.</summary>
    private List<Diagnostic> TakeDiagnostics(int mark)
    {
        List<Diagnostic> taken = Diagnostics.GetRange(mark, Diagnostics.Count - mark);
        Diagnostics.RemoveRange(mark, taken.Count);
        return taken;
    }
}
