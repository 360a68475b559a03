using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary><c>a.b</c></summary>
internal sealed class SelectNode(PlanNode operand, string field, bool absentIsNull, TextSpan span) : PlanNode(span)
{
    private readonly Value _key = Value.Of(field);

    public override Value Evaluate(ref Frame frame)
    {
        Value target = operand.Evaluate(ref frame);
        if (target.Kind == ValueKind.Map)
        {
            Value found = target.AsMap.Get(_key);
            if (!found.IsAbsent)
            {
                return found;
            }
        }

        return ValueStates.Placed(Access.Field(target, _key, absentIsNull), Span);
    }

    /// <summary>A boolean that is itself a field: the field is the cause, not the object around it.</summary>
    public override void Explain(bool outcome, ref Frame frame, Explanation into) => into.Add(this, ref frame);
}

/// <summary><c>a.?b</c> and <c>a[?b]</c></summary>
internal sealed class OptionalAccessNode(PlanNode operand, PlanNode key, bool absentIsNull, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [operand, key];

    public override Value Evaluate(ref Frame frame) =>
        ValueStates.Placed(Access.Optional(operand.Evaluate(ref frame), key.Evaluate(ref frame), absentIsNull), Span);
}

/// <summary><c>a[b]</c></summary>
internal sealed class IndexNode(PlanNode operand, PlanNode key, bool absentIsNull, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [operand, key];

    public override Value Evaluate(ref Frame frame) =>
        ValueStates.Placed(Access.Index(operand.Evaluate(ref frame), key.Evaluate(ref frame), absentIsNull), Span);

    public override void Explain(bool outcome, ref Frame frame, Explanation into) => into.Add(this, ref frame);
}

/// <summary><c>has(a.b)</c></summary>
internal sealed class HasNode(PlanNode operand, string field, bool absentIsNull, TextSpan span) : PlanNode(span)
{
    private readonly Value _key = Value.Of(field);

    public override ImmutableArray<PlanNode> Operands => [operand];

    public override Value Evaluate(ref Frame frame) =>
        ValueStates.Placed(Access.Has(operand.Evaluate(ref frame), _key, absentIsNull), Span);

    public override void Explain(bool outcome, ref Frame frame, Explanation into) => into.Add(this, ref frame);
}
