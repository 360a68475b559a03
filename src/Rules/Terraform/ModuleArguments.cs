using GcpLint.Analyzer.Findings;
using GcpLint.Analyzer.Model;
using GcpLint.Analyzer.Rules;
using GcpLint.Analyzer.Sources.Terraform;
using GcpLint.Hcl.Syntax;
using GcpLint.Text;

namespace GcpLint.Rules.Terraform;

/// <summary>Compares each call of a module of the same repository with the variables that the module declares.</summary>
internal sealed class ModuleArguments : IRule<RepositoryModel>
{
    private static readonly HashSet<string> s_meta = ["source", "version", "count", "for_each", "providers", "depends_on"];

    public RuleId Id => new("terraform/module-arguments");

    public void Check(RepositoryModel subject, RuleContext context)
    {
        var modules = subject.TerraformModules.ToDictionary(module => module.Path, StringComparer.Ordinal);
        foreach (TerraformModule caller in subject.TerraformModules)
        {
            foreach (TerraformModuleCall call in caller.Calls)
            {
                // A file that could not be read whole may have declared what seems to lack.
                if (caller.FolderOf(call) is { } folder && modules.TryGetValue(folder, out TerraformModule? called)
                    && called.Files.All(file => file.Diagnostics.All(diagnostic => !diagnostic.IsError)))
                {
                    CheckCall(call, called, context);
                }
            }
        }
    }

    private static void CheckCall(TerraformModuleCall call, TerraformModule called, RuleContext context)
    {
        foreach (HclAttribute attribute in call.Body.Attributes)
        {
            if (!s_meta.Contains(attribute.Name) && !attribute.Name.StartsWith("//", StringComparison.Ordinal) && called.GetVariable(attribute.Name) is null)
            {
                string advice = Spelling.Nearest(attribute.Name, called.Variables.Select(variable => variable.Name)) is { } nearest ? $"Did you mean `{nearest}`?" : $"Remove `{attribute.Name}`, or declare the variable in the module.";
                context.Report(attribute.Location, call.Location, $"The module in `{called.Path}` has no variable `{attribute.Name}`: Terraform refuses the call `module.{call.Name}`. {advice}");
            }
        }

        string[] missing = [.. called.Variables.Where(variable => variable.Default is null && call.GetAttribute(variable.Name) is null).Select(variable => $"`{variable.Name}`")];
        if (missing.Length > 0)
        {
            context.Report(call.Header, call.Location, $"`module.{call.Name}` lacks {string.Join(" and ", missing)}, which the module in `{called.Path}` requires: Terraform refuses the configuration without {(missing.Length == 1 ? "it" : "them")}.");
        }
    }
}
