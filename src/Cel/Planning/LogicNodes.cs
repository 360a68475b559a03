using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary>
/// <c>a &amp;&amp; b</c> and <c>a || b</c>: an operand that decides wins over errors and unknowns whatever the order; without one
/// an unknown wins over an error (specification, "Logical Operators").
/// </summary>
internal sealed class LogicalNode(bool isAnd, ImmutableArray<PlanNode> operands, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => operands;

    public override Value Evaluate(ref Frame frame)
    {
        Value unfit = default;
        foreach (PlanNode operand in operands)
        {
            Value value = operand.Evaluate(ref frame);
            if (value.Kind == ValueKind.Bool)
            {
                if (value.AsBool != isAnd)
                {
                    return value;
                }
            }
            else if (!unfit.IsUnknown)
            {
                unfit = value.IsUnknown || unfit.IsAbsent ? AsUnfit(value, operand.Span) : unfit;
            }
        }

        return unfit.IsAbsent ? Value.Of(isAnd) : unfit;
    }

    public override void Explain(bool outcome, ref Frame frame, Explanation into)
    {
        foreach (PlanNode operand in operands)
        {
            if (operand.Evaluate(ref frame).TryGetBool(out bool value) && value == outcome)
            {
                operand.Explain(outcome, ref frame, into);
            }
        }
    }

    private Value AsUnfit(in Value value, TextSpan place) =>
        value.IsUnfit ? value : CelError.At($"no such overload: '{(isAnd ? "&&" : "||")}' with {TypeNames.NameOf(value)}", place);
}

internal sealed class NotNode(PlanNode operand, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [operand];

    public override Value Evaluate(ref Frame frame)
    {
        Value value = operand.Evaluate(ref frame);
        if (value.Kind == ValueKind.Bool)
        {
            return Value.Of(!value.AsBool);
        }

        return value.IsUnfit ? value : CelError.At($"no such overload: !{TypeNames.NameOf(value)}", Span);
    }

    public override void Explain(bool outcome, ref Frame frame, Explanation into) => operand.Explain(!outcome, ref frame, into);
}

/// <summary><c>a ? b : c</c>: only the chosen branch is evaluated.</summary>
internal sealed class ConditionalNode(PlanNode condition, PlanNode whenTrue, PlanNode whenFalse, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [condition, whenTrue, whenFalse];

    public override Value Evaluate(ref Frame frame)
    {
        Value value = condition.Evaluate(ref frame);
        if (value.Kind == ValueKind.Bool)
        {
            return value.AsBool ? whenTrue.Evaluate(ref frame) : whenFalse.Evaluate(ref frame);
        }

        return value.IsUnfit ? value : CelError.At($"no such overload: {TypeNames.NameOf(value)} ? :", condition.Span);
    }

    public override void Explain(bool outcome, ref Frame frame, Explanation into)
    {
        if (condition.Evaluate(ref frame).TryGetBool(out bool value))
        {
            condition.Explain(value, ref frame, into);
            (value ? whenTrue : whenFalse).Explain(outcome, ref frame, into);
        }
    }
}
