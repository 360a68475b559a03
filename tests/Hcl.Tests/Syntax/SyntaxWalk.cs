using GcpLint.Hcl.Syntax;

namespace GcpLint.Tests.Syntax;

/// <summary>All nodes below an expression, for tests that look at spans.</summary>
internal static class SyntaxWalk
{
    public static IEnumerable<HclNode> All(HclNode node)
    {
        var work = new Stack<HclNode>([node]);
        while (work.TryPop(out HclNode? next))
        {
            yield return next;
            foreach (HclNode child in Children(next))
            {
                work.Push(child);
            }
        }
    }

    public static IEnumerable<HclNode> Children(HclNode node) => node switch
    {
        HclNativeBody body => body.Items,
        HclAttribute attribute => [attribute.Expression],
        HclBlock block => [block.Body],
        ParenthesesExpression parentheses => [parentheses.Inner],
        ConditionalExpression conditional => [conditional.Condition, conditional.TrueResult, conditional.FalseResult],
        TemplateExpression template => template.Parts,
        TemplateWrapExpression wrap => [wrap.Inner],
        TemplateJoinExpression join => [join.Loop.Collection, join.Loop.Value],
        TraversalExpression traversal => traversal.Steps,
        RelativeTraversalExpression relative => relative.Steps.Prepend<HclNode>(relative.Source),
        IndexExpression index => [index.Collection, index.Key],
        SplatExpression splat => [splat.Source, splat.Each],
        BinaryExpression binary => [binary.Left, binary.Right],
        UnaryExpression unary => [unary.Operand],
        FunctionCallExpression call => call.Arguments,
        TupleExpression tuple => tuple.Elements,
        ObjectExpression constructor => constructor.Items,
        ObjectItem item => [item.Key, item.Value],
        ForExpression loop => new HclNode?[] { loop.Collection, loop.Key, loop.Value, loop.Condition }.OfType<HclNode>(),
        _ => [],
    };
}
