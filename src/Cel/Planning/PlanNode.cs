using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary>
/// A step of a compiled expression: names are slots, functions are found, constants are computed. Errors and unknowns are
/// values. Immutable; what an evaluation changes lies in its <see cref="Frame"/>.
/// </summary>
internal abstract class PlanNode(TextSpan span)
{
    public TextSpan Span { get; } = span;

    public virtual bool IsConstant => false;

    /// <summary>What the node looks at; for explanations.</summary>
    public virtual ImmutableArray<PlanNode> Operands => [];

    public abstract Value Evaluate(ref Frame frame);

    /// <summary>Notes the values because of which this node gave <paramref name="outcome"/>.</summary>
    public virtual void Explain(bool outcome, ref Frame frame, Explanation into)
    {
        if (Operands.IsEmpty)
        {
            into.Add(this, ref frame);
            return;
        }

        foreach (PlanNode operand in Operands)
        {
            if (!operand.IsConstant)
            {
                into.Add(operand, ref frame);
            }
        }
    }
}

internal sealed class ConstantNode(Value value, TextSpan span) : PlanNode(span)
{
    public override bool IsConstant => true;

    public Value Value => value;

    public override Value Evaluate(ref Frame frame) => value;
}

internal sealed class VariableNode(int slot, string name, bool absentIsNull, TextSpan span) : PlanNode(span)
{
    public override Value Evaluate(ref Frame frame)
    {
        Value value = slot < frame.Variables.Length ? frame.Variables[slot] : default;
        if (!value.IsAbsent)
        {
            return value;
        }

        return absentIsNull ? Value.Null : CelError.At($"no such attribute: '{name}'", Span);
    }
}

internal sealed class LocalNode(int index, TextSpan span) : PlanNode(span)
{
    public override Value Evaluate(ref Frame frame) => frame.Locals[index];
}

/// <summary>What an expression that was only parsed refers to in vain.</summary>
internal sealed class MissingNode(string message, TextSpan span) : PlanNode(span)
{
    public override Value Evaluate(ref Frame frame) => CelError.At(message, Span);
}
