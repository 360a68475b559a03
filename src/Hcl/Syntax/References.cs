using System.Collections.Immutable;

namespace GcpLint.Hcl.Syntax;

/// <summary>What an expression refers to.</summary>
public static class References
{
    /// <summary>
    /// Every traversal of a variable of the scope, in the order of the source: <c>var.x</c>, <c>google_x.y[0].z</c>.
    /// Variables that a for-expression binds, the elements of splats and bare keys of objects are none.
    /// </summary>
    public static ImmutableArray<TraversalExpression> GetReferences(this HclExpression expression)
    {
        var found = ImmutableArray.CreateBuilder<TraversalExpression>();
        var work = new Stack<(HclExpression Expression, Bound? Bound)>();
        work.Push((expression, null));
        while (work.TryPop(out (HclExpression Expression, Bound? Bound) next))
        {
            if (next.Expression is TraversalExpression traversal)
            {
                if (!Bound.Has(next.Bound, traversal.RootName))
                {
                    found.Add(traversal);
                }
            }
            else
            {
                PushChildren(next.Expression, next.Bound, work);
            }
        }

        found.Sort((left, right) => left.Span.CompareTo(right.Span));
        return found.ToImmutable();
    }

    /// <summary>Every call of a function, in the order of the source.</summary>
    public static ImmutableArray<FunctionCallExpression> GetCalls(this HclExpression expression)
    {
        var found = ImmutableArray.CreateBuilder<FunctionCallExpression>();
        var work = new Stack<(HclExpression Expression, Bound? Bound)>();
        work.Push((expression, null));
        while (work.TryPop(out (HclExpression Expression, Bound? Bound) next))
        {
            if (next.Expression is FunctionCallExpression call)
            {
                found.Add(call);
            }

            PushChildren(next.Expression, null, work);
        }

        found.Sort((left, right) => left.Span.CompareTo(right.Span));
        return found.ToImmutable();
    }

    private static void PushChildren(HclExpression expression, Bound? bound, Stack<(HclExpression, Bound?)> work)
    {
        switch (expression)
        {
            case ParenthesesExpression parentheses:
                work.Push((parentheses.Inner, bound));
                break;
            case TemplateWrapExpression wrap:
                work.Push((wrap.Inner, bound));
                break;
            case TemplateJoinExpression join:
                work.Push((join.Loop, bound));
                break;
            case RelativeTraversalExpression relative:
                work.Push((relative.Source, bound));
                break;
            case UnaryExpression unary:
                work.Push((unary.Operand, bound));
                break;
            case BinaryExpression binary:
                work.Push((binary.Left, bound));
                work.Push((binary.Right, bound));
                break;
            case IndexExpression index:
                work.Push((index.Collection, bound));
                work.Push((index.Key, bound));
                break;
            case SplatExpression splat:
                work.Push((splat.Source, bound));
                work.Push((splat.Each, bound));
                break;
            case ConditionalExpression conditional:
                work.Push((conditional.Condition, bound));
                work.Push((conditional.TrueResult, bound));
                work.Push((conditional.FalseResult, bound));
                break;
            case ForExpression loop:
                PushLoop(loop, bound, work);
                break;
            case ObjectExpression constructor:
                PushItems(constructor, bound, work);
                break;
            default:
                foreach (HclExpression part in GetParts(expression))
                {
                    work.Push((part, bound));
                }

                break;
        }
    }

    private static ImmutableArray<HclExpression> GetParts(HclExpression expression) => expression switch
    {
        TemplateExpression template => template.Parts,
        TupleExpression tuple => tuple.Elements,
        FunctionCallExpression call => call.Arguments,
        _ => [],
    };

    private static void PushLoop(ForExpression loop, Bound? bound, Stack<(HclExpression, Bound?)> work)
    {
        work.Push((loop.Collection, bound));
        var inner = new Bound(loop.ValueName, bound);
        if (loop.KeyName is not null)
        {
            inner = new Bound(loop.KeyName, inner);
        }

        work.Push((loop.Value, inner));
        if (loop.Key is not null)
        {
            work.Push((loop.Key, inner));
        }

        if (loop.Condition is not null)
        {
            work.Push((loop.Condition, inner));
        }
    }

    private static void PushItems(ObjectExpression constructor, Bound? bound, Stack<(HclExpression, Bound?)> work)
    {
        foreach (ObjectItem item in constructor.Items)
        {
            work.Push((item.Value, bound));
            if (item.Key is not TraversalExpression { Steps.IsEmpty: true })
            {
                work.Push((item.Key, bound));
            }
        }
    }

    /// <summary>Names of for-expressions, innermost first.</summary>
    private sealed record Bound(string Name, Bound? Outer)
    {
        public static bool Has(Bound? names, string name)
        {
            for (; names is not null; names = names.Outer)
            {
                if (names.Name == name)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
