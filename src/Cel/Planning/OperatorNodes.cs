using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Cel.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary><c>==</c> and <c>!=</c></summary>
internal sealed class EqualityNode(PlanNode left, PlanNode right, bool isNegated, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [left, right];

    public override Value Evaluate(ref Frame frame)
    {
        Value equal = Comparison.Equal(left.Evaluate(ref frame), right.Evaluate(ref frame), ref frame);
        return isNegated && equal.Kind == ValueKind.Bool ? Value.Of(!equal.AsBool) : equal;
    }
}

/// <summary><c>&lt; &lt;= &gt; &gt;=</c></summary>
internal sealed class OrderingNode(BinaryOperator operation, PlanNode left, PlanNode right, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [left, right];

    public override Value Evaluate(ref Frame frame)
    {
        Value first = left.Evaluate(ref frame);
        Value second = right.Evaluate(ref frame);
        if (Comparison.Order(first, second) is not { } order)
        {
            return first.IsUnfit || second.IsUnfit
                ? ValueStates.Unfit(first, second)
                : CelError.At($"no such overload: {TypeNames.NameOf(first)} cannot be compared with {TypeNames.NameOf(second)}", Span);
        }

        return Value.Of(order != Comparison.Unordered && operation switch
        {
            BinaryOperator.Less => order < 0,
            BinaryOperator.LessOrEqual => order <= 0,
            BinaryOperator.Greater => order > 0,
            _ => order >= 0,
        });
    }
}

/// <summary><c>x in list</c> and <c>key in map</c></summary>
internal sealed class MembershipNode(PlanNode element, PlanNode collection, bool absentIsNull, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [element, collection];

    public override Value Evaluate(ref Frame frame)
    {
        Value item = element.Evaluate(ref frame);
        Value range = collection.Evaluate(ref frame);
        if (item.IsUnfit || range.IsUnfit)
        {
            return ValueStates.Unfit(item, range);
        }

        return range.Kind switch
        {
            ValueKind.List or ValueKind.Set => Comparison.Contains(range.AsList, item, ref frame),
            ValueKind.Map => Value.Of(range.AsMap.ContainsKey(item)),
            ValueKind.Null or ValueKind.Absent when absentIsNull => Value.False,
            _ => CelError.At($"no such overload: in {TypeNames.NameOf(range)}", Span),
        };
    }
}

internal sealed class ArithmeticNode(BinaryOperator operation, PlanNode left, PlanNode right, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [left, right];

    public override Value Evaluate(ref Frame frame)
    {
        Value first = left.Evaluate(ref frame);
        Value second = right.Evaluate(ref frame);
        Value result = ValueStates.Placed(Arithmetic.Compute(operation, first, second, ref frame), Span);
        return first.IsSensitive || second.IsSensitive ? result.WithSensitive(true) : result;
    }
}

internal sealed class NegateNode(PlanNode operand, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [operand];

    public override Value Evaluate(ref Frame frame) => ValueStates.Placed(Arithmetic.Negate(operand.Evaluate(ref frame)), Span);
}
