using System.Collections.Immutable;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>What an expression refers to.</summary>
/// <param name="Traversals">Each traversal whose root is no variable of a <c>for</c> expression, in the order of the source.</param>
/// <param name="AttributeNames">
/// Every attribute name that occurs anywhere in it: the ones that the expression may ask a resource for, though by a way
/// that cannot be seen (<c>[for b in google_storage_bucket.x : b.url]</c>).
/// </param>
internal sealed record ExpressionReferences(ImmutableArray<TraversalExpression> Traversals, ImmutableArray<string> AttributeNames)
{
    public static readonly ExpressionReferences None = new([], []);
}

/// <summary>Walks an expression for its references: they are what has to be evaluated before it.</summary>
internal sealed class ReferenceCollector
{
    private readonly ImmutableArray<TraversalExpression>.Builder _traversals = ImmutableArray.CreateBuilder<TraversalExpression>();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<string> _bound = [];

    public static ExpressionReferences Collect(HclExpression expression)
    {
        if (expression is LiteralExpression)
        {
            return ExpressionReferences.None;
        }

        var collector = new ReferenceCollector();
        collector.Visit(expression);
        return collector._traversals.Count == 0
            ? ExpressionReferences.None
            : new ExpressionReferences(collector._traversals.ToImmutable(), [.. collector._names]);
    }

    private void Visit(HclExpression? expression)
    {
        switch (expression)
        {
            case null or LiteralExpression or ErrorExpression or SplatItemExpression:
                break;
            case TraversalExpression traversal:
                if (!_bound.Contains(traversal.RootName))
                {
                    _traversals.Add(traversal);
                }

                AddNames(traversal.Steps);
                break;
            case RelativeTraversalExpression relative:
                Visit(relative.Source);
                AddNames(relative.Steps);
                break;
            case IndexExpression index:
                Visit(index.Collection);
                Visit(index.Key);
                AddName(index.Key);
                break;
            case SplatExpression splat:
                Visit(splat.Source);
                Visit(splat.Each);
                break;
            case ForExpression loop:
                VisitFor(loop);
                break;
            case BinaryExpression binary:
                VisitBinary(binary);
                break;
            default:
                VisitParts(expression);
                break;
        }
    }

    private void VisitParts(HclExpression expression)
    {
        switch (expression)
        {
            case ParenthesesExpression parentheses:
                Visit(parentheses.Inner);
                break;
            case UnaryExpression unary:
                Visit(unary.Operand);
                break;
            case ConditionalExpression conditional:
                Visit(conditional.Condition);
                Visit(conditional.TrueResult);
                Visit(conditional.FalseResult);
                break;
            case TemplateExpression template:
                VisitAll(template.Parts);
                break;
            case TemplateWrapExpression wrap:
                Visit(wrap.Inner);
                break;
            case TemplateJoinExpression join:
                VisitFor(join.Loop);
                break;
            case TupleExpression tuple:
                VisitAll(tuple.Elements);
                break;
            case ObjectExpression obj:
                VisitObject(obj);
                break;
            case FunctionCallExpression call:
                VisitAll(call.Arguments);
                break;
        }
    }

    private void VisitAll(ImmutableArray<HclExpression> expressions)
    {
        foreach (HclExpression expression in expressions)
        {
            Visit(expression);
        }
    }

    private void VisitObject(ObjectExpression obj)
    {
        foreach (ObjectItem item in obj.Items)
        {
            // A bare identifier is a key, not a variable.
            if (item.KeyName is null)
            {
                Visit(item.Key);
            }

            Visit(item.Value);
        }
    }

    private void VisitFor(ForExpression loop)
    {
        Visit(loop.Collection);
        int outer = _bound.Count;
        if (loop.KeyName is not null)
        {
            _bound.Add(loop.KeyName);
        }

        _bound.Add(loop.ValueName);
        Visit(loop.Key);
        Visit(loop.Value);
        Visit(loop.Condition);
        _bound.RemoveRange(outer, _bound.Count - outer);
    }

    // Chains nest to the left without limit: they are unrolled.
    private void VisitBinary(BinaryExpression binary)
    {
        var rights = new Stack<HclExpression>();
        HclExpression left = binary;
        while (left is BinaryExpression chain)
        {
            rights.Push(chain.Right);
            left = chain.Left;
        }

        Visit(left);
        while (rights.TryPop(out HclExpression? right))
        {
            Visit(right);
        }
    }

    private void AddNames(ImmutableArray<TraversalStep> steps)
    {
        foreach (TraversalStep step in steps)
        {
            switch (step)
            {
                case AttributeStep attribute:
                    _names.Add(attribute.Name);
                    break;
                case IndexStep { Key.Kind: Values.ValueKind.String } index:
                    _names.Add(index.Key.AsString);
                    break;
            }
        }
    }

    private void AddName(HclExpression key)
    {
        if (key is TemplateExpression template && template.TryGetLiteral(out string? text))
        {
            _names.Add(text);
        }
    }
}
