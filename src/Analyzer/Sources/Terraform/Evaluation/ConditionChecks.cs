using GcpLint.Hcl.Syntax;
using GcpLint.Text;
using GcpLint.Values;

namespace GcpLint.Analyzer.Sources.Terraform.Evaluation;

/// <summary>
/// The conditions that a configuration sets for itself: validations of variables, pre- and postconditions, assertions of
/// checks. One that is certain to fail is said; what is not known is left to Terraform.
/// </summary>
internal static class ConditionChecks
{
    public static void Run(ModuleInstance module)
    {
        // What callers give to a module that stands alone is not known, and neither is whether all of it exists.
        if (module.Run.Root.IsReusableModule || module.IsConditional)
        {
            return;
        }

        foreach (TerraformVariable variable in module.Module.Variables)
        {
            Value value = variable.Validations.Any() ? module.GetVariable(variable.Name) : default;
            foreach (HclBlock validation in variable.Validations)
            {
                Check(validation, module.Scope, "terraform/invalid-variable-value", "Invalid value for variable", $"var.{variable.Name}", value.Origin?.Location);
            }
        }

        foreach (TerraformOutput output in module.Module.Outputs)
        {
            CheckAll(output.Body, module.Scope, $"output.{output.Name}");
        }

        foreach (TerraformOtherBlock check in module.Module.OtherBlocks.Where(block => block.Type == "check"))
        {
            foreach (HclBlock assertion in check.Body.GetBlocks("assert"))
            {
                Check(assertion, module.Scope, "terraform/check-failed", "Check block assertion failed", $"check.{check.Block.GetLabel(0)}", null);
            }
        }

        foreach (TerraformResourceBlock block in module.Module.Resources.Where(block => block.Body.GetBlock("lifecycle") is not null))
        {
            CheckResource(module, block);
        }
    }

    private static void CheckResource(ModuleInstance module, TerraformResourceBlock block)
    {
        if (block.Body.GetBlock("lifecycle") is not { } lifecycle || module.FindResource(block.Address) is not { UnknownInstances: null } node)
        {
            return;
        }

        TerraformBody body = TerraformBody.Of(lifecycle.Body, new HclSchema([new("precondition", 0), new("postcondition", 0)]));
        foreach (ResourceInstance instance in node.Instances)
        {
            CheckAll(body, instance.Scope, instance.Address);
        }
    }

    private static void CheckAll(TerraformBody body, Scope scope, string subject)
    {
        foreach (HclBlock block in body.Blocks)
        {
            if (block.Type is "precondition" or "postcondition")
            {
                Check(block, scope, "terraform/condition-failed", $"Resource {block.Type} failed", subject, null);
            }
        }
    }

    private static void Check(HclBlock block, Scope scope, string code, string summary, string subject, SourceLocation? place)
    {
        // "self" is what the provider answers.
        if (block.Body.GetAttribute("condition") is not { } condition
            || scope.Module.Run.References.Get(condition.Expression).Traversals.Any(reference => reference.RootName == "self"))
        {
            return;
        }

        Value decided = scope.Supposed().Evaluate(condition);
        if (decided.Kind == ValueKind.Bool && !decided.AsBool)
        {
            Value message = block.Body.GetAttribute("error_message") is { } text ? scope.Supposed().Evaluate(text) : default;
            string said = message.Kind == ValueKind.String && !message.IsSensitive ? message.AsString.TrimEnd('.') : "the condition does not hold";
            scope.Module.Run.Report(code, summary, $"`{scope.Module.Qualify(subject)}`: {said} (condition at {condition.Location}).", place ?? condition.Location, DiagnosticSeverity.Warning);
        }
    }
}
