using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary><c>cel.bind(name, value, body)</c>. An error in the value is one only if the body looks at the name.</summary>
internal sealed class BindNode(int local, PlanNode value, PlanNode body, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [value, body];

    public override Value Evaluate(ref Frame frame)
    {
        frame.Locals[local] = value.Evaluate(ref frame);
        return frame.Pay(1) ? body.Evaluate(ref frame) : Frame.Exhausted;
    }

    public override void Explain(bool outcome, ref Frame frame, Explanation into)
    {
        frame.Locals[local] = value.Evaluate(ref frame);
        body.Explain(outcome, ref frame, into);
    }
}

/// <summary><c>a.optMap(v, e)</c> and <c>a.optFlatMap(v, e)</c></summary>
internal sealed class OptionalMapNode(PlanNode operand, int local, PlanNode body, bool isFlat, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [operand];

    public override Value Evaluate(ref Frame frame)
    {
        Value value = operand.Evaluate(ref frame);
        if (value.AsOther is not CelOptional optional)
        {
            return value.IsUnfit ? value : CelError.At($"no such overload: {TypeNames.NameOf(value)}.{(isFlat ? "optFlatMap" : "optMap")}", Span);
        }

        if (!optional.HasValue)
        {
            return value;
        }

        frame.Locals[local] = optional.Value;
        Value result = body.Evaluate(ref frame);
        if (result.IsUnfit || (isFlat && result.AsOther is CelOptional))
        {
            return result;
        }

        return isFlat ? CelError.At($"optFlatMap needs an optional, not {TypeNames.NameOf(result)}", body.Span) : CelOptional.Of(result);
    }
}

/// <summary>Rule mode: what is null or absent has the size of an empty list.</summary>
internal sealed class EmptyIfNullNode(PlanNode operand, TextSpan span) : PlanNode(span)
{
    public override bool IsConstant => operand.IsConstant;

    public override ImmutableArray<PlanNode> Operands => [operand];

    public override Value Evaluate(ref Frame frame)
    {
        Value value = operand.Evaluate(ref frame);
        return value.IsNothing ? Value.Of(ValueList.Empty) : value;
    }
}
