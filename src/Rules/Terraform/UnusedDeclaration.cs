using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;

namespace GcpLint.Rules.Terraform;

/// <summary>Looks for variables, locals and data sources that nothing in their module refers to.</summary>
internal sealed class UnusedDeclaration : IRule<TerraformModule>
{
    public RuleId Id => new("terraform/unused-declaration");

    public void Check(TerraformModule subject, RuleContext context)
    {
        if (RootModules.IsExhibit(subject.Path) || subject.Files.Any(file => file.Diagnostics.Any(diagnostic => diagnostic.IsError)))
        {
            return;
        }

        HashSet<string> used = [.. Used(subject)];
        foreach (TerraformVariable variable in subject.Variables.Where(variable => !used.Contains("var." + variable.Name)))
        {
            context.Report(variable.Header, variable.Location, $"Nothing in this module refers to the variable `{variable.Name}`: what its callers set has no effect. Use it or remove it.");
        }

        foreach (TerraformLocal local in subject.Locals.Where(local => !used.Contains("local." + local.Name)))
        {
            context.Report(local.Location, local.Location, $"Nothing refers to `local.{local.Name}`. Use it or remove it.");
        }

        foreach (TerraformResourceBlock data in subject.Resources)
        {
            // One with conditions checks something by being read.
            if (data.Mode == TerraformResourceMode.Data && !used.Contains(data.Address) && data.Body.GetBlock("lifecycle") is null)
            {
                context.Report(data.Header, data.Location, $"Nothing refers to `{data.Address}`: each plan reads it for nothing, and fails where it is not there. Use it or remove it.");
            }
        }
    }

    private static IEnumerable<string> Used(TerraformModule module)
    {
        var bodies = new Stack<TerraformBody>();
        IEnumerable<TerraformElement> elements = [.. module.Variables, .. module.Outputs, .. module.Resources, .. module.Calls, .. module.Providers, .. module.Settings, .. module.OtherBlocks];
        foreach (TerraformElement element in elements)
        {
            // A condition of a variable names the variable itself.
            bodies.Push(element is TerraformVariable variable ? new TerraformBody([], [.. variable.Validations]) : element.Body);
            string? self = element is TerraformVariable named ? "var." + named.Name : null;
            while (bodies.TryPop(out TerraformBody? body))
            {
                foreach (string name in body.Attributes.SelectMany(attribute => NamesIn(attribute.Expression)).Where(name => name != self))
                {
                    yield return name;
                }

                foreach (HclBlock block in body.Blocks)
                {
                    bodies.Push(new TerraformBody(block.Body.Attributes, block.Body.Blocks));
                }
            }
        }

        foreach (string name in module.Locals.SelectMany(local => NamesIn(local.Attribute.Expression).Where(name => name != "local." + local.Name)))
        {
            yield return name;
        }
    }

    private static IEnumerable<string> NamesIn(HclExpression expression) => expression.GetReferences().Select(reference => (reference.RootName, reference.Steps) switch
    {
        ("var" or "local", [AttributeStep name, ..]) => $"{reference.RootName}.{name.Name}",
        ("data", [AttributeStep type, AttributeStep name, ..]) => $"data.{type.Name}.{name.Name}",
        _ => "",
    });
}
