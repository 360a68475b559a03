using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary><c>all</c> and <c>exists</c>: <c>&amp;&amp;</c> and <c>||</c> over the elements, with their treatment of errors and unknowns.</summary>
internal sealed class QuantifierNode(bool isAll, Walk walk, PlanNode predicate, TextSpan span) : ComprehensionNode(walk, span)
{
    protected override Value Evaluate(Elements elements, ref Frame frame)
    {
        Value unfit = default;
        while (elements.MoveNext(ref frame))
        {
            Value value = elements.IsOpenEnd ? elements.Current : Test(predicate, ref frame);
            if (value.Kind != ValueKind.Bool)
            {
                unfit = unfit.IsAbsent ? value : ValueStates.Unfit(unfit, value);
            }
            else if (value.AsBool != isAll)
            {
                return value;
            }
        }

        if (frame.IsExhausted)
        {
            return Frame.Exhausted;
        }

        return unfit.IsAbsent ? Value.Of(isAll) : unfit;
    }

    /// <summary>The first element that decided; where none did, the collection.</summary>
    public override void Explain(bool outcome, ref Frame frame, Explanation into)
    {
        Elements elements = ElementsOf(ref frame);
        while (outcome != isAll && elements.MoveNext(ref frame))
        {
            if (Test(predicate, ref frame).TryGetBool(out bool value) && value == outcome)
            {
                predicate.Explain(outcome, ref frame, into);
                return;
            }
        }

        into.Add(Walk.Range, ref frame);
    }
}

/// <summary><c>exists_one</c>: every element is looked at, an error stays one.</summary>
internal sealed class ExistsOneNode(Walk walk, PlanNode predicate, TextSpan span) : ComprehensionNode(walk, span)
{
    protected override Value Evaluate(Elements elements, ref Frame frame)
    {
        Value unfit = default;
        int count = 0;
        while (elements.MoveNext(ref frame))
        {
            Value value = elements.IsOpenEnd ? elements.Current : Test(predicate, ref frame);
            if (value.Kind != ValueKind.Bool)
            {
                unfit = unfit.IsAbsent ? value : ValueStates.Unfit(unfit, value);
            }
            else if (value.AsBool)
            {
                count++;
            }
        }

        if (frame.IsExhausted)
        {
            return Frame.Exhausted;
        }

        return unfit.IsAbsent ? Value.Of(count == 1) : unfit;
    }
}
