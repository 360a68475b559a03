using System.Collections.Immutable;
using GcpLint.Analyzer.Model;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>Reads the <c>lifecycle</c> block of a resource.</summary>
internal static class LifecycleReader
{
    public static ResourceLifecycle Read(TerraformBody body, Scope scope)
    {
        if (body.GetBlock("lifecycle") is not { } block)
        {
            return ResourceLifecycle.None;
        }

        HclAttribute? ignored = block.Body.GetAttribute("ignore_changes");
        return new ResourceLifecycle(
            block.Body.GetAttribute("prevent_destroy") is { } prevent ? scope.Evaluate(prevent) : default,
            block.Body.GetAttribute("create_before_destroy") is { } create ? scope.Evaluate(create) : default,
            ignored is null ? [] : Paths(ignored),
            ignored?.Location);
    }

    private static ImmutableArray<string> Paths(HclAttribute attribute) => attribute.Expression switch
    {
        TraversalExpression traversal => [PathOf(attribute, traversal)],
        TupleExpression tuple => [.. tuple.Elements.Select(element => PathOf(attribute, element))],
        _ => [],
    };

    // Old configurations quote the paths.
    private static string PathOf(HclAttribute attribute, HclExpression expression) =>
        expression is TemplateExpression template && template.TryGetLiteral(out string? text)
            ? text
            : attribute.Source.GetText(expression.Span);
}
