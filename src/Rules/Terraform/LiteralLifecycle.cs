using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Rules.Terraform;

/// <summary>Terraform reads <c>lifecycle</c> before it evaluates anything.</summary>
internal sealed class LiteralLifecycle : IRule<TerraformModule>
{
    private static readonly string[] s_switches = ["prevent_destroy", "create_before_destroy"];

    public RuleId Id => new("terraform/literal-lifecycle");

    public void Check(TerraformModule subject, RuleContext context)
    {
        foreach (TerraformResourceBlock resource in subject.Resources)
        {
            foreach (HclBlock lifecycle in resource.Body.GetBlocks("lifecycle"))
            {
                CheckLifecycle(resource, lifecycle, context);
            }
        }
    }

    private static void CheckLifecycle(TerraformResourceBlock resource, HclBlock lifecycle, RuleContext context)
    {
        foreach (string name in s_switches)
        {
            if (lifecycle.Body.GetAttribute(name) is { } attribute && !IsConstant(attribute.Expression))
            {
                context.Report(
                    attribute.Location,
                    resource.Location,
                    $"`{name}` of `{resource.Address}` is computed: Terraform takes only `true` or `false` here and refuses the configuration. Write the literal.");
            }
        }

        if (lifecycle.Body.GetAttribute("ignore_changes") is { } ignored && !IsStatic(ignored.Expression))
        {
            context.Report(
                ignored.Location,
                resource.Location,
                $"`ignore_changes` of `{resource.Address}` is computed: Terraform takes only a written list of arguments, or `all`.");
        }
    }

    private static bool IsConstant(HclExpression expression) => expression.GetReferences().IsEmpty && expression.GetCalls().IsEmpty;

    private static bool IsStatic(HclExpression expression) => expression switch
    {
        TraversalExpression traversal => IsArgument(traversal),
        TupleExpression tuple => tuple.Elements.All(element => element is ErrorExpression or TraversalExpression or TemplateExpression && IsStatic(element)),
        TemplateExpression or ErrorExpression => expression.GetReferences().IsEmpty,
        _ => false,
    };

    private static bool IsArgument(TraversalExpression traversal) => traversal.RootName is not ("var" or "local") || traversal.Steps.IsEmpty;
}
