using System.Collections.Immutable;
using GcpLint.Cel.Runtime;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Cel.Planning;

/// <summary><c>filter</c>, <c>map</c> and <c>transformList</c>: a list of what is made of the elements that pass.</summary>
/// <param name="walk">The collection and the variables.</param>
/// <param name="predicate">Null takes every element.</param>
/// <param name="transform">Null takes the element itself.</param>
/// <param name="span">The whole call.</param>
internal sealed class ListTransformNode(Walk walk, PlanNode? predicate, PlanNode? transform, TextSpan span) : ComprehensionNode(walk, span)
{
    protected override Value Evaluate(Elements elements, ref Frame frame)
    {
        var items = ImmutableArray.CreateBuilder<Value>();
        while (elements.MoveNext(ref frame))
        {
            if (elements.IsOpenEnd)
            {
                items.Add(elements.Current);
                continue;
            }

            Value taken = predicate is null ? Value.True : Test(predicate, ref frame);
            if (taken.IsUnfit)
            {
                return taken;
            }

            if (taken.AsBool)
            {
                Value made = transform is null ? elements.Current : transform.Evaluate(ref frame);
                if (made.IsError)
                {
                    return made;
                }

                items.Add(made);
            }
        }

        return frame.IsExhausted ? Frame.Exhausted : Value.Of(new ValueList(items.ToImmutable()));
    }
}

/// <summary><c>transformMap</c>: the keys stay.</summary>
internal sealed class MapTransformNode(Walk walk, PlanNode? predicate, PlanNode transform, TextSpan span) : ComprehensionNode(walk, span)
{
    protected override Value Evaluate(Elements elements, ref Frame frame)
    {
        var map = new MapBuilder();
        while (elements.MoveNext(ref frame))
        {
            Value taken = predicate is null ? Value.True : Test(predicate, ref frame);
            if (taken.IsUnfit)
            {
                return taken;
            }

            if (!taken.AsBool)
            {
                continue;
            }

            Value made = transform.Evaluate(ref frame);
            if (made.IsError)
            {
                return made;
            }

            if (map.Add(elements.Key, made) is { } problem)
            {
                return ValueStates.Placed(problem, Span);
            }
        }

        return frame.IsExhausted ? Frame.Exhausted : map.ToValue();
    }
}

/// <summary><c>transformMapEntry</c>: each element makes a map whose entries are joined.</summary>
internal sealed class EntryTransformNode(Walk walk, PlanNode? predicate, PlanNode transform, TextSpan span) : ComprehensionNode(walk, span)
{
    protected override Value Evaluate(Elements elements, ref Frame frame)
    {
        var map = new MapBuilder();
        while (elements.MoveNext(ref frame))
        {
            Value taken = predicate is null ? Value.True : Test(predicate, ref frame);
            Value made = taken.AsBool ? transform.Evaluate(ref frame) : taken;
            if (made.IsUnfit)
            {
                return made;
            }

            if (taken.AsBool && made.Kind != ValueKind.Map)
            {
                return CelError.At($"transformMapEntry needs a map, not {TypeNames.NameOf(made)}", transform.Span);
            }

            foreach (ValueEntry entry in made.AsMap)
            {
                if (map.Add(entry.Key, entry.Value) is { } problem)
                {
                    return ValueStates.Placed(problem, transform.Span);
                }
            }
        }

        return frame.IsExhausted ? Frame.Exhausted : map.ToValue();
    }
}

/// <summary><c>sortBy</c>: stable, by keys of one ordered type.</summary>
internal sealed class SortByNode(Walk walk, PlanNode key, TextSpan span) : ComprehensionNode(walk, span)
{
    protected override Value Evaluate(Elements elements, ref Frame frame)
    {
        if (elements.IsMap)
        {
            return CelError.At("no such overload: map.sortBy", Span);
        }

        var pairs = new List<(Value Key, Value Item)>(elements.Count);
        while (elements.MoveNext(ref frame))
        {
            Value made = key.Evaluate(ref frame);
            if (made.IsUnfit)
            {
                return made;
            }

            pairs.Add((made, elements.Current));
        }

        return frame.IsExhausted ? Frame.Exhausted : ValueStates.Placed(Sorting.Sort(pairs, ref frame), Span);
    }
}
