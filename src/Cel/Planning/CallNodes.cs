using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary>A function's call. Among the overloads the first whose parameters take the arguments' kinds is called.</summary>
internal sealed class CallNode(string name, ImmutableArray<CelOverload> overloads, ImmutableArray<PlanNode> arguments, TextSpan span) : PlanNode(span)
{
    /// <summary>Nearly all functions have at most so many parameters: their arguments need no allocation.</summary>
    private const int InlineArguments = 4;

    public override ImmutableArray<PlanNode> Operands => arguments;

    public override Value Evaluate(ref Frame frame)
    {
        if (arguments.Length > InlineArguments)
        {
            return Call(new Value[arguments.Length], ref frame);
        }

        ArgumentBuffer buffer = default;
        return Call(((Span<Value>)buffer)[..arguments.Length], ref frame);
    }

    private Value Call(scoped Span<Value> values, ref Frame frame)
    {
        Value unfit = default;
        bool sensitive = false;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Evaluate(ref frame);
            sensitive |= values[i].IsSensitive;
            if (values[i].IsUnfit)
            {
                unfit = unfit.IsAbsent ? values[i] : ValueStates.Unfit(unfit, values[i]);
            }
        }

        if (!unfit.IsAbsent)
        {
            return unfit;
        }

        if (!frame.Pay(1))
        {
            return Frame.Exhausted;
        }

        foreach (CelOverload overload in overloads)
        {
            if (overload.Accepts(values))
            {
                Value result = ValueStates.Placed(overload.Implementation(values, ref frame), Span);
                return sensitive && result.Kind != ValueKind.Bool ? result.WithSensitive(true) : result;
            }
        }

        return NoOverload(values);
    }

    private Value NoOverload(scoped ReadOnlySpan<Value> values)
    {
        var types = new string[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            types[i] = TypeNames.NameOf(values[i]);
        }

        return CelError.At($"no such overload: {name}({string.Join(", ", types)})", Span);
    }

    [InlineArray(InlineArguments)]
    private struct ArgumentBuffer
    {
        private Value _first;
    }
}

/// <summary><c>text.matches(pattern)</c> with a constant pattern.</summary>
internal sealed class MatchesNode(PlanNode text, Pattern pattern, TextSpan span) : PlanNode(span)
{
    public override ImmutableArray<PlanNode> Operands => [text];

    public override Value Evaluate(ref Frame frame)
    {
        Value value = text.Evaluate(ref frame);
        if (value.TryGetString(out string? subject))
        {
            return frame.Pay(pattern.CostOf(subject)) ? Value.Of(pattern.IsMatch(subject)) : Frame.Exhausted;
        }

        return value.IsUnfit ? value : CelError.At($"no such overload: {TypeNames.NameOf(value)}.matches(string)", Span);
    }
}
